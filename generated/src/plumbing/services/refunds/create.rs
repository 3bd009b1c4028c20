// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`CreateRefund`](crate::services::refunds::CreateRefund) are made of.

use crate::prelude::*;
use crate::services::refunds::create::*;

documented!(Origin {
    CustomerBalance = "customer_balance",
});

documented!(Reason {
    Duplicate = "duplicate",
    Fraudulent = "fraudulent",
    RequestedByCustomer = "requested_by_customer",
});
