// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::shipping::*;

object!(Shipping {
    address: optional "address",
    carrier: optional "carrier",
    name: optional "name",
    phone: optional "phone",
    tracking_number: optional "tracking_number",
});

expand_paths!(Shipping {
    ADDRESS: objects::Address = "address",
});
