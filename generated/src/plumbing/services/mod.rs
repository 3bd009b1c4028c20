// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Sending of requests.

mod charges;
mod refunds;
mod test_helpers;
