//! Types that come from Stripe.

use openapiv3::{AdditionalProperties, ObjectType, Schema, SchemaKind, Type as SchemaType};

use super::schema::{Written, docs, values};
use super::{Lowering, Spot, envelope};
use crate::diagnostic::Pointer;
use crate::ir::{Docs, Field, Place, Presence, Shape, Side, Type, TypeDef, Unset};

/// The field whose one value tells an object from others, even where it may be absent.
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
            let Written::Here(schema) = Written::from(schema) else {
                continue;
            };
            let spot = Spot {
                place: Place::schema(name),
                pointer: component(name),
            };
            if self.is_named(schema, &spot.pointer) {
                self.reply_here(schema, &spot);
            }
        }
    }

    pub(super) fn reply_type(&mut self, schema: Written<'a>, spot: &Spot) -> Type {
        match schema {
            Written::Here(schema) => self.reply_here(schema, spot),
            Written::Reference(_) => match self.resolve(schema) {
                Some((target, Some(name))) => {
                    let pointer = component(name);
                    if self.is_named(target, &pointer) {
                        Type::Named(Place::schema(name))
                    } else if self.open.contains(&name) {
                        self.unlowered("recursive-list", "a list or map that contains itself", spot)
                    } else {
                        // A scalar that was given a name: the name says nothing to a caller.
                        self.open.push(name);
                        let place = Place::schema(name);
                        let ty = self.reply_here(target, &Spot { place, pointer });
                        self.open.pop();
                        ty
                    }
                }
                // Dangling references are refused when the document is loaded.
                Some((_, None)) | None => Type::Json,
            },
        }
    }

    fn reply_here(&mut self, schema: &'a Schema, spot: &Spot) -> Type {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) if !string.enumeration.is_empty() => {
                match values(string).as_slice() {
                    [value] => Type::Constant(value.clone()),
                    values => self.define(
                        schema,
                        spot,
                        Shape::Enum {
                            values: values.to_vec(),
                        },
                    ),
                }
            }
            SchemaKind::Type(SchemaType::Array(array)) => match &array.items {
                Some(items) => Type::Array(Box::new(
                    self.element(Written::from(items), &spot.inner("items")),
                )),
                None => Type::Array(Box::new(Type::Json)),
            },
            SchemaKind::Type(SchemaType::Object(object)) => self.reply_object(schema, object, spot),
            SchemaKind::Type(scalar) => match self.scalar(scalar, spot) {
                Some(ty) => ty,
                None => Type::Json,
            },
            SchemaKind::AnyOf { any_of } => {
                let alternatives: Vec<_> = any_of.iter().map(Written::from).collect();
                if schema
                    .schema_data
                    .extensions
                    .contains_key("x-expansionResources")
                {
                    self.expandable(schema, &alternatives, spot)
                } else {
                    self.reply_union(schema, &alternatives, "anyOf", spot)
                }
            }
            SchemaKind::OneOf { one_of } => {
                let alternatives: Vec<_> = one_of.iter().map(Written::from).collect();
                self.reply_union(schema, &alternatives, "oneOf", spot)
            }
            SchemaKind::AllOf { .. } => self.unlowered("all-of", "`allOf`", spot),
            SchemaKind::Not { .. } => self.unlowered("not", "`not`", spot),
            SchemaKind::Any(_) => self.unlowered("untyped", "a schema without a `type`", spot),
        }
    }

    /// What a list or a map holds.
    fn element(&mut self, schema: Written<'a>, spot: &Spot) -> Type {
        if self.is_nullable(schema) {
            self.refuse(
                "nullable-element",
                &spot.pointer,
                "a list or map whose elements may be null is not lowered",
            );
        }
        self.reply_type(schema, spot)
    }

    fn reply_object(&mut self, schema: &'a Schema, object: &'a ObjectType, spot: &Spot) -> Type {
        match &object.additional_properties {
            Some(AdditionalProperties::Schema(value)) if object.properties.is_empty() => {
                let value = self.element(
                    Written::from(value.as_ref()),
                    &spot.inner("additionalProperties"),
                );
                return Type::Map(Box::new(value));
            }
            Some(AdditionalProperties::Schema(_)) => {
                return self.unlowered(
                    "open-object",
                    "`additionalProperties` beside `properties`",
                    spot,
                );
            }
            Some(AdditionalProperties::Any(_)) | None => {}
        }
        if object.properties.is_empty() && !self.has_keyword(&spot.pointer, "properties") {
            return Type::Json;
        }
        if let Some((items, paging)) = envelope::items(object) {
            let items_at = spot.inner("properties");
            let items_at = Spot {
                pointer: items_at.pointer.child("data").child("items"),
                ..items_at
            };
            return Type::List(paging, Box::new(self.reply_type(items, &items_at)));
        }
        let mut fields: Vec<Field> = object
            .properties
            .iter()
            .map(|(name, property)| self.reply_field(name, Written::from(property), object, spot))
            .collect();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        let resource = schema.schema_data.extensions.get("x-resourceId");
        let resource = resource.and_then(|id| id.as_str()).map(str::to_owned);
        self.define(schema, spot, Shape::Object { fields, resource })
    }

    fn reply_field(
        &mut self,
        name: &str,
        schema: Written<'a>,
        object: &ObjectType,
        parent: &Spot,
    ) -> Field {
        let spot = parent.property(name);
        let required = object.required.iter().any(|required| required == name);
        let ty = match schema {
            Written::Here(schema) if !required && name != TAG => self.growing(schema, &spot),
            _ => self.reply_type(schema, &spot),
        };
        let nullable = self.is_nullable(schema);
        let docs = match schema {
            Written::Here(schema) => docs(&schema.schema_data),
            Written::Reference(_) => Docs::default(),
        };
        if required && nullable {
            // The two never meet in Stripe's documents; `Option` would not tell
            // an absent field, which is a fault, from a null, which is not.
            self.refuse(
                "required-nullable",
                &spot.pointer,
                "a field that is required and may be null is not lowered",
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
            unset: Unset::No,
            docs,
        }
    }

    /// A field that may be absent. A required field that has one value tells what the object is; of one that may be absent
    /// the value is the first of an enumeration, to which Stripe may add.
    fn growing(&mut self, schema: &'a Schema, spot: &Spot) -> Type {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) if string.enumeration.len() == 1 => {
                let values = values(string);
                self.define(schema, spot, Shape::Enum { values })
            }
            _ => self.reply_here(schema, spot),
        }
    }

    /// Gives the type at this spot a definition.
    pub(super) fn define(&mut self, schema: &Schema, spot: &Spot, shape: Shape) -> Type {
        self.define_on(Side::Reply, schema, spot, shape)
    }

    pub(super) fn define_on(
        &mut self,
        side: Side,
        schema: &Schema,
        spot: &Spot,
        shape: Shape,
    ) -> Type {
        let def = TypeDef {
            pointer: spot.pointer.to_string(),
            docs: docs(&schema.schema_data),
            side,
            shape,
            prose: Vec::new(),
        };
        if self.types.insert(spot.place.clone(), def).is_some() {
            self.refuse("two-types", &spot.pointer, "two types at one place");
        }
        Type::Named(spot.place.clone())
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

    pub(super) fn unlowered(&mut self, code: &'static str, what: &str, spot: &Spot) -> Type {
        self.refuse(code, &spot.pointer, format!("{what} is not lowered"));
        Type::Json
    }
}

pub(super) fn component(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(name)
}
