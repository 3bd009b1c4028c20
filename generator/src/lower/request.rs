//! Types that go to Stripe.

use std::collections::HashSet;

use openapiv3::{
    AdditionalProperties, AnySchema, ObjectType, ParameterData, Schema, SchemaKind,
    Type as SchemaType, VariantOrUnknownOrEmpty,
};

use super::range::range;
use super::schema::{SchemaRef, docs, is_empty_string, values};
use super::{Location, Lowering};
use crate::ir::{ClearWith, Direction, Docs, Field, Member, Presence, Shape, Tag, Type};
use crate::names::{self, Alternative};

/// A parameter as the document has it.
pub(super) struct Parameter<'a> {
    name: &'a str,
    schema: SchemaRef<'a>,
    required: bool,
    /// The description of the parameter, outside of its schema.
    description: Option<&'a str>,
    /// Whether the parameter is deprecated, outside of its schema.
    deprecated: bool,
}

impl<'a> Parameter<'a> {
    /// A parameter of the path or the query.
    pub(super) fn of(data: &'a ParameterData, schema: SchemaRef<'a>) -> Self {
        Self {
            name: &data.name,
            schema,
            required: data.required,
            description: data.description.as_deref(),
            deprecated: data.deprecated.unwrap_or(false),
        }
    }
}

/// A type and how a value of it is cleared.
struct Clearable {
    ty: Type,
    clear_with: ClearWith,
}

impl From<Type> for Clearable {
    fn from(ty: Type) -> Self {
        Self {
            ty,
            clear_with: ClearWith::Nothing,
        }
    }
}

impl<'a> Lowering<'a> {
    /// One parameter, or one field of an object parameter.
    pub(super) fn parameter(&mut self, parameter: Parameter<'a>, location: &Location) -> Field {
        let Parameter {
            name,
            schema,
            required,
            description,
            deprecated,
        } = parameter;
        let mut documented = match schema {
            SchemaRef::Inline(schema) => docs(&schema.schema_data),
            SchemaRef::Named(_) => Docs::default(),
        };
        if let Some(text) = description.filter(|text| !text.trim().is_empty()) {
            documented.description = Some(text.to_owned());
        }
        documented.deprecated |= deprecated;
        let Clearable { ty, clear_with } = self.request_type(schema, location);
        let presence = if required {
            Presence::Required
        } else {
            Presence::Optional
        };
        Field {
            name: name.to_owned(),
            ty,
            presence,
            clear_with,
            docs: documented,
        }
    }

    /// The fields of an object, sorted by name.
    pub(super) fn request_fields(
        &mut self,
        object: &'a ObjectType,
        location: &Location,
    ) -> Vec<Field> {
        let required: HashSet<&String> = object.required.iter().collect();
        let mut fields: Vec<Field> = object
            .properties
            .iter()
            .map(|(name, property)| {
                let property = Parameter {
                    name,
                    schema: SchemaRef::from(property),
                    required: required.contains(name),
                    description: None,
                    deprecated: false,
                };
                self.parameter(property, &location.property(name))
            })
            .collect();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        fields
    }

    fn request_type(&mut self, schema: SchemaRef<'a>, location: &Location) -> Clearable {
        // Dangling references are refused when the document is loaded.
        let Some((schema, name)) = self.resolve(schema) else {
            return Type::Json.into();
        };
        let Some(name) = name else {
            return self.request_here(schema, location);
        };
        if self.open.contains(&name) {
            return self
                .unlowered(
                    "recursive-request",
                    "a parameter that contains itself",
                    location,
                )
                .into();
        }
        self.open.push(name);
        let lowered = self.request_here(schema, location);
        self.open.pop();
        lowered
    }

    fn request_here(&mut self, schema: &'a Schema, location: &Location) -> Clearable {
        let lowered = self.within(location, |lowering| {
            lowering.request_inner(schema, location)
        });
        lowered.unwrap_or_else(|| Type::Json.into())
    }

    fn request_inner(&mut self, schema: &'a Schema, location: &Location) -> Clearable {
        let mut lowered = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) if !string.enumeration.is_empty() => {
                let mut values = values(string);
                let documented = values.len();
                values.retain(|value| !value.is_empty());
                let clear_with = if values.len() < documented {
                    ClearWith::EmptyString
                } else {
                    ClearWith::Nothing
                };
                if values.is_empty() {
                    self.unlowered(
                        "empty-enum",
                        "a parameter that can only be cleared",
                        location,
                    );
                }
                let ty =
                    self.define_on(Direction::Request, schema, location, Shape::Enum { values });
                Clearable { ty, clear_with }
            }
            SchemaKind::Type(SchemaType::Array(array)) => match &array.items {
                Some(items) => {
                    let at = location.inner("items");
                    let item = self.request_type(SchemaRef::from(items), &at);
                    self.no_clearing(&item, &at);
                    Type::Array(Box::new(item.ty)).into()
                }
                None => self
                    .unlowered("array", "an array without `items`", location)
                    .into(),
            },
            SchemaKind::Type(SchemaType::Object(object)) => {
                self.request_object(schema, object, location).into()
            }
            SchemaKind::Type(scalar) => match self.scalar(scalar, location) {
                Some(ty) => ty.into(),
                None => Type::Json.into(),
            },
            SchemaKind::AnyOf { any_of } => self.request_union(schema, any_of, location),
            SchemaKind::OneOf { .. } => self
                .unlowered("one-of", "`oneOf` in a request", location)
                .into(),
            SchemaKind::AllOf { .. } => self.unlowered("all-of", "`allOf`", location).into(),
            SchemaKind::Not { .. } => self.unlowered("not", "`not`", location).into(),
            SchemaKind::Any(any) if *any == AnySchema::default() => Type::Json.into(),
            SchemaKind::Any(_) => self
                .unlowered(
                    "untyped",
                    "a schema without a `type`, or with keywords of several types",
                    location,
                )
                .into(),
        };
        if schema.schema_data.nullable {
            if lowered.clear_with == ClearWith::EmptyString {
                self.two_ways_to_clear(location);
            }
            lowered.clear_with = ClearWith::Null;
        }
        lowered
    }

    /// Refuses an item that can be cleared. An empty string among strings needs no word of its own: it is one of them.
    fn no_clearing(&mut self, item: &Clearable, location: &Location) {
        let is_text = item.ty == Type::String && item.clear_with == ClearWith::EmptyString;
        if item.clear_with != ClearWith::Nothing && !is_text {
            self.refuse(
                "clearable-item",
                &location.pointer,
                "an item of a list that can be cleared",
            );
        }
    }

    fn two_ways_to_clear(&mut self, location: &Location) {
        self.refuse(
            "two-ways-to-clear",
            &location.pointer,
            "a parameter that is cleared by an empty string and by `null`",
        );
    }

    fn request_object(
        &mut self,
        schema: &'a Schema,
        object: &'a ObjectType,
        location: &Location,
    ) -> Type {
        if let Some(AdditionalProperties::Schema(value)) = &object.additional_properties {
            if !object.properties.is_empty() {
                return self.unlowered(
                    "open-object",
                    "`additionalProperties` beside `properties`",
                    location,
                );
            }
            let value = SchemaRef::from(value.as_ref());
            let Clearable { ty, clear_with } =
                self.request_type(value, &location.inner("additionalProperties"));
            return match clear_with {
                ClearWith::Nothing => Type::Map(Box::new(ty)),
                clear_with => Type::ClearableMap(Box::new(ty), clear_with),
            };
        }
        if let Some(range) = range(object, None) {
            return Type::Range(Box::new(range));
        }
        let fields = self.request_fields(object, location);
        self.define_on(
            Direction::Request,
            schema,
            location,
            Shape::Object {
                fields,
                resource: None,
            },
        )
    }

    fn request_union(
        &mut self,
        schema: &'a Schema,
        any_of: &'a [openapiv3::ReferenceOr<Schema>],
        location: &Location,
    ) -> Clearable {
        let alternatives: Vec<(usize, SchemaRef<'a>)> = any_of
            .iter()
            .map(SchemaRef::from)
            .enumerate()
            .filter(|(_, alternative)| match alternative {
                SchemaRef::Inline(schema) => !is_empty_string(schema),
                SchemaRef::Named(_) => true,
            })
            .collect();
        let mut clear_with = if alternatives.len() < any_of.len() {
            ClearWith::EmptyString
        } else {
            ClearWith::Nothing
        };
        if let [(index, only)] = alternatives.as_slice() {
            let inner = self.request_type(*only, &location.alternative("anyOf", *index));
            // Where a map of strings can be cleared, each of its keys can.
            let ty = match inner.ty {
                Type::Map(value)
                    if clear_with == ClearWith::EmptyString && *value == Type::String =>
                {
                    Type::ClearableMap(value, ClearWith::EmptyString)
                }
                ty => ty,
            };
            if clear_with == ClearWith::EmptyString && inner.clear_with == ClearWith::Null {
                self.two_ways_to_clear(location);
            }
            let clear_with = if inner.clear_with == ClearWith::Nothing {
                clear_with
            } else {
                inner.clear_with
            };
            return Clearable { ty, clear_with };
        }
        if let [(_, bounds), (_, single)] = alternatives.as_slice()
            && let Some(range) = self.range_or_single(*bounds, *single)
        {
            let ty = Type::Range(Box::new(range));
            return Clearable { ty, clear_with };
        }
        if alternatives.is_empty() {
            return self
                .unlowered(
                    "empty-union",
                    "a parameter that can only be cleared",
                    location,
                )
                .into();
        }
        let alternatives: Vec<(usize, SchemaRef<'a>, Alternative)> = alternatives
            .into_iter()
            .filter_map(|(index, alternative)| {
                let (schema, _) = self.resolve(alternative)?;
                Some((index, alternative, described(schema)))
            })
            .collect();
        let described: Vec<Alternative> = alternatives
            .iter()
            .map(|(_, _, described)| described.clone())
            .collect();
        let named = alternatives
            .into_iter()
            .zip(names::alternatives(&described));
        let mut members: Vec<Member> = Vec::new();
        let mut names = HashSet::new();
        for ((index, alternative, _), name) in named {
            let at = location.alternative("anyOf", index).named(&name);
            let inner = self.request_type(alternative, &at);
            if inner.clear_with != ClearWith::Nothing {
                if clear_with != ClearWith::Nothing && clear_with != inner.clear_with {
                    self.two_ways_to_clear(location);
                }
                clear_with = inner.clear_with;
            }
            if !names.insert(name.clone()) {
                self.refuse(
                    "ambiguous-union",
                    &at.pointer,
                    format!("two alternatives that are both `{name}`"),
                );
            } else if members
                .iter()
                .any(|other| is_one_type(&other.ty, &inner.ty))
            {
                self.refuse(
                    "ambiguous-union",
                    &at.pointer,
                    "two alternatives that a caller writes alike",
                );
            }
            members.push(Member {
                name,
                ty: inner.ty,
                tag: Tag::None,
                docs: match alternative {
                    SchemaRef::Inline(schema) => docs(&schema.schema_data),
                    SchemaRef::Named(_) => Docs::default(),
                },
            });
        }
        let ty = self.define_on(
            Direction::Request,
            schema,
            location,
            Shape::Union { members },
        );
        Clearable { ty, clear_with }
    }
}

/// What the name of an alternative depends on.
fn described(schema: &Schema) -> Alternative {
    let SchemaKind::Type(ty) = &schema.schema_kind else {
        return Alternative::Plain("value");
    };
    Alternative::Plain(match ty {
        SchemaType::Object(object) => return Alternative::Object(required_paths(object)),
        SchemaType::Array(_) => "array",
        SchemaType::Boolean(_) => "boolean",
        SchemaType::Integer(integer) => match &integer.format {
            VariantOrUnknownOrEmpty::Unknown(format) if format == "unix-time" => "timestamp",
            _ => "integer",
        },
        SchemaType::Number(_) => "number",
        SchemaType::String(string) if !string.enumeration.is_empty() => "keyword",
        SchemaType::String(_) => "string",
    })
}

/// Required fields of an object and of the objects that it requires.
fn required_paths(object: &ObjectType) -> Vec<String> {
    let mut paths = Vec::new();
    // A name that is given twice would double the work of every object inside.
    let mut seen = HashSet::new();
    for name in object.required.iter().filter(|name| seen.insert(*name)) {
        paths.push(name.clone());
        let inner = object
            .properties
            .get(name)
            .and_then(|schema| schema.as_item());
        if let Some(SchemaKind::Type(SchemaType::Object(inner))) =
            inner.map(|schema| &schema.schema_kind)
        {
            paths.extend(
                required_paths(inner)
                    .into_iter()
                    .map(|path| format!("{name} {path}")),
            );
        }
    }
    paths
}

/// Whether two types of a document are one in the client, so that a value does not tell which of them it is.
fn is_one_type(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Integer | Type::Int64, Type::Integer | Type::Int64)
        | (Type::Boolean | Type::True, Type::Boolean | Type::True) => true,
        (Type::Array(one), Type::Array(other)) => is_one_type(one, other),
        _ => one == other,
    }
}
