//! Why the impact on a crate is not known.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::output::show;
use crate::report::count;
use crate::{revision, support};

/// Errors of the compiler that are shown.
const SHOWN: usize = 3;

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
    /// The crate cannot be built against the new version, for a reason that is no error in its code.
    #[error("the crate cannot be checked against the new version:\n{0}")]
    CannotCheck(String),
    /// The crate has changes of its own.
    #[error(
        "{} has changes that are not committed to git, or is in no repository; commit them first, or give --allow-dirty",
        show(.0)
    )]
    Dirty(PathBuf),
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

impl Error {
    /// The first of the compiler's errors.
    pub(super) fn shown(rendered: &BTreeSet<String>) -> String {
        let mut text: Vec<&str> = rendered.iter().take(SHOWN).map(String::as_str).collect();
        let more = match rendered.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!("and {}", count(more, "more error")),
        };
        text.push(&more);
        text.join("\n").trim_end().to_owned()
    }
}

impl From<revision::Error> for Error {
    fn from(error: revision::Error) -> Self {
        match error {
            revision::Error::Shared(error) => Self::Shared(error),
            other => Self::Revision(other),
        }
    }
}
