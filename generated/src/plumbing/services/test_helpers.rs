// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `test_helpers`.

mod refunds;
