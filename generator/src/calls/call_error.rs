//! Why a call cannot be written.

use crate::diagnostic::Pointer;

/// A parameter, or a part of one, that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {reason}")]
pub struct CallError {
    /// Its pointer in the given parameters; path arguments are at the top level too.
    pub pointer: Pointer,
    /// The reason.
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
    /// The value would clear it, but the document does not allow that.
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
    /// A value that the enum does not list.
    #[error("{0:?} is none of the values in the document")]
    NoValue(String),
    /// The value fits no member of the union.
    #[error("none of the members of the union fits: {0}")]
    NoMember(String),
    /// JSON cannot express a file.
    #[error("it is a file, which JSON cannot say")]
    File,
    /// Its type or the request has no name in the client.
    #[error("the client has no name for its type")]
    NoName,
}
