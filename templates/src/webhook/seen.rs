//! Whether an event was handled already, and the state of a router that has none.

/// Whether an event was handled before: the answer of a hook to a [router](super::Router::before).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// It was not: its handler runs.
    New,
    /// It was: no handler runs.
    Already,
}

/// Marks a router without a state.
///
/// It is not `Clone`, as a state is: so the methods of a router with a state and of one without can have the same names.
#[derive(Debug)]
#[non_exhaustive]
pub struct Stateless;
