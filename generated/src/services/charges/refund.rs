// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`RefundCharge`](crate::services::charges::RefundCharge) are made of.

/// Why the refund is made: `duplicate`, `fraudulent` or `requested_by_customer`. With `fraudulent`, the card and the email address of the charge go on the [block lists](https://docs.stripe.com/radar/lists) of the account.
///
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refund/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/reason`
pub use crate::services::refunds::create::Reason;
