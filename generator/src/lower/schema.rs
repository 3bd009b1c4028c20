//! What requests and responses have in common: scalars, docs, and access to schemas.

use openapiv3::{
    IntegerFormat, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType,
    Type as SchemaType, VariantOrUnknownOrEmpty,
};

use super::{Location, Lowering};
use crate::diagnostic::Pointer;
use crate::ir::{Docs, Type};

/// A schema as its parent contains it: inline, or by its name.
///
/// openapiv3 boxes schemas in some places and not in others; this type hides the difference.
#[derive(Clone, Copy)]
pub(super) enum SchemaRef<'a> {
    Inline(&'a Schema),
    Named(&'a str),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Item(schema) => Self::Inline(schema),
            ReferenceOr::Reference { reference } => Self::Named(referenced(reference)),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Item(schema) => Self::Inline(schema),
            ReferenceOr::Reference { reference } => Self::Named(referenced(reference)),
        }
    }
}

pub(super) fn docs(data: &SchemaData) -> Docs {
    Docs {
        summary: None,
        description: data
            .description
            .clone()
            .filter(|text| !text.trim().is_empty()),
        deprecated: data.deprecated,
    }
}

/// The only alternative of a schema: that is the schema itself, with more prose.
pub(super) fn only_alternative(schema: &Schema) -> Option<SchemaRef<'_>> {
    match &schema.schema_kind {
        SchemaKind::AnyOf { any_of: of } | SchemaKind::OneOf { one_of: of } => {
            match of.as_slice() {
                [only] => Some(SchemaRef::from(only)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Name of the schema that a local reference points to.
fn referenced(reference: &str) -> &str {
    reference
        .strip_prefix("#/components/schemas/")
        .unwrap_or(reference)
}

/// The values of a string schema's `enum`.
pub(super) fn values(string: &StringType) -> Vec<String> {
    string.enumeration.iter().flatten().cloned().collect()
}

/// Whether a schema accepts only the empty string, which clears a field.
pub(super) fn is_empty_string(schema: &Schema) -> bool {
    match &schema.schema_kind {
        openapiv3::SchemaKind::Type(SchemaType::String(string)) => values(string) == [""],
        _ => false,
    }
}

impl<'a> Lowering<'a> {
    /// The schema itself, wherever it is written, and its name if it has one.
    pub(super) fn resolve(&self, schema: SchemaRef<'a>) -> Option<(&'a Schema, Option<&'a str>)> {
        match schema {
            SchemaRef::Inline(schema) => Some((schema, None)),
            SchemaRef::Named(reference) => {
                let (name, schema) = self.components.target(reference)?;
                Some((schema, Some(name)))
            }
        }
    }

    /// Whether a value may be `null`, where it is written or by its name.
    pub(super) fn is_nullable(&self, schema: SchemaRef<'a>) -> bool {
        let mut schema = schema;
        loop {
            match schema {
                SchemaRef::Named(reference) => return self.components.is_nullable(reference),
                SchemaRef::Inline(inline) if inline.schema_data.nullable => return true,
                SchemaRef::Inline(inline) => match only_alternative(inline) {
                    Some(only) => schema = only,
                    None => return false,
                },
            }
        }
    }

    /// Whether the raw document has this keyword here: openapiv3 does not distinguish
    /// `properties: {}` from missing `properties`.
    pub(super) fn has_keyword(&self, pointer: &Pointer, keyword: &str) -> bool {
        let mut schema = Some(&self.document.raw);
        for segment in pointer.segments() {
            schema = schema.and_then(|schema| match schema {
                serde_json::Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
                other => other.get(segment),
            });
        }
        schema.is_some_and(|schema| schema.get(keyword).is_some())
    }

    /// The types that are no more than one value, `None` for all others.
    pub(super) fn scalar(&mut self, schema: &SchemaType, location: &Location) -> Option<Type> {
        match schema {
            SchemaType::Boolean(boolean) => match boolean.enumeration.as_slice() {
                [] => Some(Type::Boolean),
                [Some(true)] => Some(Type::True),
                _ => {
                    self.refuse(
                        "boolean-enum",
                        &location.pointer,
                        "a boolean that is limited to anything but `true` is not supported",
                    );
                    Some(Type::Boolean)
                }
            },
            SchemaType::Integer(integer) => {
                if !integer.enumeration.is_empty() {
                    self.refuse(
                        "integer-enum",
                        &location.pointer,
                        "an enum of integers is not supported",
                    );
                }
                match &integer.format {
                    VariantOrUnknownOrEmpty::Empty
                    | VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32 | IntegerFormat::Int64) => {
                        Some(Type::Integer)
                    }
                    VariantOrUnknownOrEmpty::Unknown(format) if format == "unix-time" => {
                        Some(Type::Timestamp)
                    }
                    VariantOrUnknownOrEmpty::Unknown(format) => {
                        self.unknown_format(format, "integer", location);
                        Some(Type::Integer)
                    }
                }
            }
            SchemaType::Number(number) => {
                if !number.enumeration.is_empty() {
                    self.refuse(
                        "number-enum",
                        &location.pointer,
                        "an enum of numbers is not supported",
                    );
                }
                match &number.format {
                    VariantOrUnknownOrEmpty::Unknown(format) => {
                        self.unknown_format(format, "number", location);
                    }
                    VariantOrUnknownOrEmpty::Empty | VariantOrUnknownOrEmpty::Item(_) => {}
                }
                Some(Type::Number)
            }
            SchemaType::String(string) if string.enumeration.is_empty() => {
                Some(self.string(string, location))
            }
            SchemaType::String(_) | SchemaType::Array(_) | SchemaType::Object(_) => None,
        }
    }

    fn string(&mut self, string: &StringType, location: &Location) -> Type {
        match &string.format {
            VariantOrUnknownOrEmpty::Empty => Type::String,
            VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::DateTime,
            VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Type::File,
            VariantOrUnknownOrEmpty::Item(other) => {
                self.unknown_format(&format!("{other:?}").to_lowercase(), "string", location);
                Type::String
            }
            VariantOrUnknownOrEmpty::Unknown(format) => match format.as_str() {
                "currency" => Type::Currency,
                "decimal" => Type::Decimal,
                "int64" => Type::Int64,
                _ => {
                    self.unknown_format(format, "string", location);
                    Type::String
                }
            },
        }
    }

    fn unknown_format(&mut self, format: &str, of: &str, location: &Location) {
        self.refuse(
            "unknown-format",
            &location.pointer,
            format!("the format `{format}` of type `{of}` is not known"),
        );
    }
}
