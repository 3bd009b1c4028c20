// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`RefundCharge`](crate::services::charges::RefundCharge) are made of.

/// Spec: `#/paths/~1v1~1charges~1{charge}~1refund/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/reason`
pub use crate::services::refunds::create::Reason;
