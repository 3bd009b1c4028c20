//! How grave a change is: what `docs/semver.md` says of each kind, and proves.

use super::change::{Kind, Level};
use crate::ir::{Side, Type};

impl Kind {
    /// What it does to callers, on a side.
    #[must_use]
    pub fn level(&self, side: Side) -> Level {
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
            Self::FieldAdded { required: true } => match side {
                Side::Request => Level::Breaking,
                // A reply that was kept from before has no such field.
                Side::Reply => Level::Behaviour,
            },
            Self::ValueAdded(_) | Self::MemberAdded(_) => match side {
                Side::Request => Level::Addition,
                // What was `Undocumented` is a variant of its own.
                Side::Reply => Level::Behaviour,
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
    pub(super) fn level_of(&self, old: &Type, new: &Type, side: Side) -> Level {
        match self {
            Self::Retyped { .. } if alike(old, new, side) => Level::Behaviour,
            _ => self.level(side),
        }
    }
}

/// Whether a caller writes and reads two types alike.
fn alike(old: &Type, new: &Type, side: Side) -> bool {
    match (old, new) {
        (Type::Constant(_), Type::Constant(_))
        | (Type::Boolean | Type::True, Type::Boolean | Type::True) => true,
        // A setter takes an `i64` for either.
        (Type::Integer | Type::Int64, Type::Integer | Type::Int64) => side == Side::Request,
        (Type::Array(old), Type::Array(new)) => alike(old, new, side),
        _ => false,
    }
}
