// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Definitions of objects, a file for each resource.

pub(crate) mod address;
pub(crate) mod api;
pub(crate) mod billing;
pub(crate) mod charge;
pub(crate) mod destination;
pub(crate) mod email;
pub(crate) mod error;
pub(crate) mod payment;
pub(crate) mod radar;
pub(crate) mod refund;
pub(crate) mod shipping;
