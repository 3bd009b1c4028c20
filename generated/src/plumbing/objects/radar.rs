// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `radar`.

use crate::objects::radar::*;
use crate::prelude::*;

object!(RadarRadarOptions {
    session: optional "session",
});
