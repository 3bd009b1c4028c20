//! Why the impact on a crate is not known.

use std::path::PathBuf;

use crate::output::show;
use crate::{revision, support};

/// Why the impact on a crate is not known.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Cargo cannot read the crate.
    #[error("cargo cannot read the crate {}: {said}", show(.path))]
    Metadata { path: PathBuf, said: String },
    /// A workspace that cannot be mirrored.
    #[error("the member {} lies outside of its workspace {}, which is not supported", show(.member), show(.root))]
    Outside { member: PathBuf, root: PathBuf },
    /// A manifest that is not TOML.
    #[error("cannot read the manifest {}: {source}", show(.path))]
    Manifest {
        path: PathBuf,
        source: toml_edit::TomlError,
    },
    /// No manifest mentions the client.
    #[error(
        "no manifest of {} depends on `{package}`; if the package has another name, give it with --package NAME",
        show(.root)
    )]
    NoClient { root: PathBuf, package: String },
    /// The crate has errors without any change, or cargo cannot build it.
    #[error(
        "the crate does not compile against the old version, so nothing can be said about the new one:\n{0}"
    )]
    DoesNotCompile(String),
    /// The compiler's output cannot be read.
    #[error("cannot run cargo: {0}")]
    Cargo(std::io::Error),
    /// What is wrong with the two versions.
    #[error(transparent)]
    Revision(revision::Error),
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

impl From<revision::Error> for Error {
    fn from(error: revision::Error) -> Self {
        match error {
            revision::Error::Shared(error) => Self::Shared(error),
            other => Self::Revision(other),
        }
    }
}
