// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::billing::*;

object!(BillingDetails {
    address: optional "address",
    email: optional "email",
    name: optional "name",
    phone: optional "phone",
    tax_id: optional "tax_id",
});

expand_paths!(BillingDetails {
    ADDRESS: objects::Address = "address",
});
