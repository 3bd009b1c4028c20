//! Why nothing could be compared.

use std::io;

use crate::support;

/// Why nothing could be compared. Differences are not errors.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Lines that are not vectors.
    #[error("invalid vectors (`cargo xtask parity --help` describes them):\n{0}")]
    Malformed(String),
    /// There is nothing to compare.
    #[error("the files of --vectors are empty")]
    NoVectors,
    /// The recording server could not be started.
    #[error("cannot listen on loopback: {0}")]
    Listen(io::Error),
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}
