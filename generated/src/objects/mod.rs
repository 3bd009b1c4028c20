// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects that Stripe answers with.

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
