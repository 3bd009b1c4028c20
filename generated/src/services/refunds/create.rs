// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`CreateRefund`](crate::services::refunds::CreateRefund) are made of.

use crate::prelude::*;

/// Where the money comes from: `customer_balance`, the cash balance of `customer`.
/// Spec: `#/paths/~1v1~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/origin`
#[derive(Clone)]
#[non_exhaustive]
pub enum Origin {
    CustomerBalance,
    /// A value that this version of the crate does not know.
    Undocumented(Undocumented),
}

/// Why the refund is made: `duplicate`, `fraudulent` or `requested_by_customer`. With `fraudulent`, the card and the email address of the charge go on the [block lists](https://docs.stripe.com/radar/lists) of the account.
/// Spec: `#/paths/~1v1~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/reason`
#[derive(Clone)]
#[non_exhaustive]
pub enum Reason {
    Duplicate,
    Fraudulent,
    RequestedByCustomer,
    /// A value that this version of the crate does not know.
    Undocumented(Undocumented),
}
