//! Severity of each kind of change, as documented and proved in `docs/semver.md`.

use super::change::{ChangeKind, Level};
use crate::ir::{Direction, Type};

impl ChangeKind {
    /// Its effect on callers, by direction.
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
            | Self::FieldRemoved
            | Self::Retyped { .. }
            // An argument of `new`, or the type of a field: `T` or `Option<T>`.
            | Self::Required(_)
            | Self::Optional(_)
            | Self::NotClearable
            | Self::ValueRemoved(_)
            | Self::MemberRemoved(_)
            // A value for one place no longer fits the other.
            | Self::Split { .. }
            | Self::TypeAtPlace { alias: false, .. } => Level::Breaking,
            Self::FieldAdded { required: true } => match direction {
                Direction::Request => Level::Breaking,
                // A stored older response lacks the field.
                Direction::Response => Level::Behaviour,
            },
            Self::ValueAdded(_) | Self::MemberAdded(_) => match direction {
                Direction::Request => Level::Addition,
                // A value that was `Undocumented` has its own variant.
                Direction::Response => Level::Behaviour,
            },
            // Pages are methods; a response that may be empty is an `Option`.
            Self::Transport {
                what: "pages" | "empty responses",
                ..
            } => Level::Breaking,
            Self::Version { .. }
            | Self::Host { .. }
            | Self::Moved { renamed: None, .. }
            | Self::Resource { .. }
            | Self::Transport { .. }
            | Self::ClearedBy
            | Self::Tag
            // The compiler warns; and two impls of a caller's trait may now conflict.
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

    /// The effect for a field or parameter whose type changes. If both are one type of the client, only the document
    /// differs.
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
