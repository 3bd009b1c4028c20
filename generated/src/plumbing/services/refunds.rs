// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Sending of `refunds`.

use crate::prelude::*;
use crate::services::refunds::*;

list_request!(ListRefunds = Get "/v1/refunds" as Query -> List of objects::Refund);

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

request!(CreateRefund = Post "/v1/refunds" as Form -> objects::Refund);

documented!(CreateRefundOrigin {
    CustomerBalance = "customer_balance",
});

documented!(CreateRefundReason {
    Duplicate = "duplicate",
    Fraudulent = "fraudulent",
    RequestedByCustomer = "requested_by_customer",
});

request!(RetrieveRefund = Get "/v1/refunds/{refund}" as Query -> objects::Refund);

request!(UpdateRefund = Post "/v1/refunds/{refund}" as Form -> objects::Refund);

request!(CancelRefund = Post "/v1/refunds/{refund}/cancel" as Form -> objects::Refund);
