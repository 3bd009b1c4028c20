// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `error`.

use crate::objects::error::*;
use crate::prelude::*;

object!(Error {
    error: required "error",
});
