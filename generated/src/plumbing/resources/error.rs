// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::error::*;

object!(Error {
    error: required "error",
});
