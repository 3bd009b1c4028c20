//! What can change, and how grave that is.

use std::fmt;

use serde::Serialize;

use crate::ir::Direction;

/// One change, with all the places where it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub kind: ChangeKind,
    /// What it does to callers.
    pub level: Level,
    /// Fields, values or members that it is about, sorted; empty where the place says it all.
    pub names: Vec<String>,
    /// Where it shows, by path and then by name. Never empty.
    pub sites: Vec<Site>,
    /// Types inside of this one that are others too, because this one is. Programs that are mended for it are mended for
    /// them.
    pub within: Vec<Change>,
}

impl Change {
    /// The ways to it, each once, such as `Refund#create` and `Refund`.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.sites.iter().map(|site| site.path.clone()).collect();
        paths.dedup();
        paths
    }
}

/// A place where a change shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Site {
    /// The way to it from an object or an operation, such as `Refund#create.metadata`.
    pub path: String,
    /// Which of the change's names it is about, where it has names.
    pub name: Option<String>,
    /// JSON pointer in the first document, where it is in there.
    pub base: Option<String>,
    /// JSON pointer in the second document, where it is in there.
    pub head: Option<String>,
    /// The Rust of the first client, where it is short.
    pub old: Option<String>,
    /// The Rust of the second client, where it is short.
    pub new: Option<String>,
}

/// What a change does to callers, the least grave first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing but prose: patch.
    Documentation,
    /// There is more: minor.
    Addition,
    /// Programs compile and may act differently: minor.
    Behaviour,
    /// Programs may no longer compile: major.
    Breaking,
}

impl Level {
    /// What kind of release a change of this level asks for.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Documentation => Verdict::Patch,
            Self::Addition | Self::Behaviour => Verdict::Minor,
            Self::Breaking => Verdict::Major,
        }
    }
}

/// What kind of release a crate is, the least grave first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// None is needed.
    None,
    /// Prose.
    Patch,
    /// Additions, and replies that may hold more than before.
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

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The API version that requests ask for.
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
    /// An operation comes.
    OperationAdded,
    /// An operation goes.
    OperationRemoved,
    /// An operation is sent to another path.
    Moved {
        /// Method and path in the first document.
        old: String,
        /// Method and path in the second document.
        new: String,
        /// How it is called in the first client and in the second, where that changes with it.
        renamed: Option<(String, String)>,
    },
    /// How an operation is called in the client.
    Renamed {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
    },
    /// The document has another name for an argument of the path, which callers do not write.
    Argument {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// The document calls an operation by another `operationId`, which callers do not write.
    OperationId {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// How parameters or replies of an operation travel: encoding, pages, media type, errors.
    Transport {
        /// What of it.
        what: &'static str,
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// What an operation replies with.
    Reply {
        /// In the first document.
        old: String,
        /// In the second document.
        new: String,
    },
    /// A schema comes that nothing else leads to.
    ObjectAdded,
    /// A schema goes that nothing else leads to.
    ObjectRemoved,
    /// A schema is another object of the API, by what the document says.
    Resource {
        /// In the first document.
        old: Option<String>,
        /// In the second document.
        new: Option<String>,
    },
    /// A type of event comes.
    EventAdded,
    /// A type of event goes.
    EventRemoved,
    /// A type of event carries another object.
    EventRetyped {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
    },
    /// A field or parameter comes.
    FieldAdded {
        /// Whether it is always there, or has to be given.
        required: bool,
    },
    /// A field or parameter goes.
    FieldRemoved,
    /// A field, parameter or member has another type.
    Retyped {
        /// In the first document, as Stripe's notes write types.
        old: String,
        /// In the second document.
        new: String,
    },
    /// A field or parameter is optional no more.
    Required(Direction),
    /// A field or parameter may be left out.
    Optional(Direction),
    /// A field that may be absent may be `null`, or may no longer be.
    Null {
        /// Whether it may be now.
        allowed: bool,
    },
    /// A parameter, or a key of it, can be cleared.
    Clearable,
    /// A parameter, or a key of it, can be cleared no more.
    NotClearable,
    /// A parameter is cleared by another mark.
    ClearedBy,
    /// An enumeration has a new value.
    ValueAdded(Direction),
    /// An enumeration lacks a value.
    ValueRemoved(Direction),
    /// A union, or what a field can be expanded to, has a new member.
    MemberAdded(Direction),
    /// A union, or what a field can be expanded to, lacks a member.
    MemberRemoved(Direction),
    /// The members of a union are told apart by something else.
    Tag,
    /// The Rust type at a place has another name, because a definition is shared with others or ceases to be.
    TypeAtPlace {
        /// In the first client.
        old: String,
        /// In the second client.
        new: String,
        /// Whether the old name still stands for the type that is at the place.
        alias: bool,
    },
    /// Places of one Rust type are of two: the structure that they shared is two.
    Split {
        /// Names of the places that stay one with the place that has the definition in the first client.
        stay: Vec<String>,
        /// Names of the places that leave it, and are one among themselves.
        leave: Vec<String>,
    },
    /// Use of it is advised against.
    Deprecated,
    /// Use of it is no longer advised against.
    Undeprecated,
}

impl ChangeKind {
    /// The kind as programs read it.
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
