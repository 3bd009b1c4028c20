// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `error`.

use crate::prelude::*;
use super::*;

/// Body of a reply that reports an error.
///
/// Spec: `#/components/schemas/error`
#[derive(Clone)]
#[non_exhaustive]
pub struct Error {
    /// See [`ApiErrors`].
    pub error: ApiErrors,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
