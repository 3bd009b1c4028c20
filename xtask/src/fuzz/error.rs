//! Why fuzzing failed, apart from findings.

use std::path::PathBuf;

use crate::output::show;
use crate::support;

/// Why fuzzing failed. Findings are not errors.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No target has that name.
    #[error("no target is called `{0}`; `cargo xtask fuzz` lists them")]
    Unknown(String),
    /// `--input` is for one target.
    #[error("--input repeats an input of one target, and {0} are given")]
    OneInput(usize),
    /// A row of the list is not one.
    #[error("{} has a row that is not five columns with a share: {row}", show(.path))]
    List { path: PathBuf, row: String },
    /// The program ended in another way than with findings.
    #[error("{target} ended with {status}; to repeat it: {again}")]
    Ended {
        target: String,
        status: String,
        again: String,
    },
    /// The program cannot be started.
    #[error("cannot run {target}: {source}")]
    Start {
        target: String,
        source: std::io::Error,
    },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}
