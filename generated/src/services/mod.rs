// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Services: what can be asked of Stripe.

pub mod charges;
pub mod refunds;
pub mod test_helpers;
