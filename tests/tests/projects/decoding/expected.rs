//! Decodes responses with the IR alone: an independent implementation to check the emitted decoders against.

use std::collections::BTreeSet;

use std::fmt;

use generator::ir::{
    Api, ClearWith, Docs, Field, Member, Paging, Presence, SchemaPath, Shape, Tag, Type,
};
use serde_json::Value;

/// The paths of everything undocumented, or the path of the error.
pub type Reading = Result<Vec<String>, String>;

/// Decodes a value, and collects its undocumented fields, values and kinds of objects.
pub fn read(api: &Api, ty: &Type, json: &Value) -> Reading {
    value(api, ty, json, Path::Root)
}

/// The undocumented fields of an object, or the member of a union; nothing for an undocumented kind of object.
pub fn shown(api: &Api, place: &SchemaPath, json: &Value) -> String {
    match &api.types[place].shape {
        Shape::Object { fields, .. } => {
            let known = |name: &str| fields.iter().any(|field| field.name == name);
            let names = json
                .as_object()
                .into_iter()
                .flat_map(|object| object.keys());
            let names: BTreeSet<&str> = names
                .map(String::as_str)
                .filter(|name| !known(name))
                .collect();
            names.into_iter().collect::<Vec<_>>().join(",")
        }
        Shape::Union { members } => choose(api, members, json, Path::Root)
            .map_or(String::new(), |(member, _)| member.name.clone()),
        Shape::Enum { .. } | Shape::Alias(_) => String::new(),
    }
}

fn value(api: &Api, ty: &Type, json: &Value, path: Path<'_>) -> Reading {
    let fault = || Err(path.to_string());
    let kind = match ty {
        Type::Boolean | Type::True => json.is_boolean(),
        Type::Integer | Type::Timestamp => json.is_i64(),
        Type::Number => json.is_number(),
        Type::Int64 => json
            .as_str()
            .is_some_and(|text| text.parse::<i64>().is_ok()),
        Type::Decimal => json
            .as_str()
            .is_some_and(|text| text.parse::<f64>().is_ok()),
        Type::String | Type::Currency | Type::DateTime | Type::Constant(_) => json.is_string(),
        Type::File | Type::Range(_) => false,
        Type::Json | Type::Nothing => true,
        Type::Expandable(_) => match json {
            Value::Object(object) if !object.get("id").is_some_and(Value::is_string) => {
                return Err(Path::Name(&path, "id").to_string());
            }
            other => other.is_string() || other.is_object(),
        },
        Type::Named(place) => return named(api, place, json, path),
        Type::MaybeDeleted { live, tombstone } => {
            let place = if json["deleted"] == true {
                tombstone
            } else {
                live
            };
            // A kind of object that is neither is kept, and counted.
            return if api.types[live]
                .tag()
                .is_some_and(|tag| is_tagged(&tag, json))
            {
                named(api, place, json, path)
            } else {
                Ok(vec![path.to_string()])
            };
        }
        Type::List(paging, item) => {
            let fields = envelope(*paging, item);
            return object(api, &fields, json, path);
        }
        Type::Array(item) => {
            let Some(items) = json.as_array() else {
                return fault();
            };
            let items = items.iter().enumerate();
            return all(items.map(|(at, json)| value(api, item, json, Path::Item(&path, at))));
        }
        Type::Map(item) | Type::ClearableMap(item, _) => {
            let Some(entries) = json.as_object() else {
                return fault();
            };
            // The runtime decodes a map in the order of the text, which is sorted by name here.
            let entries = entries.iter();
            return all(entries.map(|(name, json)| value(api, item, json, Path::Name(&path, name))));
        }
    };
    if kind { Ok(Vec::new()) } else { fault() }
}

fn is_tagged(tag: &Tag, json: &Value) -> bool {
    matches!(tag, Tag::Object { value, .. } if json["object"] == value.as_str())
}

fn all(readings: impl Iterator<Item = Reading>) -> Reading {
    let readings: Vec<Vec<String>> = readings.collect::<Result<_, _>>()?;
    Ok(readings.concat())
}

fn named(api: &Api, place: &SchemaPath, json: &Value, path: Path<'_>) -> Reading {
    let unlisted = |listed: bool| {
        if listed {
            Vec::new()
        } else {
            vec![path.to_string()]
        }
    };
    match &api.types[place].shape {
        Shape::Object { fields, .. } => object(api, fields, json, path),
        Shape::Enum { values } => match json.as_str() {
            Some(text) => Ok(unlisted(values.iter().any(|value| value == text))),
            None => Err(path.to_string()),
        },
        Shape::Union { members } => match choose(api, members, json, path) {
            Some((_, reading)) => reading,
            None => Ok(unlisted(false)),
        },
        Shape::Alias(place) => named(api, place, json, path),
    }
}

fn object(api: &Api, fields: &[Field], json: &Value, path: Path<'_>) -> Reading {
    let object = json.as_object().ok_or_else(|| path.to_string())?;
    let mut found = Vec::new();
    for field in fields {
        let at = Path::Name(&path, &field.name);
        match (object.get(&field.name), field.presence) {
            (None, presence) if presence.is_required() => return Err(at.to_string()),
            (None, _) | (Some(Value::Null), Presence::Optional | Presence::Nullable) => {}
            (Some(json), _) => {
                found.extend(value(api, &field.ty, json, at)?);
                // Only fields check a constant; a constant as the item of a list is decoded as any text.
                if let (Type::Constant(only), Some(text)) = (&field.ty, json.as_str())
                    && only != text
                {
                    found.push(at.to_string());
                }
            }
        }
    }
    let known = |name: &str| fields.iter().any(|field| field.name == name);
    let names = object.keys().filter(|name| !known(name));
    found.extend(names.map(|name| Path::Name(&path, name).to_string()));
    Ok(found)
}

/// The fields of a list's envelope.
pub fn envelope(paging: Paging, item: &Type) -> Vec<Field> {
    let field = |name: &str, ty: Type, presence: Presence| Field {
        name: name.to_owned(),
        ty,
        presence,
        clear_with: ClearWith::Nothing,
        docs: Docs::default(),
    };
    let required = |name: &str, ty| field(name, ty, Presence::Required);
    let optional = |name: &str, ty| field(name, ty, Presence::Nullable);
    let data = required("data", Type::Array(Box::new(item.clone())));
    let more = required("has_more", Type::Boolean);
    let url = required("url", Type::String);
    let object = |value: &str| required("object", Type::Constant(value.to_owned()));
    match paging {
        Paging::Cursor => vec![data, more, object("list"), url],
        Paging::Page => vec![
            data,
            more,
            optional("next_page", Type::String),
            object("search_result"),
            optional("total_count", Type::Integer),
            url,
        ],
        Paging::Url => vec![
            data,
            optional("next_page_url", Type::String),
            optional("previous_page_url", Type::String),
        ],
    }
}

/// The member that matches a value, and the result of decoding it as that member.
pub fn choose<'a>(
    api: &Api,
    members: &'a [Member],
    json: &Value,
    path: Path<'_>,
) -> Option<(&'a Member, Reading)> {
    let tag = Tag::Object {
        value: json
            .get("object")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        deleted: json.get("deleted") == Some(&Value::Bool(true)),
    };
    let mut readings = members
        .iter()
        .map(|member| (member, value(api, &member.ty, json, path)));
    if let Some(at) = members.iter().position(|member| member.tag == tag) {
        return readings.nth(at);
    }
    readings
        .filter(|(member, read)| member.tag == Tag::None && read.is_ok())
        // The first of equals.
        .min_by_key(|(_, read)| read.as_ref().map_or(usize::MAX, Vec::len))
}

/// The path of a value, formatted only on demand.
#[derive(Clone, Copy)]
pub enum Path<'a> {
    Root,
    Name(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

/// The format of the emitted crate.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        match self {
            Self::Root => Ok(()),
            Self::Item(parent, at) => write!(f, "{parent}[{at}]"),
            Self::Name(parent, name) if !name.chars().all(plain) => write!(f, "{parent}[{name:?}]"),
            Self::Name(Self::Root, name) => f.write_str(name),
            Self::Name(parent, name) => write!(f, "{parent}.{name}"),
        }
    }
}
