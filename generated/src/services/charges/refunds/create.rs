// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`CreateChargeRefund`](crate::services::charges::refunds::CreateChargeRefund) are made of.

/// Where the money comes from: `customer_balance`, the cash balance of `customer`.
///
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/origin`
pub use crate::services::refunds::create::Origin;

/// Why the refund is made: `duplicate`, `fraudulent` or `requested_by_customer`. With `fraudulent`, the card and the email address of the charge go on the [block lists](https://docs.stripe.com/radar/lists) of the account.
///
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/reason`
pub use crate::services::refunds::create::Reason;
