//! The intermediate representation: operations and types as plain data.
//!
//! Everything after [`lower`](mod@crate::lower) reads this and nothing else, so no
//! part of it mentions OpenAPI's own vocabulary of `anyOf`, `style` or `$ref`.

mod constructor;
mod lengths;
mod operation;
mod print;
mod reach;
mod schema_path;

use std::collections::BTreeMap;

pub(crate) use constructor::{Argument, Constructor, Period};
pub use lengths::Lengths;
pub use operation::{Encoding, ErrorReply, Method, Operation, Paging, Replies, Segment, template};
pub use print::{print, print_matching};
pub(crate) use reach::reach;
pub use schema_path::SchemaPath;

/// A whole API: its operations and types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Value of the `Stripe-Version` header, `info.version` of the document.
    pub version: String,
    /// Origin that operations are sent to unless they name their own.
    pub base: String,
    /// Operations, sorted by path and then by method.
    pub operations: Vec<Operation>,
    /// Named types, by the place in the document where each is written.
    pub types: BTreeMap<SchemaPath, TypeDef>,
}

/// Prose of the document, and whether the item is deprecated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line, operations only.
    pub summary: Option<String>,
    /// Markdown or HTML, as the document has it.
    pub description: Option<String>,
    /// Marked `deprecated`.
    pub deprecated: bool,
}

/// A type that has a place in the document and a name in the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    /// JSON pointer of the schema.
    pub pointer: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether it is part of requests or responses.
    pub direction: Direction,
    /// Its shape.
    pub shape: Shape,
    /// Whether it is an item of the list or map at its place.
    pub is_item: bool,
    /// Descriptions of the fields or members at this place, in the order of the
    /// definition, where the shape is [`Shape::Alias`]: prose is not shared.
    pub prose: Vec<Docs>,
}

impl TypeDef {
    /// The tag of the object: a field `object` that always has one value.
    #[must_use]
    pub fn tag(&self) -> Option<Tag> {
        let Shape::Object { fields, .. } = &self.shape else {
            return None;
        };
        let required = |name: &str| {
            let mut fields = fields.iter();
            fields.find(|field| field.name == name && field.presence == Presence::Required)
        };
        match &required("object")?.ty {
            Type::Constant(value) => Some(Tag::Object {
                value: value.clone(),
                deleted: required("deleted").is_some_and(|field| field.ty == Type::True),
            }),
            _ => None,
        }
    }
}

/// Whether a type is part of requests or responses: the two need different code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the caller to Stripe.
    Request,
    /// From Stripe to the caller.
    Response,
}

/// Shape of a named type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Named fields.
    Object {
        /// Sorted by name.
        fields: Vec<Field>,
        /// The resource that the object represents: `x-resourceId`.
        resource: Option<String>,
    },
    /// One of several strings; in responses the list is never complete.
    Enum {
        /// In the document's order, without the empty string that means "unset".
        values: Vec<String>,
    },
    /// One of several types.
    Union {
        /// In the document's order.
        members: Vec<Member>,
    },
    /// The same structure as the type at another place, which holds the definition.
    Alias(SchemaPath),
}

/// A type that a union may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name of the variant.
    pub name: String,
    /// What it holds.
    pub ty: Type,
    /// How a response identifies this member.
    pub tag: Tag,
    /// What the document says about it in this union.
    pub docs: Docs,
}

/// How a response identifies the member of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// Not at all: in requests the caller picks the member.
    None,
    /// The field `object` has this value, and `deleted` is true or not.
    Object {
        /// Value of the field `object`.
        value: String,
        /// Whether it is the tombstone of a deleted object.
        deleted: bool,
    },
}

/// A field of an object, or a parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it is always present.
    pub presence: Presence,
    /// How a caller clears it.
    pub clear_with: ClearWith,
    /// What the document says about it.
    pub docs: Docs,
}

/// Whether a field is always present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be present.
    Required,
    /// It must be present in a response: a fixup says so, where the document does not.
    AlwaysPresent,
    /// It may be left out.
    Optional,
    /// It may be left out or be `null`.
    Nullable,
}

impl Presence {
    /// Whether the field must be present.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::AlwaysPresent)
    }
}

/// How a caller clears a value on Stripe's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClearWith {
    /// It cannot be cleared.
    Nothing,
    /// By an empty string.
    EmptyString,
    /// By `null`.
    Null,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// The literal `true`: marks the tombstones of deleted objects.
    True,
    /// A whole number.
    Integer,
    /// A 64-bit whole number that travels as a string.
    Int64,
    /// A number with a fraction, kept as it was written.
    Number,
    /// A decimal that travels as a string.
    Decimal,
    /// Text.
    String,
    /// A three-letter currency code.
    Currency,
    /// Seconds since the Unix epoch.
    Timestamp,
    /// An RFC 3339 date and time.
    DateTime,
    /// The bytes of a file.
    File,
    /// Text with one documented value.
    Constant(String),
    /// An object, enum or union that has a name.
    Named(SchemaPath),
    /// A list of anything.
    Array(Box<Type>),
    /// Names to values of one type.
    Map(Box<Type>),
    /// Names to values; a single key can be cleared, in the given way.
    ClearableMap(Box<Type>, ClearWith),
    /// Values between bounds, or a single one.
    Range(Box<Range>),
    /// A page of a list, with the cursor of the next one.
    List(Paging, Box<Type>),
    /// The id of an object, or the object itself.
    Expandable(Box<Type>),
    /// An object, or the tombstone that Stripe sends once it is deleted.
    MaybeDeleted {
        /// The object.
        live: SchemaPath,
        /// What is left of it.
        tombstone: SchemaPath,
    },
    /// A value whose shape the document does not give.
    Json,
    /// No value: the response of an operation that answers without a body.
    Nothing,
}

/// A range: an object with the bounds, all of which are optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The type of the bounds.
    pub bound: Type,
    /// Whether a value of that type is a range too.
    pub single: bool,
    /// What the document says about the bounds, in the order of [`Range::BOUNDS`].
    pub docs: [Docs; 4],
}

impl Range {
    /// The names of the bounds on the wire.
    pub const BOUNDS: [&str; 4] = ["gt", "gte", "lt", "lte"];

    /// The fields of the object.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let bounds = Self::BOUNDS.iter().zip(&self.docs);
        let field = |(name, docs): (&&str, &Docs)| Field {
            name: (*name).to_owned(),
            ty: self.bound.clone(),
            presence: Presence::Optional,
            clear_with: ClearWith::Nothing,
            docs: docs.clone(),
        };
        bounds.map(field).collect()
    }
}

impl Type {
    /// The type inside of all lists, maps and references.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        let mut ty = self;
        while let Self::Array(inner)
        | Self::Map(inner)
        | Self::ClearableMap(inner, _)
        | Self::List(_, inner)
        | Self::Expandable(inner) = ty
        {
            ty = inner;
        }
        ty
    }

    /// Places of the named types that this type mentions.
    pub fn places(&self) -> impl Iterator<Item = &SchemaPath> {
        let places = match self.innermost() {
            Self::Named(place) => [Some(place), None],
            Self::MaybeDeleted { live, tombstone } => [Some(live), Some(tombstone)],
            _ => [None, None],
        };
        places.into_iter().flatten()
    }
}
