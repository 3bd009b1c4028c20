// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`CreateChargeRefund`](crate::services::charges::refunds::CreateChargeRefund) are made of.

/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/origin`
pub use crate::services::refunds::create::Origin;

/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/reason`
pub use crate::services::refunds::create::Reason;
