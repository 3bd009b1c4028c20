// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Code that follows from the definitions: decoding, encoding and sending.

mod resources;
mod services;
