//! Ranges: objects of `gt`, `gte`, `lt` and `lte`, alone or beside a single value.

use openapiv3::{
    IntegerFormat, ObjectType, Schema, SchemaKind, StringFormat, Type as SchemaType,
    VariantOrUnknownOrEmpty,
};

use super::Lowering;
use super::schema::{SchemaRef, docs};
use crate::ir::{Docs, Range, Type};

impl<'a> Lowering<'a> {
    /// The range of `anyOf` [bounds, a single value]; `None` if it is another union.
    pub(super) fn range_or_single(
        &self,
        bounds: SchemaRef<'a>,
        single: SchemaRef<'a>,
    ) -> Option<Range> {
        let (bounds, single) = (self.plain(bounds)?, self.plain(single)?);
        let SchemaKind::Type(SchemaType::Object(object)) = &bounds.schema_kind else {
            return None;
        };
        range(object, Some(single))
    }

    /// An alternative that is all in its type.
    fn plain(&self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        let (schema, _) = self.resolve(schema)?;
        let is_plain = docs(&schema.schema_data) == Docs::default() && !schema.schema_data.nullable;
        is_plain.then_some(schema)
    }
}

/// The range that an object is; `None` if it is another object, or the single value is of another type.
pub(super) fn range(object: &ObjectType, single: Option<&Schema>) -> Option<Range> {
    let properties = &object.properties;
    if properties.len() != Range::BOUNDS.len()
        || !object.required.is_empty()
        || object.additional_properties.is_some()
    {
        return None;
    }
    let mut documented = Vec::with_capacity(Range::BOUNDS.len());
    let mut types = Vec::with_capacity(Range::BOUNDS.len());
    for name in Range::BOUNDS {
        let SchemaRef::Inline(schema) = SchemaRef::from(properties.get(name)?) else {
            return None;
        };
        types.push(bound(schema)?);
        documented.push(docs(&schema.schema_data));
    }
    if let Some(schema) = single {
        types.push(bound(schema)?);
    }
    let bound = types.pop()?;
    if types.iter().any(|ty| *ty != bound) {
        return None;
    }
    Some(Range {
        bound,
        single: single.is_some(),
        docs: documented.try_into().ok()?,
    })
}

/// The type of a bound; `None` if it cannot be one.
fn bound(schema: &Schema) -> Option<Type> {
    let SchemaKind::Type(ty) = &schema.schema_kind else {
        return None;
    };
    if schema.schema_data.nullable {
        return None;
    }
    match ty {
        SchemaType::Integer(integer) if integer.enumeration.is_empty() => match &integer.format {
            VariantOrUnknownOrEmpty::Empty
            | VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32 | IntegerFormat::Int64) => {
                Some(Type::Integer)
            }
            VariantOrUnknownOrEmpty::Unknown(format) if format == "unix-time" => {
                Some(Type::Timestamp)
            }
            VariantOrUnknownOrEmpty::Unknown(_) => None,
        },
        SchemaType::String(string) if string.enumeration.is_empty() => match &string.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Some(Type::DateTime),
            _ => None,
        },
        _ => None,
    }
}
