// Written by `cargo xtask codegen`; changes made by hand are lost.

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
