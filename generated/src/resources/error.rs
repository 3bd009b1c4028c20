// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `error`.

use crate::prelude::*;

/// Body of a reply that reports an error.
/// Spec: `#/components/schemas/error`
#[derive(Clone)]
#[non_exhaustive]
pub struct Error {
    pub error: objects::ApiErrors,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
