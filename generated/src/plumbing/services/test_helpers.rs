// Written by `cargo xtask codegen`; changes made by hand are lost.

mod refunds;
