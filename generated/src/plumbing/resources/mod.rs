// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Decoding and encoding of objects.

mod address;
mod api;
mod billing;
mod charge;
mod destination;
mod email;
mod error;
mod payment;
mod radar;
mod refund;
mod shipping;
