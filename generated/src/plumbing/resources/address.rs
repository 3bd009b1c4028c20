// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::address::*;

object!(Address {
    city: optional "city",
    country: optional "country",
    line1: optional "line1",
    line2: optional "line2",
    postal_code: optional "postal_code",
    state: optional "state",
});
