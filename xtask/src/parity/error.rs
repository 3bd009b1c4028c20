//! Why nothing could be compared.

use std::io;
use std::path::PathBuf;

use crate::bench;
use crate::output::show;

/// Why nothing could be compared. What differs is no error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file of vectors cannot be read.
    #[error("cannot read the vectors {}: {source}", show(.path))]
    Read { path: PathBuf, source: io::Error },
    /// Lines that are no vectors.
    #[error("these lines are no vectors (`cargo xtask parity --help` tells what one is):\n{0}")]
    Malformed(String),
    /// There is nothing to compare.
    #[error("the files given with --vectors hold no vectors")]
    NoVectors,
    /// The recording server could not be started.
    #[error("cannot listen on loopback: {0}")]
    Listen(io::Error),
    /// A step failed, or the disk did.
    #[error(transparent)]
    Step(#[from] bench::Error),
}
