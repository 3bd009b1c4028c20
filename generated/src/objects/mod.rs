// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects in Stripe's responses.
//!
//! The objects that most operations return and most others refer to:
//!
//! - [`Refund`]: Money given back for a charge, in full or in part, as a rule to the card or account that paid.
//! - [`Charge`]: One attempt to collect money from a customer.

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
