// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What follows from the definitions: decoding, encoding and sending.

mod objects;
mod services;
