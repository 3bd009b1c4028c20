//! Why the tests could not be run.

use crate::support;

/// Why the tests could not be run. A test that fails is no error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// cargo cannot be started.
    #[error("cannot run the tests of {item}: {source}")]
    Start {
        item: &'static str,
        source: std::io::Error,
    },
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}
