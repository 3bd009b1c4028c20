//! Why something could not be measured.

use std::io;
use std::path::PathBuf;

use crate::output::show;

/// Why something could not be measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Stripe's own documents are no part of the project.
    #[error(
        "the benchmarks need {}, which is not there; set STRIPE_SHARED to the folder (an absolute path) that has specs/ \
         with Stripe's documents and fixtures, or name a document with --spec",
        show(.0)
    )]
    NoShared(PathBuf),
    /// A program that a benchmark runs is not on this machine.
    #[error("{what} is needed and cannot be run ({why}); {help}")]
    NoTool {
        what: &'static str,
        why: String,
        help: &'static str,
    },
    /// A step ran and failed.
    #[error("{what} failed ({status}); its output is in {}, which ends with:\n{tail}", show(.log))]
    Failed {
        what: String,
        status: String,
        log: PathBuf,
        tail: String,
    },
    /// A file or a folder cannot be read or written.
    #[error("cannot {what} {}: {source}", show(.path))]
    Disk {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// The figures of earlier runs are not what this command wrote.
    #[error("{} is not what this command writes: {why}; mend it, or remove it to begin anew", show(.path))]
    Record { path: PathBuf, why: String },
    /// A program of a benchmark printed or wrote something else than it should.
    #[error("{what} is not as expected: {why}")]
    Unexpected { what: String, why: String },
}

impl Error {
    /// For `map_err`: what was being done, and to what.
    pub(crate) fn disk(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { what, path, source }
    }

    pub(crate) fn unexpected(what: impl Into<String>, why: impl Into<String>) -> Self {
        let (what, why) = (what.into(), why.into());
        Self::Unexpected { what, why }
    }
}
