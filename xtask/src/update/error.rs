//! Why the project could not be updated, and what to do about it.

use std::path::PathBuf;

use crate::output::{self, show};
use crate::{release, support};

/// Why the project could not be updated. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no document of the release.
    #[error(transparent)]
    Release(release::Error),
    /// A file lacks the line or section that is to be changed.
    #[error("{} has no {what}, so {why} cannot be written", show(.path))]
    NoPlace {
        path: PathBuf,
        what: &'static str,
        why: &'static str,
    },
    /// The fragment cannot be written as YAML.
    #[error("the slice of the document cannot be written as YAML")]
    NoText,
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

impl From<output::Error> for Error {
    fn from(error: output::Error) -> Self {
        Self::Shared(error.into())
    }
}

impl From<release::Error> for Error {
    fn from(error: release::Error) -> Self {
        match error {
            release::Error::Shared(error) => Self::Shared(error),
            error => Self::Release(error),
        }
    }
}
