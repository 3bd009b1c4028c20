// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Services and their requests.
//!
//! Services of the objects that most operations return and most others refer to:
//!
//! - [`refunds`](crate::services::refunds::Refunds) – Money given back for a charge, in full or in part, as a rule to the card or account that paid.
//! - [`charges`](crate::services::charges::Charges) – One attempt to collect money from a customer.

pub mod charges;
pub mod refunds;
pub mod test_helpers;
