// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects in Stripe's responses.

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

pub use address::*;
pub use api::*;
pub use billing::*;
pub use charge::*;
pub use destination::*;
pub use email::*;
pub use error::*;
pub use payment::*;
pub use radar::*;
pub use refund::*;
pub use shipping::*;
