// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Sending of `test_helpers`.

mod refunds;
