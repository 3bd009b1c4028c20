//! Types that come from Stripe.

use std::collections::HashSet;

use openapiv3::{
    AdditionalProperties, AnySchema, ObjectType, Schema, SchemaKind, Type as SchemaType,
};

use super::schema::{SchemaRef, docs, values};
use super::{Location, Lowering, envelope};
use crate::diagnostic::Pointer;
use crate::ir::{ClearWith, Direction, Docs, Field, Presence, SchemaPath, Shape, Type, TypeDef};

/// The field whose one value identifies an object, even where it may be absent.
const TAG: &str = "object";

impl<'a> Lowering<'a> {
    /// Lowers all schemas of `components`. References need no order: a named
    /// type is mentioned by its place.
    pub(super) fn schemas(&mut self) {
        let document = self.document;
        let Some(components) = &document.api.components else {
            return;
        };
        for (name, schema) in &components.schemas {
            // A component that is only a reference is the type it refers to.
            let SchemaRef::Inline(schema) = SchemaRef::from(schema) else {
                continue;
            };
            let location = Location::new(SchemaPath::schema(name), component(name));
            // The others are lowered where they are mentioned, if they are of a kind that can be.
            if self.is_named(schema, &location.pointer) || is_unsupported(&schema.schema_kind) {
                self.reply_here(schema, &location);
            }
        }
    }

    pub(super) fn reply_type(&mut self, schema: SchemaRef<'a>, location: &Location) -> Type {
        match schema {
            SchemaRef::Inline(schema) => self.reply_here(schema, location),
            SchemaRef::Named(_) => match self.resolve(schema) {
                Some((target, Some(name))) => {
                    let pointer = component(name);
                    if self.is_named(target, &pointer) {
                        Type::Named(SchemaPath::schema(name))
                    } else if self.open.contains(&name) {
                        self.unlowered(
                            "recursive-list",
                            "a list or map that contains itself",
                            location,
                        )
                    } else {
                        // A named scalar: the name means nothing to a caller.
                        self.open.push(name);
                        let place = SchemaPath::schema(name);
                        let ty = self.reply_here(target, &Location::new(place, pointer));
                        self.open.pop();
                        ty
                    }
                }
                // Dangling references are refused when the document is loaded.
                Some((_, None)) | None => Type::Json,
            },
        }
    }

    fn reply_here(&mut self, schema: &'a Schema, location: &Location) -> Type {
        let lowered = self.within(location, |lowering| lowering.reply_inner(schema, location));
        lowered.unwrap_or(Type::Json)
    }

    fn reply_inner(&mut self, schema: &'a Schema, location: &Location) -> Type {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) if !string.enumeration.is_empty() => {
                match values(string).as_slice() {
                    [value] => Type::Constant(value.clone()),
                    values => self.define(
                        schema,
                        location,
                        Shape::Enum {
                            values: values.to_vec(),
                        },
                    ),
                }
            }
            SchemaKind::Type(SchemaType::Array(array)) => match &array.items {
                Some(items) => Type::Array(Box::new(
                    self.element(SchemaRef::from(items), &location.inner("items")),
                )),
                None => Type::Array(Box::new(Type::Json)),
            },
            SchemaKind::Type(SchemaType::Object(object)) => {
                self.reply_object(schema, object, location)
            }
            SchemaKind::Type(scalar) => match self.scalar(scalar, location) {
                Some(ty) => ty,
                None => Type::Json,
            },
            SchemaKind::AnyOf { any_of } => {
                let alternatives: Vec<_> = any_of.iter().map(SchemaRef::from).collect();
                if schema
                    .schema_data
                    .extensions
                    .contains_key("x-expansionResources")
                {
                    self.expandable(schema, &alternatives, location)
                } else {
                    self.reply_union(schema, &alternatives, "anyOf", location)
                }
            }
            SchemaKind::OneOf { one_of } => {
                let alternatives: Vec<_> = one_of.iter().map(SchemaRef::from).collect();
                self.reply_union(schema, &alternatives, "oneOf", location)
            }
            SchemaKind::AllOf { .. } => self.unlowered("all-of", "`allOf`", location),
            SchemaKind::Not { .. } => self.unlowered("not", "`not`", location),
            SchemaKind::Any(any) if *any == AnySchema::default() => Type::Json,
            SchemaKind::Any(_) => self.unlowered(
                "untyped",
                "a schema without a `type`, or with keywords of several types",
                location,
            ),
        }
    }

    /// What a list or a map holds.
    fn element(&mut self, schema: SchemaRef<'a>, location: &Location) -> Type {
        if self.is_nullable(schema) {
            self.refuse(
                "nullable-element",
                &location.pointer,
                "a list or map whose elements may be null is not supported",
            );
        }
        self.reply_type(schema, location)
    }

    fn reply_object(
        &mut self,
        schema: &'a Schema,
        object: &'a ObjectType,
        location: &Location,
    ) -> Type {
        match &object.additional_properties {
            Some(AdditionalProperties::Schema(value)) if object.properties.is_empty() => {
                let value = self.element(
                    SchemaRef::from(value.as_ref()),
                    &location.inner("additionalProperties"),
                );
                return Type::Map(Box::new(value));
            }
            Some(AdditionalProperties::Schema(_)) => {
                return self.unlowered(
                    "open-object",
                    "`additionalProperties` beside `properties`",
                    location,
                );
            }
            Some(AdditionalProperties::Any(_)) | None => {}
        }
        if object.properties.is_empty() && !self.has_keyword(&location.pointer, "properties") {
            return Type::Json;
        }
        if let Some((items, paging)) = envelope::items(object) {
            let items_at = location.inner("properties");
            let items_at = Location {
                pointer: items_at.pointer.child("data").child("items"),
                ..items_at
            };
            return Type::List(paging, Box::new(self.reply_type(items, &items_at)));
        }
        let required: HashSet<&str> = object.required.iter().map(String::as_str).collect();
        let mut fields: Vec<Field> = object
            .properties
            .iter()
            .map(|(name, property)| {
                let required = required.contains(name.as_str());
                self.reply_field(name, SchemaRef::from(property), required, location)
            })
            .collect();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        let resource = schema.schema_data.extensions.get("x-resourceId");
        let resource = resource.and_then(|id| id.as_str()).map(str::to_owned);
        self.define(schema, location, Shape::Object { fields, resource })
    }

    fn reply_field(
        &mut self,
        name: &str,
        schema: SchemaRef<'a>,
        required: bool,
        parent: &Location,
    ) -> Field {
        let location = parent.property(name);
        let ty = match schema {
            SchemaRef::Inline(schema) if !required && name != TAG => {
                self.growing(schema, &location)
            }
            _ => self.reply_type(schema, &location),
        };
        let nullable = self.is_nullable(schema);
        let docs = match schema {
            SchemaRef::Inline(schema) => docs(&schema.schema_data),
            SchemaRef::Named(_) => Docs::default(),
        };
        if required && nullable {
            // Stripe's documents never combine the two; `Option` would not distinguish
            // an absent field, which is an error, from a null, which is not.
            self.refuse(
                "required-nullable",
                &location.pointer,
                "a field that is required and may be null is not supported",
            );
        }
        let presence = match (required, nullable) {
            (true, _) => Presence::Required,
            (false, false) => Presence::Optional,
            (false, true) => Presence::Nullable,
        };
        Field {
            name: name.to_owned(),
            ty,
            presence,
            clear_with: ClearWith::Nothing,
            docs,
        }
    }

    /// A field that may be absent. A required field with one value identifies the object; the value of an optional one is
    /// the first of an enumeration, to which Stripe may add.
    fn growing(&mut self, schema: &'a Schema, location: &Location) -> Type {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) if string.enumeration.len() == 1 => {
                let values = values(string);
                self.define(schema, location, Shape::Enum { values })
            }
            _ => self.reply_here(schema, location),
        }
    }

    /// Gives the type at this spot a definition.
    pub(super) fn define(&mut self, schema: &Schema, location: &Location, shape: Shape) -> Type {
        self.define_on(Direction::Response, schema, location, shape)
    }

    pub(super) fn define_on(
        &mut self,
        direction: Direction,
        schema: &Schema,
        location: &Location,
        shape: Shape,
    ) -> Type {
        let pointer = location.pointer.to_string();
        self.spend(0, pointer.len() + text_of(&shape), &location.pointer);
        let def = TypeDef {
            pointer,
            docs: docs(&schema.schema_data),
            direction,
            shape,
            is_item: location.is_item,
            prose: Vec::new(),
        };
        if self.types.insert(location.place.clone(), def).is_some() {
            self.refuse("two-types", &location.pointer, "two types at one place");
        }
        Type::Named(location.place.clone())
    }

    /// Whether a schema of `components` becomes a type with a name.
    pub(super) fn is_named(&self, schema: &Schema, pointer: &Pointer) -> bool {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => {
                let map = matches!(
                    object.additional_properties,
                    Some(AdditionalProperties::Schema(_))
                );
                let shaped =
                    !object.properties.is_empty() || self.has_keyword(pointer, "properties");
                shaped && !map && envelope::items(object).is_none()
            }
            SchemaKind::Type(SchemaType::String(string)) => string.enumeration.len() > 1,
            SchemaKind::AnyOf { any_of } => any_of.len() > 1,
            SchemaKind::OneOf { one_of } => one_of.len() > 1,
            _ => false,
        }
    }

    pub(super) fn unlowered(
        &mut self,
        code: &'static str,
        what: &str,
        location: &Location,
    ) -> Type {
        self.refuse(code, &location.pointer, format!("{what} is not supported"));
        Type::Json
    }
}

/// Whether a schema is refused wherever it stands.
fn is_unsupported(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::AllOf { .. } | SchemaKind::Not { .. } => true,
        SchemaKind::Any(any) => *any != AnySchema::default(),
        _ => false,
    }
}

/// The bytes of text in a shape. Descriptions are copied wherever a schema is written out.
fn text_of(shape: &Shape) -> usize {
    let docs = |docs: &Docs| docs.description.as_ref().map_or(0, String::len);
    match shape {
        Shape::Object { fields, .. } => fields.iter().map(|f| f.name.len() + docs(&f.docs)).sum(),
        Shape::Enum { values } => values.iter().map(String::len).sum(),
        Shape::Union { members } => members.iter().map(|m| m.name.len() + docs(&m.docs)).sum(),
        Shape::Alias(_) => 0,
    }
}

pub(super) fn component(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(name)
}
