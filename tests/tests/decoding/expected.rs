//! What a reply should be read as, by the IR alone: a second opinion on the emitted decoders.

use generator::ir::{Api, Member, Paging, Place, Presence, Shape, Tag, Type};
use serde_json::Value;

/// How many fields, values and kinds of objects of `json` the document does not list, or the path of what is at fault.
pub fn read(api: &Api, ty: &Type, json: &Value) -> Result<usize, String> {
    value(api, ty, json, "")
}

/// The names of the fields that an object's type does not have, or the member of a union; nothing for a kind of object
/// that the union does not list.
pub fn shown(api: &Api, place: &Place, json: &Value) -> String {
    match &api.types[place].shape {
        Shape::Object { fields, .. } => {
            let known = |name: &str| fields.iter().any(|field| field.name == name);
            let names = json
                .as_object()
                .into_iter()
                .flat_map(|object| object.keys());
            let names: Vec<&str> = names
                .map(String::as_str)
                .filter(|name| !known(name))
                .collect();
            names.join(",")
        }
        Shape::Union { members } => {
            choose(api, members, json, "").map_or(String::new(), |(member, _)| member.name.clone())
        }
        Shape::Enum { .. } | Shape::Same(_) => String::new(),
    }
}

fn value(api: &Api, ty: &Type, json: &Value, path: &str) -> Result<usize, String> {
    let none_if = |fits: bool| if fits { Ok(0) } else { Err(path.to_owned()) };
    match ty {
        Type::Boolean | Type::True => none_if(json.is_boolean()),
        Type::Integer | Type::Timestamp => none_if(json.is_i64()),
        Type::Number => none_if(json.is_number()),
        Type::Int64 => none_if(
            json.as_str()
                .is_some_and(|text| text.parse::<i64>().is_ok()),
        ),
        Type::Decimal => none_if(
            json.as_str()
                .is_some_and(|text| text.parse::<f64>().is_ok()),
        ),
        Type::String | Type::Currency | Type::DateTime => none_if(json.is_string()),
        Type::File => Err(path.to_owned()),
        Type::Constant(only) => match json.as_str() {
            Some(text) => Ok(usize::from(text != only)),
            None => Err(path.to_owned()),
        },
        Type::Named(place) => named(api, place, json, path),
        Type::Array(item) => {
            let items = json.as_array().ok_or(path)?.iter().enumerate();
            let counts = items.map(|(at, json)| value(api, item, json, &format!("{path}[{at}]")));
            counts.sum()
        }
        Type::Map(item) | Type::ClearableMap(item, _) => {
            // The runtime reads a map in the order of the text, which is that of the names here.
            let entries = json.as_object().ok_or(path)?.iter();
            entries
                .map(|(name, json)| value(api, item, json, &child(path, name)))
                .sum()
        }
        Type::List(paging, item) => object(api, &envelope(*paging, item), json, path),
        Type::Expandable(_) => match json {
            Value::String(_) => Ok(0),
            Value::Object(object) if object.get("id").is_some_and(Value::is_string) => Ok(0),
            Value::Object(_) => Err(child(path, "id")),
            _ => Err(path.to_owned()),
        },
        Type::Json => Ok(0),
    }
}

fn named(api: &Api, place: &Place, json: &Value, path: &str) -> Result<usize, String> {
    match &api.types[place].shape {
        Shape::Object { fields, .. } => {
            let fields: Vec<_> = fields
                .iter()
                .map(|field| (field.name.as_str(), field.ty.clone(), field.presence))
                .collect();
            object(api, &fields, json, path)
        }
        Shape::Enum { values } => match json.as_str() {
            Some(text) => Ok(usize::from(values.iter().all(|value| value != text))),
            None => Err(path.to_owned()),
        },
        Shape::Union { members } => {
            choose(api, members, json, path).map_or(Ok(1), |(_, read)| read)
        }
        Shape::Same(place) => named(api, place, json, path),
    }
}

type Fields<'a> = Vec<(&'a str, Type, Presence)>;

fn object(api: &Api, fields: &Fields<'_>, json: &Value, path: &str) -> Result<usize, String> {
    let object = json.as_object().ok_or(path)?;
    let mut count = object.len();
    for (name, ty, presence) in fields {
        let at = child(path, name);
        match (object.get(*name), presence) {
            (None, Presence::Required) => return Err(at),
            (None, _) => {}
            (Some(Value::Null), Presence::Optional | Presence::Nullable) => count -= 1,
            (Some(json), _) => count = count - 1 + value(api, ty, json, &at)?,
        }
    }
    Ok(count)
}

/// The fields of a list's envelope.
pub fn envelope(paging: Paging, item: &Type) -> Fields<'static> {
    let data = (
        "data",
        Type::Array(Box::new(item.clone())),
        Presence::Required,
    );
    let more = ("has_more", Type::Boolean, Presence::Required);
    let url = ("url", Type::String, Presence::Required);
    let object = |value: &str| {
        (
            "object",
            Type::Constant(value.to_owned()),
            Presence::Required,
        )
    };
    let optional = |name, ty| (name, ty, Presence::Nullable);
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

/// The member that a value is, and how it is read as that.
pub fn choose<'a>(
    api: &Api,
    members: &'a [Member],
    json: &Value,
    path: &str,
) -> Option<(&'a Member, Result<usize, String>)> {
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
        // Of equals the first.
        .min_by_key(|(_, read)| read.clone().unwrap_or(usize::MAX))
}

fn child(path: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match (path, name) {
        (path, name) if !name.chars().all(plain) => format!("{path}[{name:?}]"),
        ("", name) => name.to_owned(),
        (path, name) => format!("{path}.{name}"),
    }
}
