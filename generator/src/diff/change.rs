//! What can change, and how grave that is.

use std::fmt;

use serde::Serialize;

use crate::ir::Side;

/// One change, with all the places where it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub kind: Kind,
    /// What it does to callers.
    pub level: Level,
    /// Fields, values or members that it is about, sorted; empty where the place says it all.
    pub names: Vec<String>,
    /// Where it shows, by path and then by name. Never empty.
    pub sites: Vec<Site>,
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
pub enum Kind {
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
    },
    /// How an operation is called in the client.
    Renamed {
        /// In the first client.
        old: String,
        /// In the second client.
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
    Required(Side),
    /// A field or parameter may be left out.
    Optional(Side),
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
    ValueAdded(Side),
    /// An enumeration lacks a value.
    ValueRemoved(Side),
    /// A union, or what a field can be expanded to, has a new member.
    MemberAdded(Side),
    /// A union, or what a field can be expanded to, lacks a member.
    MemberRemoved(Side),
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
    /// Use of it is advised against.
    Deprecated,
    /// Use of it is no longer advised against.
    Undeprecated,
}

impl Kind {
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
            Self::Transport { .. } => "transport",
            Self::Reply { .. } => "reply-retyped",
            Self::ObjectAdded => "object-added",
            Self::ObjectRemoved => "object-removed",
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
            Self::Deprecated => "deprecated",
            Self::Undeprecated => "undeprecated",
        }
    }

    /// What it does to callers, on a side.
    #[must_use]
    pub fn level(&self, side: Side) -> Level {
        match self {
            Self::OperationRemoved
            | Self::Renamed { .. }
            | Self::Reply { .. }
            | Self::ObjectRemoved
            | Self::FieldRemoved
            | Self::Retyped { .. }
            // An argument of `new`, or the type of a field: `T` or `Option<T>`.
            | Self::Required(_)
            | Self::Optional(_)
            | Self::NotClearable
            | Self::ValueRemoved(_)
            | Self::MemberRemoved(_)
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
            | Self::Moved { .. }
            | Self::Transport { .. }
            | Self::ClearedBy
            | Self::Tag
            // The compiler warns; and two impls of a caller's trait may now be one too many.
            | Self::Deprecated
            | Self::TypeAtPlace { alias: true, .. } => Level::Behaviour,
            Self::OperationAdded
            | Self::ObjectAdded
            | Self::FieldAdded { required: false }
            | Self::Clearable => Level::Addition,
            Self::Null { .. } | Self::Undeprecated => Level::Documentation,
        }
    }
}
