// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `error`.

use crate::prelude::*;
use crate::resources::error::*;

object!(Error {
    error: required "error",
});
