// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects in Stripe's responses.
//!
//! The objects that most operations return and most others refer to:
//!
//! - [`Refund`] – Money given back for a charge, in full or in part, as a rule to the card or account that paid.
//! - [`Charge`] – One attempt to collect money from a customer.

pub use crate::resources::address::*;
pub use crate::resources::api::*;
pub use crate::resources::billing::*;
pub use crate::resources::charge::*;
pub use crate::resources::destination::*;
pub use crate::resources::email::*;
pub use crate::resources::error::*;
pub use crate::resources::payment::*;
pub use crate::resources::radar::*;
pub use crate::resources::refund::*;
pub use crate::resources::shipping::*;
