// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `address`.

use crate::prelude::*;

/// A postal address. Any part may be missing.
/// Spec: `#/components/schemas/address`
#[derive(Clone)]
#[non_exhaustive]
pub struct Address {
    /// City or other locality.
    pub city: Option<String>,
    /// Country as an upper-case ISO 3166-1 alpha-2 code, such as `DE`.
    pub country: Option<String>,
    /// First line, usually street and house number.
    pub line1: Option<String>,
    /// Second line, for what the first does not hold, such as the flat.
    pub line2: Option<String>,
    /// Postal code in the country's own format.
    pub postal_code: Option<String>,
    /// First-level subdivision of the country, such as a state or a prefecture.
    pub state: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
