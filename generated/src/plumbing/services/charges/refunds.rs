// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `charges.refunds`.

use crate::prelude::*;
use crate::services::charges::refunds::*;

impl ListChargeRefunds {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Get,
        path: "/v1/charges/{charge}/refunds",
        base: None,
        encoding: Encoding::Query,
    };
}

list_request!(ListChargeRefunds -> List of objects::Refund);

impl CreateChargeRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/charges/{charge}/refunds",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(CreateChargeRefund -> objects::Refund);

impl RetrieveChargeRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Get,
        path: "/v1/charges/{charge}/refunds/{refund}",
        base: None,
        encoding: Encoding::Query,
    };
}

request!(RetrieveChargeRefund -> objects::Refund);

impl UpdateChargeRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/charges/{charge}/refunds/{refund}",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(UpdateChargeRefund -> objects::Refund);
