//! What any command can fail with.

use std::io;
use std::path::PathBuf;

use generator::diagnostic::Report;

use crate::output::{self, show};

/// What any command can fail with. Errors of one command are in its module.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// An input cannot be read.
    #[error("cannot read {what} {}: {source}{help}", show(.path))]
    Read {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
        /// What to do, from the `;` on; may be empty.
        help: &'static str,
    },
    /// An input is invalid.
    #[error("{what} {} {why}", show(.path))]
    Input {
        what: &'static str,
        path: PathBuf,
        why: &'static str,
    },
    /// The output would overwrite its own input.
    #[error("the output {} overlaps with {what} {}; choose another directory with --out", show(.out), show(.input))]
    Overlap {
        out: PathBuf,
        what: &'static str,
        input: PathBuf,
    },
    /// The output would be all around the project.
    #[error("the output {} is the folder of this project, or one around it; choose another directory with --out", .0.display())]
    Around(PathBuf),
    /// The command runs outside of the project, and the project has moved since the command was built.
    #[error("no directory with spec/ and templates/ at or above {}; run this command inside the project", show(.0))]
    NoProject(PathBuf),
    /// The generator refused the document; the text is its rendered report.
    #[error("{0}")]
    Refused(String),
    /// A file or directory cannot be read or written.
    #[error("cannot {doing} {}: {source}", show(.path))]
    Disk {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// Another program failed.
    #[error("{what} failed ({status}); its output is in {}, which ends with:\n{tail}", show(.log))]
    Program {
        what: String,
        status: String,
        log: PathBuf,
        tail: String,
    },
    /// The output directory or the ledger cannot be read or written.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// Standard output is closed.
    #[error("cannot print: {0}")]
    Print(io::Error),
}

impl Error {
    /// For `map_err`: the operation and its path.
    pub(crate) fn disk(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk {
            doing,
            path,
            source,
        }
    }
}

/// For `map_err`: renders the generator's report.
pub(crate) fn refused(colour: bool) -> impl Fn(Report) -> Error + Copy {
    move |report| Error::Refused(report.render(colour))
}
