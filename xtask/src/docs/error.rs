//! Why the site cannot be written.

use crate::support;

/// Why the site cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The templates cannot be used.
    #[error(transparent)]
    Site(#[from] reference::Error),
    /// The data file of the site cannot be read.
    #[error(transparent)]
    Table(#[from] reference::TableError),
    /// An error that any command can have.
    #[error(transparent)]
    Shared(#[from] support::Error),
}
