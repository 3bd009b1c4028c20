// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `radar`.

use crate::prelude::*;
use crate::resources::radar::*;

object!(RadarRadarOptions {
    session: optional "session",
});
