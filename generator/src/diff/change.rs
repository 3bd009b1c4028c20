//! Changes and their severity.

use std::fmt;

use serde::Serialize;

use crate::ir::Direction;

/// One change, with all its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// Its effect on callers.
    pub level: Level,
    /// Fields, values or members that change, sorted; empty where the place itself changes.
    pub names: Vec<String>,
    /// Where it occurs, by path and then by name. Never empty.
    pub sites: Vec<Site>,
    /// Changes of nested types that follow from this one: adapting to it adapts to them.
    pub within: Vec<Change>,
}

impl Change {
    /// The paths of its sites, each once, such as `Refund#create` and `Refund`.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.sites.iter().map(|site| site.path.clone()).collect();
        paths.dedup();
        paths
    }
}

/// A place where a change occurs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Site {
    /// Its path from an object or an operation, such as `Refund#create.metadata`.
    pub path: String,
    /// Which of the change's names it has, if any.
    pub name: Option<String>,
    /// JSON pointer into the first document, if that has it.
    pub base: Option<String>,
    /// JSON pointer into the second document, if that has it.
    pub head: Option<String>,
    /// Rust signature in the first client, if it is short.
    pub old: Option<String>,
    /// Rust signature in the second client, if it is short.
    pub new: Option<String>,
}

/// Effect of a change on callers, least severe first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Descriptions only: patch.
    Documentation,
    /// Additions: minor.
    Addition,
    /// Programs compile but may behave differently: minor.
    Behaviour,
    /// Programs may no longer compile: major.
    Breaking,
}

impl Level {
    /// The kind of release that a change of this level requires.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Documentation => Verdict::Patch,
            Self::Addition | Self::Behaviour => Verdict::Minor,
            Self::Breaking => Verdict::Major,
        }
    }
}

/// The kind of release, least severe first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No release is required.
    None,
    /// Descriptions.
    Patch,
    /// Additions, and responses that may contain more than before.
    Minor,
    /// Programs may have to be changed.
    Major,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// The kind of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The API version of requests.
    Version {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// The origin that requests are sent to.
    Host {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// A new operation.
    OperationAdded,
    /// A removed operation.
    OperationRemoved,
    /// The path of an operation changes.
    Moved {
        /// Method and path in the first document.
        old: String,
        /// Method and path in the second document.
        new: String,
        /// Its names in the first and the second client, if they differ.
        renamed: Option<(String, String)>,
    },
    /// The name of an operation in the client changes.
    Renamed {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
    },
    /// The name of a path argument changes in the document. Callers do not write it.
    Argument {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// The `operationId` changes. Callers do not write it.
    OperationId {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// How an operation is sent or answered: encoding, pages, media type, errors.
    Transport {
        /// Which of these.
        what: &'static str,
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// The response type of an operation.
    Reply {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// A new schema that no other schema or operation refers to.
    ObjectAdded,
    /// A removed schema that no other schema or operation refers to.
    ObjectRemoved,
    /// The API object (`x-resourceId`) of a schema changes.
    Resource {
        /// In the first document.
        old: Option<String>,
        /// In the second document.
        new: Option<String>,
    },
    /// A new event type.
    EventAdded,
    /// A removed event type.
    EventRemoved,
    /// The object of an event type changes.
    EventRetyped {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
    },
    /// A new field or parameter.
    FieldAdded {
        /// Whether a response always has it, or a request must have it.
        required: bool,
    },
    /// A removed field or parameter.
    FieldRemoved,
    /// The type of a field, parameter or member changes.
    Retyped {
        /// In the first document, in the notation of Stripe's release notes.
        old: String,
        /// In the second document.
        new: String,
    },
    /// A field or parameter becomes required.
    Required(Direction),
    /// A field or parameter becomes optional.
    Optional(Direction),
    /// Whether an optional field may be `null`.
    Null {
        /// Whether the second document allows it.
        allowed: bool,
    },
    /// A parameter, or a key of it, can be cleared.
    Clearable,
    /// A parameter, or a key of it, can no longer be cleared.
    NotClearable,
    /// The value that clears a parameter changes.
    ClearedBy,
    /// A new value of an enum.
    ValueAdded(Direction),
    /// A removed value of an enum.
    ValueRemoved(Direction),
    /// A new member of a union, or of the targets of an expandable field.
    MemberAdded(Direction),
    /// A removed member of a union, or of the targets of an expandable field.
    MemberRemoved(Direction),
    /// The tag of a union member changes.
    Tag,
    /// The name of the Rust type at a place changes, because its definition becomes shared or is no longer shared.
    TypeAtPlace {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
        /// Whether the old name is an alias of the new type.
        alias: bool,
    },
    /// Places that shared one Rust type have two.
    Split {
        /// Names of the places that still share a type with the place of the definition.
        stay: Vec<String>,
        /// Names of the places that share the other type.
        leave: Vec<String>,
    },
    /// Deprecated.
    Deprecated,
    /// No longer deprecated.
    Undeprecated,
}

impl ChangeKind {
    /// The kind in machine-readable form.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Version { .. } => "version",
            Self::Host { .. } => "host",
            Self::OperationAdded => "operation-added",
            Self::OperationRemoved => "operation-removed",
            Self::Moved { .. } => "operation-moved",
            Self::Renamed { .. } => "renamed",
            Self::Argument { .. } => "argument-renamed",
            Self::OperationId { .. } => "operation-id",
            Self::Transport { .. } => "transport",
            Self::Reply { .. } => "reply-retyped",
            Self::ObjectAdded => "object-added",
            Self::ObjectRemoved => "object-removed",
            Self::Resource { .. } => "resource",
            Self::EventAdded => "event-added",
            Self::EventRemoved => "event-removed",
            Self::EventRetyped { .. } => "event-retyped",
            Self::FieldAdded { .. } => "field-added",
            Self::FieldRemoved => "field-removed",
            Self::Retyped { .. } => "retyped",
            Self::Required(_) => "required",
            Self::Optional(_) => "optional",
            Self::Null { .. } => "null",
            Self::Clearable => "clearable",
            Self::NotClearable => "not-clearable",
            Self::ClearedBy => "cleared-by",
            Self::ValueAdded(_) => "value-added",
            Self::ValueRemoved(_) => "value-removed",
            Self::MemberAdded(_) => "member-added",
            Self::MemberRemoved(_) => "member-removed",
            Self::Tag => "tag",
            Self::TypeAtPlace { .. } => "type-at-place",
            Self::Split { .. } => "split",
            Self::Deprecated => "deprecated",
            Self::Undeprecated => "undeprecated",
        }
    }
}
