// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Services and their requests.

pub mod charges;
pub mod refunds;
pub mod test_helpers;
