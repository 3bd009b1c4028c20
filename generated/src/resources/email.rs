// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `email`.

use crate::prelude::*;

/// An email that Stripe sent.
/// Spec: `#/components/schemas/email_sent`
#[derive(Clone)]
#[non_exhaustive]
pub struct EmailSent {
    /// When the email was sent, as a Unix time in seconds.
    pub email_sent_at: Timestamp,
    /// Address that it was sent to.
    pub email_sent_to: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
