// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `destination`.

use crate::prelude::*;

/// A destination about which Stripe says no more than its kind.
/// Spec: `#/components/schemas/destination_details_unimplemented`
#[derive(Clone)]
#[non_exhaustive]
pub struct DestinationDetailsUnimplemented {
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
