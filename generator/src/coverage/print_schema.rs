//! Prints the IR as an OpenAPI document: schemas.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::print::{Printer, describe, facets, refer};
use super::walk::{NODE, Object};
use crate::diagnostic::Pointer;
use crate::ir::{
    ClearWith, Docs, Field, Member, Paging, Presence, Range, SchemaPath, Shape, Type, TypeDef,
};

/// A definition that is printed at the place of an alias: nested types are those below `to`, not below `from`.
#[derive(Clone, Copy)]
pub(super) struct Moved<'a> {
    from: &'a SchemaPath,
    to: &'a SchemaPath,
}

type Home<'a> = Option<Moved<'a>>;

impl Printer<'_> {
    /// The schemas of `components`.
    pub(super) fn components(&self) -> Object {
        let types = self.api.types.iter();
        types
            .filter(|(place, def)| is_component(place, def))
            .map(|(place, def)| {
                (
                    place.root().to_owned(),
                    Value::Object(self.definition(place, def)),
                )
            })
            .collect()
    }

    /// The schema of an object. `prose` documents the fields, in their order.
    pub(super) fn object(&self, fields: &[Field], prose: &[Docs], home: Home<'_>) -> Object {
        let mut properties = Map::new();
        let mut required: Vec<Value> = Vec::new();
        for (field, docs) in fields.iter().zip(prose) {
            let schema = self.field(field, docs, home);
            properties.insert(field.name.clone(), Value::Object(schema));
            if field.presence == Presence::Required {
                required.push(field.name.clone().into());
            }
        }
        let mut schema = object(json!({"type": "object", "properties": properties}));
        if !required.is_empty() {
            schema.insert("required".to_owned(), required.into());
        }
        schema
    }

    pub(super) fn field(&self, field: &Field, docs: &Docs, home: Home<'_>) -> Object {
        let ty = match (&field.ty, field.clear_with) {
            // If a map of strings can be cleared, so can each of its keys: the document shows only the former.
            (Type::ClearableMap(value, ClearWith::EmptyString), ClearWith::EmptyString)
                if **value == Type::String =>
            {
                Cow::Owned(Type::Map(value.clone()))
            }
            (ty, _) => Cow::Borrowed(ty),
        };
        let mut schema = self.schema(&ty, home);
        let name = match &field.ty {
            Type::Named(_) => type_of(&schema),
            ty => format!("Type::{}", name(ty)),
        };
        match field.clear_with {
            ClearWith::Nothing => {}
            ClearWith::EmptyString => schema = clearable(schema),
            ClearWith::Null => drop(schema.insert("nullable".to_owned(), true.into())),
        }
        let is_nullable = field.presence == Presence::Nullable;
        let is_described = docs.description.is_some() || docs.deprecated;
        if schema.contains_key("$ref") && (is_nullable || is_described) {
            // A `$ref` cannot have siblings.
            schema = object(json!({"anyOf": [schema]}));
        }
        if is_nullable {
            schema.insert("nullable".to_owned(), true.into());
        }
        describe(&mut schema, docs);
        schema.insert(NODE.to_owned(), facets(field, &name));
        schema
    }

    pub(super) fn schema(&self, ty: &Type, home: Home<'_>) -> Object {
        let mut schema = object(match ty {
            Type::Boolean => json!({"type": "boolean"}),
            Type::True => json!({"type": "boolean", "enum": [true]}),
            Type::Integer => json!({"type": "integer"}),
            Type::Int64 => json!({"type": "string", "format": "int64"}),
            Type::Number => json!({"type": "number"}),
            Type::Decimal => json!({"type": "string", "format": "decimal"}),
            Type::String => json!({"type": "string"}),
            Type::Currency => json!({"type": "string", "format": "currency"}),
            Type::Timestamp => json!({"type": "integer", "format": "unix-time"}),
            Type::DateTime => json!({"type": "string", "format": "date-time"}),
            Type::File => json!({"type": "string", "format": "binary"}),
            Type::Constant(value) => json!({"type": "string", "enum": [value]}),
            Type::Json => json!({"type": "object"}),
            // A response has no schema then, and nothing else has this type.
            Type::Nothing => json!({}),
            Type::Array(item) => json!({"type": "array", "items": self.schema(item, home)}),
            Type::Map(value) => {
                json!({"type": "object", "additionalProperties": self.schema(value, home)})
            }
            Type::ClearableMap(value, unset) => {
                let mut value = self.schema(value, home);
                if *unset == ClearWith::Null {
                    value.insert("nullable".to_owned(), true.into());
                } else {
                    value = clearable(value);
                }
                json!({"type": "object", "additionalProperties": value})
            }
            Type::Range(range) => return self.range(range),
            Type::List(paging, item) => envelope(*paging, self.schema(item, home)),
            Type::Expandable(target) => return self.expandable(target, home),
            Type::MaybeDeleted { live, tombstone } => {
                json!({"anyOf": [self.named(live, home), self.named(tombstone, home)]})
            }
            Type::Named(place) => return self.named(place, home),
        });
        schema.insert(
            NODE.to_owned(),
            json!({"type": format!("Type::{}", name(ty))}),
        );
        schema
    }

    fn range(&self, range: &Range) -> Object {
        let node = json!({"type": "Type::Range"});
        let fields = range.fields();
        let docs: Vec<Docs> = fields.iter().map(|field| field.docs.clone()).collect();
        let mut schema = self.object(&fields, &docs, None);
        schema.insert(NODE.to_owned(), node.clone());
        if range.single {
            let mut single = self.schema(&range.bound, None);
            single.insert(NODE.to_owned(), node.clone());
            schema = object(json!({"anyOf": [schema, single], NODE: node}));
        }
        schema
    }

    fn named(&self, place: &SchemaPath, home: Home<'_>) -> Object {
        let moved = home.and_then(|home| place.moved(home.from, home.to));
        let place = moved.as_ref().unwrap_or(place);
        match self.api.types.get(place) {
            Some(def) if !is_component(place, def) => self.definition(place, def),
            _ => object(refer(place)),
        }
    }

    fn definition(&self, place: &SchemaPath, def: &TypeDef) -> Object {
        let (from, shape) = match self.api.definition(place) {
            Some((from, definition)) => (from, &definition.shape),
            None => (place, &def.shape),
        };
        let home = (from != place).then_some(Moved { from, to: place });
        // Aliases share a structure, but each place has its own prose.
        let prose = |own: Vec<Docs>| match home {
            Some(_) => def.prose.clone(),
            None => own,
        };
        let (mut schema, node) = match shape {
            Shape::Object { fields, resource } => {
                let docs = prose(fields.iter().map(|field| field.docs.clone()).collect());
                let mut schema = self.object(fields, &docs, home);
                if let Some(resource) = resource {
                    schema.insert("x-resourceId".to_owned(), resource.clone().into());
                }
                (schema, "Shape::Object")
            }
            Shape::Enum { values } => {
                let schema = object(json!({"type": "string", "enum": values}));
                (schema, "Shape::Enum")
            }
            Shape::Union { members } => {
                let docs = prose(members.iter().map(|member| member.docs.clone()).collect());
                let members = members.iter().zip(&docs);
                let members: Vec<_> = members
                    .map(|(member, docs)| self.member(member, docs, home))
                    .collect();
                (object(json!({"anyOf": members})), "Shape::Union")
            }
            Shape::Alias(_) => (Map::new(), "Shape::Alias"),
        };
        describe(&mut schema, &def.docs);
        schema.insert(NODE.to_owned(), json!({"type": node}));
        schema
    }

    fn member(&self, member: &Member, docs: &Docs, home: Home<'_>) -> Object {
        let mut schema = self.schema(&member.ty, home);
        describe(&mut schema, docs);
        schema
    }

    fn expandable(&self, target: &Type, home: Home<'_>) -> Object {
        let mut schema = match target {
            Type::Json => Map::new(),
            target => self.schema(target, home),
        };
        let mut targets: Vec<Value> = Vec::new();
        if schema.contains_key("$ref") {
            targets.push(schema.into());
            schema = Map::new();
        } else if let Some(Value::Array(members)) = schema.get("anyOf") {
            targets.clone_from(members);
        }
        let id = json!({"type": "string", NODE: {"type": "Type::Expandable"}});
        let resources: Vec<Value> = targets.iter().map(unmarked).collect();
        let alternatives: Vec<Value> = [id].into_iter().chain(targets).collect();
        schema.insert("anyOf".to_owned(), alternatives.into());
        schema.insert(
            "x-expansionResources".to_owned(),
            json!({"oneOf": resources}),
        );
        schema.insert(NODE.to_owned(), json!({"type": "Type::Expandable"}));
        schema
    }
}

/// Adds the empty string, which clears the field, to the values that a schema accepts.
fn clearable(mut schema: Object) -> Object {
    let empty = json!({"type": "string", "enum": [""], NODE: {"type": "ClearWith::EmptyString"}});
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.insert(0, "".into());
        schema
    } else if let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") {
        alternatives.push(empty);
        schema
    } else {
        let node = schema.get(NODE).cloned().unwrap_or_default();
        object(json!({"anyOf": [schema, empty], NODE: node}))
    }
}

/// The schema of a list, with all fields of the runtime's type.
fn envelope(paging: Paging, item: Object) -> Value {
    let data = json!({"type": "array", "items": item});
    let (boolean, string) = (json!({"type": "boolean"}), json!({"type": "string"}));
    let nullable = json!({"type": "string", "nullable": true});
    match paging {
        Paging::Cursor => json!({
            "type": "object",
            "required": ["data", "has_more", "object", "url"],
            "properties": {
                "data": data,
                "has_more": boolean,
                "object": {"type": "string", "enum": ["list"]},
                "url": string,
            },
        }),
        Paging::Page => json!({
            "type": "object",
            "required": ["data", "has_more", "object", "url"],
            "properties": {
                "data": data,
                "has_more": boolean,
                "next_page": nullable,
                "object": {"type": "string", "enum": ["search_result"]},
                "total_count": {"type": "integer"},
                "url": string,
            },
        }),
        Paging::Url => json!({
            "type": "object",
            "required": ["data", "next_page_url", "previous_page_url"],
            "properties": {
                "data": data,
                "next_page_url": nullable,
                "previous_page_url": nullable,
            },
        }),
    }
}

/// The name of a type's variant in the IR.
pub(super) fn name(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "Boolean",
        Type::True => "True",
        Type::Integer => "Integer",
        Type::Int64 => "Int64",
        Type::Number => "Number",
        Type::Decimal => "Decimal",
        Type::String => "String",
        Type::Currency => "Currency",
        Type::Timestamp => "Timestamp",
        Type::DateTime => "DateTime",
        Type::File => "File",
        Type::Constant(_) => "Constant",
        Type::Named(_) => "Named",
        Type::Array(_) => "Array",
        Type::Map(_) => "Map",
        Type::ClearableMap(_, ClearWith::Null) => "ClearableMap(Null)",
        Type::ClearableMap(..) => "ClearableMap(Empty)",
        Type::Range(_) => "Range",
        Type::List(Paging::Cursor, _) => "List(Cursor)",
        Type::List(Paging::Page, _) => "List(Page)",
        Type::List(Paging::Url, _) => "List(Url)",
        Type::Expandable(_) => "Expandable",
        Type::MaybeDeleted { .. } => "MaybeDeleted",
        Type::Json => "Json",
        Type::Nothing => "Nothing",
    }
}

/// Whether a type is a schema of `components` itself, not one nested in it.
fn is_component(place: &SchemaPath, def: &TypeDef) -> bool {
    let pointer = Pointer::parse(&def.pointer).unwrap_or_default();
    place.steps().is_empty()
        && pointer
            .segments()
            .eq(["components", "schemas", place.root()])
}

fn type_of(schema: &Object) -> String {
    let ty = schema.get(NODE).and_then(|node| node.get("type"));
    ty.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn unmarked(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(schema) = schema.as_object_mut() {
        schema.remove(NODE);
    }
    schema
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
