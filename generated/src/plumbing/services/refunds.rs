// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `refunds`.

use crate::prelude::*;
use crate::services::refunds::*;

impl ListRefunds {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Get,
        path: "/v1/refunds",
        base: None,
        encoding: Encoding::Query,
    };
}

list_request!(ListRefunds -> List of objects::Refund);

impl From<ListRefundsCreated> for Value {
    fn from(value: ListRefundsCreated) -> Self {
        match value {
            ListRefundsCreated::Object(value) => value.into(),
            ListRefundsCreated::Integer(value) => value.into(),
        }
    }
}

impl From<ListRefundsCreatedObject> for ListRefundsCreated {
    fn from(value: ListRefundsCreatedObject) -> Self {
        Self::Object(value)
    }
}

impl From<i64> for ListRefundsCreated {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

choice!(ListRefundsCreated);

params!(ListRefundsCreatedObject);

impl CreateRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/refunds",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(CreateRefund -> objects::Refund);

impl CreateRefundOrigin {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("customer_balance", Self::CustomerBalance),
    ];
}

documented!(CreateRefundOrigin);

impl CreateRefundReason {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("duplicate", Self::Duplicate),
        ("fraudulent", Self::Fraudulent),
        ("requested_by_customer", Self::RequestedByCustomer),
    ];
}

documented!(CreateRefundReason);

impl RetrieveRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Get,
        path: "/v1/refunds/{refund}",
        base: None,
        encoding: Encoding::Query,
    };
}

request!(RetrieveRefund -> objects::Refund);

impl UpdateRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/refunds/{refund}",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(UpdateRefund -> objects::Refund);

impl CancelRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/refunds/{refund}/cancel",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(CancelRefund -> objects::Refund);
