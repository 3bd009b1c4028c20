//! Why something could not be measured.

use std::path::PathBuf;

use crate::output::show;
use crate::support;

/// Why something could not be measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Stripe's documents are not part of the project.
    #[error(
        "{} does not exist; set STRIPE_SHARED to the absolute path of the folder that has specs/ with Stripe's documents \
         and fixtures, or give a document with --spec",
        show(.0)
    )]
    NoShared(PathBuf),
    /// A program that a benchmark runs is not installed.
    #[error("{what} is needed and cannot be run ({why}); {help}")]
    NoTool {
        what: &'static str,
        why: String,
        help: &'static str,
    },
    /// The figures of earlier runs cannot be read.
    #[error("{} is not a record of benchmarks: {why}; fix it, or delete it to start over", show(.path))]
    Record { path: PathBuf, why: String },
    /// A program of a benchmark has another output than expected.
    #[error("{what} is not as expected: {why}")]
    Unexpected { what: String, why: String },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}

impl Error {
    pub(crate) fn unexpected(what: impl Into<String>, why: impl Into<String>) -> Self {
        let (what, why) = (what.into(), why.into());
        Self::Unexpected { what, why }
    }
}
