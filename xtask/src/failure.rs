//! Why a command failed. All of these end with exit code 2.

use std::io;
use std::path::PathBuf;

use crate::bench;
use crate::diff;
use crate::output::{self, show};
use crate::parity;
use crate::update;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An input cannot be read.
    #[error("cannot read {what} {}: {source}{help}", show(.path))]
    Read {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
        /// What to do, from the `;` on; may be empty.
        help: &'static str,
    },
    /// An input is not what it has to be.
    #[error("{what} {} {why}", show(.path))]
    Input {
        what: &'static str,
        path: PathBuf,
        why: &'static str,
    },
    /// The output would be mixed with what it is made from.
    #[error("the output {} overlaps with {what} {}; give another directory with --out", show(.out), show(.input))]
    Overlap {
        out: PathBuf,
        what: &'static str,
        input: PathBuf,
    },
    /// The workspace is not where it was when this tool was built.
    #[error("no directory with spec/ and templates/ was found at or above {}; run this inside of the project", show(.0))]
    NoProject(PathBuf),
    /// The generator refused the document; the text is its rendered report.
    #[error("{0}")]
    Refused(String),
    /// Nothing in the document has the name that was asked for.
    #[error(
        "no operation, route or type is called `{0}`; `cargo xtask ir` without a name prints all of them"
    )]
    Unknown(String),
    /// A name that cannot be changed as asked; the text is all that is wrong.
    #[error("{0}")]
    Rename(String),
    /// Documents of a chain that are not there.
    #[error("cannot read {}", .0.join(", "))]
    Chain(Vec<String>),
    /// A slice of everything is asked for.
    #[error(
        "which operations? name them with --only, such as --only refunds,charges.create, or with --plan FILE"
    )]
    NoPlan,
    /// A document that cannot be written in the format that was asked for.
    #[error("the document cannot be written in this format; try the other --format")]
    NoText,
    /// A file cannot be written.
    #[error("cannot write {}: {source}", show(.path))]
    Write { path: PathBuf, source: io::Error },
    /// The output directory or the ledger cannot be read or written.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// Something could not be measured.
    #[error(transparent)]
    Bench(#[from] bench::Error),
    /// Nothing could be compared with the vectors.
    #[error(transparent)]
    Parity(#[from] parity::Error),
    /// There is nothing to compare.
    #[error(transparent)]
    Diff(#[from] diff::Error),
    /// A new document cannot be put in place.
    #[error(transparent)]
    Update(#[from] update::Error),
    /// The terminal or pipe is gone.
    #[error("cannot print: {0}")]
    Print(io::Error),
}
