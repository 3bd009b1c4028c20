// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `destination`.

use crate::objects::destination::*;
use crate::prelude::*;

object!(DestinationDetailsUnimplemented {});
