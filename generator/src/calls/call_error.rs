//! Why a call cannot be written.

use crate::diagnostic::Pointer;

/// A parameter, or a part of one, that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {reason}")]
pub struct CallError {
    /// Its place in the parameters that were given; a path argument stands beside them.
    pub pointer: Pointer,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a parameter cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The path has no such argument.
    #[error("the path has no argument of this name")]
    NoArgument,
    /// There is no setter for it.
    #[error("the document has no parameter of this name")]
    NoParameter,
    /// The document requires it.
    #[error("it is required, and not given")]
    Missing,
    /// It is to be cleared, and there is no function for that.
    #[error("it is to be cleared, and the document does not say that it can be")]
    NotClearable,
    /// A value of another kind.
    #[error("{found} does not fit: it is {expected} in the document")]
    Kind {
        /// The type of the IR.
        expected: String,
        /// The value as JSON.
        found: String,
    },
    /// A union, none of whose members fits.
    #[error("none of the members of the union fits: {0}")]
    NoMember(String),
    /// Files are not written as JSON.
    #[error("it is a file, which JSON cannot say")]
    File,
    /// Something of the IR that no name was given to.
    #[error("the client has no name for its type")]
    NoName,
}
