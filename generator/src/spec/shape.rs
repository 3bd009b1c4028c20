//! The words that the tables of the [grammar](super::grammar) are written in: shapes of values, and objects with their keys.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::diagnostic::Path;

/// The expected shape of a value.
pub(super) enum Shape {
    /// Any value.
    Any,
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// An integer that is not negative.
    Natural,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A list of values of one shape.
    List(&'static Shape),
    /// An object whose keys are names.
    Map(Names, &'static Shape),
    /// An object with fixed keys.
    Object(&'static Object),
    /// A schema, or a reference to one.
    Schema,
    /// An object with fixed keys, or a reference to one that is shared.
    Shared(&'static Object, Section),
    /// A boolean, a schema, or a reference to one.
    BooleanOrSchema,
}

/// A part of `components` that references point to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Schemas,
    Parameters,
    RequestBodies,
    Responses,
}

impl Section {
    /// Its key in `components`.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Parameters => "parameters",
            Self::RequestBodies => "requestBodies",
            Self::Responses => "responses",
        }
    }

    /// What it holds, in messages.
    pub(super) const fn item(self) -> &'static str {
        match self {
            Self::Schemas => "schema",
            Self::Parameters => "parameter",
            Self::RequestBodies => "request body",
            Self::Responses => "response",
        }
    }
}

/// The kind of a map's keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Arbitrary names.
    Free,
    /// Names of components.
    Component,
    /// Path templates.
    Path,
    /// Status codes of responses.
    Status,
}

/// An object with fixed keys.
pub(super) struct Object {
    /// Its name in messages, with the article.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    /// Checks what tables cannot express.
    pub(super) check: fn(&mut Walk<'_>, &Map<String, Value>, Path<'_>),
}

/// A key of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) rule: Rule,
}

/// How a key is treated.
pub(super) enum Rule {
    Required(Shape),
    Optional(Shape),
    /// Ignored with a warning: it has no effect on the client, for this reason.
    Ignored(&'static str),
    /// Without effect, and in so many places that a warning for each would hide the others: a rewrite removes it, and
    /// `cargo xtask coverage` counts them. The rewrite has the reason.
    Silent,
    /// Cannot be lowered, for this reason.
    Refused(&'static str),
}

pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        rule: Rule::Required(shape),
    }
}

pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        rule: Rule::Optional(shape),
    }
}

pub(super) const fn ignored(name: &'static str, reason: &'static str) -> Field {
    Field {
        name,
        rule: Rule::Ignored(reason),
    }
}

pub(super) const fn refused(name: &'static str, reason: &'static str) -> Field {
    Field {
        name,
        rule: Rule::Refused(reason),
    }
}

pub(super) const fn silent(name: &'static str) -> Field {
    Field {
        name,
        rule: Rule::Silent,
    }
}

pub(super) const fn object(name: &'static str, fields: &'static [Field]) -> Object {
    Object {
        name,
        fields,
        check: |_, _, _| {},
    }
}
