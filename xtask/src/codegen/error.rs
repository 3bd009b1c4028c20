//! Why there is no crate.

use crate::output;
use crate::{release, support};

/// Why there is no crate. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A release would replace the committed client.
    #[error(
        "a release needs a directory of its own, since generated/ has the client of spec/refunds.yaml; write `cargo \
         xtask codegen {release} --out ../stripe` for a crate, or `cargo xtask update {release}` to move the project"
    )]
    Out {
        /// The options that ask for the release.
        release: String,
    },
    /// A part of a document would replace the committed client.
    #[error(
        "a part of a document needs a directory of its own, since generated/ has the client of spec/refunds.yaml; add \
         --out ../stripe, or another directory"
    )]
    Part,
    /// There is no document of the release.
    #[error(transparent)]
    Release(release::Error),
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
