//! How grave a change is: what `docs/semver.md` says of each kind, and proves.

use super::change::{ChangeKind, Level};
use crate::ir::{Direction, Type};

impl ChangeKind {
    /// What it does to callers, on a side.
    #[must_use]
    pub fn level(&self, direction: Direction) -> Level {
        match self {
            Self::OperationRemoved
            | Self::Renamed { .. }
            | Self::Moved {
                renamed: Some(_), ..
            }
            | Self::Reply { .. }
            | Self::ObjectRemoved
            | Self::EventRemoved
            | Self::EventRetyped { .. }
            // Paths to expand are constants of it.
            | Self::Resource { new: None, .. }
            | Self::FieldRemoved
            | Self::Retyped { .. }
            // An argument of `new`, or the type of a field: `T` or `Option<T>`.
            | Self::Required(_)
            | Self::Optional(_)
            | Self::NotClearable
            | Self::ValueRemoved(_)
            | Self::MemberRemoved(_)
            // A value that was made for the one place fits the other no more.
            | Self::Split { .. }
            | Self::TypeAtPlace { alias: false, .. } => Level::Breaking,
            Self::FieldAdded { required: true } => match direction {
                Direction::Request => Level::Breaking,
                // A reply that was kept from before has no such field.
                Direction::Response => Level::Behaviour,
            },
            Self::ValueAdded(_) | Self::MemberAdded(_) => match direction {
                Direction::Request => Level::Addition,
                // What was `Undocumented` is a variant of its own.
                Direction::Response => Level::Behaviour,
            },
            // Pages are methods.
            Self::Transport { what: "pages", .. } => Level::Breaking,
            Self::Version { .. }
            | Self::Host { .. }
            | Self::Moved { renamed: None, .. }
            | Self::Resource { .. }
            | Self::Transport { .. }
            | Self::ClearedBy
            | Self::Tag
            // The compiler warns; and two impls of a caller's trait may now be one too many.
            | Self::Deprecated
            | Self::TypeAtPlace { alias: true, .. } => Level::Behaviour,
            Self::OperationAdded
            | Self::ObjectAdded
            | Self::EventAdded
            | Self::FieldAdded { required: false }
            | Self::Clearable => Level::Addition,
            Self::Null { .. }
            | Self::Undeprecated
            | Self::Argument { .. }
            | Self::OperationId { .. } => Level::Documentation,
        }
    }

    /// Of a field or parameter whose type in the document is another one: only what the document says differs where both
    /// are one type of the client.
    pub(super) fn level_of(&self, old: &Type, new: &Type, direction: Direction) -> Level {
        match self {
            Self::Retyped { .. } if alike(old, new, direction) => Level::Behaviour,
            _ => self.level(direction),
        }
    }
}

/// Whether a caller writes and reads two types alike.
fn alike(old: &Type, new: &Type, direction: Direction) -> bool {
    match (old, new) {
        (Type::Constant(_), Type::Constant(_))
        | (Type::Boolean | Type::True, Type::Boolean | Type::True) => true,
        // A setter takes an `i64` for either.
        (Type::Integer | Type::Int64, Type::Integer | Type::Int64) => {
            direction == Direction::Request
        }
        (Type::Array(old), Type::Array(new)) => alike(old, new, direction),
        _ => false,
    }
}
