//! Changes that a new version of an API makes on purpose. The kind is chosen before the place, so that kinds with few places
//! come as often as others.

use serde_json::{Value, json};

use super::change::{Way, collect, get, insert, remove, rename, toggle};
use super::words;
use crate::source::Dice;

/// A kind of change: the places that it is for, and what it does to one of them.
type Kind = (
    fn(&[String], &Value) -> bool,
    fn(&mut Value, &Way, &mut Dice<'_>),
);

const KINDS: &[Kind] = &[
    // A field or parameter of an object becomes required or optional: here, or wherever the object is written.
    (is_property, |document, way, _| toggle(document, way)),
    (is_property, |document, way, _| {
        for way in wherever(document, way) {
            toggle(document, &way);
        }
    }),
    // A parameter of a query does.
    (is_query, |document, way, _| {
        if let Some(parameter) = get(document, way) {
            let required = parameter["required"] == json!(true);
            parameter["required"] = json!(!required);
        }
    }),
    // One value or alternative less, or one more.
    (is_value, |document, way, dice| match dice.below(2) {
        0 => remove(document, way),
        _ => insert(document, way, words::plain(dice), json!("")),
    }),
    (is_alternative, |document, way, dice| match dice.below(2) {
        0 => remove(document, way),
        _ => {
            let other = match get(document, way).and_then(|one| one.get("$ref")) {
                Some(_) => component(document, dice),
                None => json!({ "type": "array", "items": { "type": "string" } }),
            };
            insert(document, way, String::new(), other);
        }
    }),
    // One field or parameter less, or one more.
    (is_property, |document, way, dice| {
        let copy = get(document, way).cloned().unwrap_or_default();
        match dice.below(2) {
            0 => {
                remove(document, way);
                forget(document, way);
            }
            _ => insert(document, way, words::plain(dice), copy),
        }
    }),
    (is_query, |document, way, dice| match dice.below(2) {
        0 => remove(document, way),
        _ => {
            let mut copy = get(document, way).cloned().unwrap_or_default();
            copy["name"] = words::plain(dice).into();
            insert(document, way, String::new(), copy);
        }
    }),
    // Another type.
    (is_property, |document, way, dice| {
        if let Some(schema) = get(document, way) {
            *schema = match dice.below(5) {
                0 => json!({ "type": "string" }),
                1 => json!({ "type": "boolean" }),
                2 => json!({ "type": "array", "items": schema }),
                3 => json!({ "type": "string", "enum": [words::plain(dice), words::plain(dice)] }),
                _ => json!({ "type": "object", "properties": { words::plain(dice): schema } }),
            };
        }
    }),
    // Deprecated, nullable, or no longer.
    (is_property, |document, way, dice| {
        let key = dice.pick(&["deprecated", "nullable"]);
        if let Some(schema) = get(document, way).filter(|schema| schema.get("$ref").is_none()) {
            let is_on = schema[key] == json!(true);
            schema[key] = json!(!is_on);
        }
    }),
    // One operation less, or one more.
    (is_operation, |document, way, dice| {
        let copy = get(document, way).cloned().unwrap_or_default();
        match dice.below(3) {
            0 | 1 => remove(document, way),
            _ => {
                let method = dice.pick(&["get", "post", "delete"]).to_owned();
                insert(document, way, method, copy);
            }
        }
    }),
    // Another host, or another encoding.
    (is_operation, |document, way, _| {
        if let Some(Value::Object(operation)) = get(document, way)
            && operation.remove("servers").is_none()
        {
            let servers = json!([{ "url": "https://files.example.com/" }]);
            operation.insert("servers".to_owned(), servers);
        }
    }),
    (is_body, |document, way, _| match way.last() {
        Some(form) if form == FORM => rename(document, way, "multipart/form-data"),
        _ => rename(document, way, FORM),
    }),
    // A path like another.
    (is_path, |document, way, dice| {
        let copy = get(document, way).cloned().unwrap_or_default();
        let Some(path) = way.last() else { return };
        let path = match path.strip_suffix('}') {
            Some(_) => format!("{path}/{}", words::segment(dice)),
            None => alike(path, dice),
        };
        match dice.below(3) {
            0 => remove(document, way),
            1 => rename(document, way, &path),
            _ => insert(document, way, path, copy),
        }
    }),
    // Another name of an argument, which makes another route of it.
    (is_path, |document, way, dice| {
        let Some(path) = way.last() else { return };
        let name = path.split(['{', '}']).nth(1).unwrap_or_default().to_owned();
        let other = words::plain(dice);
        let new = path.replacen(&format!("{{{name}}}"), &format!("{{{other}}}"), 1);
        let operations = get(document, way).and_then(Value::as_object_mut);
        for operation in operations.into_iter().flat_map(|all| all.values_mut()) {
            let parameters = operation
                .get_mut("parameters")
                .and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                if parameter["in"] == "path" && parameter["name"] == name.as_str() {
                    parameter["name"] = other.as_str().into();
                }
            }
        }
        rename(document, way, &new);
    }),
    // A name like another, which could have been given the same in the client: instead of it, or beside it.
    (is_named, |document, way, dice| {
        let Some(name) = way.last() else { return };
        let name = alike(name, dice);
        let copy = get(document, way).cloned().unwrap_or_default();
        match dice.below(3) {
            0 => insert(document, way, name, copy),
            _ => rename(document, way, &name),
        }
    }),
];

/// Makes such a change, if there is a place for it.
pub(super) fn usual(document: &mut Value, ways: &[Way], dice: &mut Dice<'_>) -> bool {
    let (fits, change) = KINDS[dice.below(KINDS.len())];
    let places: Vec<&Way> = ways
        .iter()
        .filter(|way| get(document, way).is_some_and(|value| fits(way, value)))
        .collect();
    if places.is_empty() {
        return false;
    }
    change(document, places[dice.below(places.len())], dice);
    true
}

fn is_property(way: &[String], value: &Value) -> bool {
    value.is_object() && matches!(way, [.., parent, _] if parent == "properties")
}

fn is_query(_: &[String], value: &Value) -> bool {
    value.get("in").is_some_and(|place| place == "query")
}

fn is_value(way: &[String], value: &Value) -> bool {
    value.is_string() && matches!(way, [.., parent, _] if parent == "enum")
}

fn is_alternative(way: &[String], _: &Value) -> bool {
    matches!(way, [.., parent, _] if parent == "anyOf")
}

fn is_operation(way: &[String], _: &Value) -> bool {
    matches!(way, [paths, _, _] if paths == "paths")
}

const FORM: &str = "application/x-www-form-urlencoded";

fn is_body(way: &[String], _: &Value) -> bool {
    matches!(way, [.., body, content, _] if body == "requestBody" && content == "content")
}

fn is_path(way: &[String], _: &Value) -> bool {
    matches!(way, [paths, _] if paths == "paths")
}

fn is_named(way: &[String], value: &Value) -> bool {
    is_property(way, value) || matches!(way, [_, schemas, _] if schemas == "schemas")
}

/// The ways to a property of all objects that are equal to the one that it is in.
fn wherever(document: &mut Value, way: &Way) -> Vec<Way> {
    let [around @ .., properties, name] = way.as_slice() else {
        return Vec::new();
    };
    let object = get(document, around).cloned().unwrap_or_default();
    let mut ways = Vec::new();
    collect(document, &mut Way::new(), &mut ways);
    ways.retain(|way| get(document, way).is_some_and(|other| *other == object));
    let inner = |way: Way| [way, vec![properties.clone(), name.clone()]].concat();
    ways.into_iter().map(inner).collect()
}

/// A reference to a component.
fn component(document: &Value, dice: &mut Dice<'_>) -> Value {
    let schemas = document["components"]["schemas"].as_object();
    let names: Vec<&String> = schemas.into_iter().flat_map(|all| all.keys()).collect();
    match names.get(dice.below(names.len())) {
        Some(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        None => json!({ "type": "string" }),
    }
}

/// Another spelling.
fn alike(name: &str, dice: &mut Dice<'_>) -> String {
    match dice.below(6) {
        0 => name.to_uppercase(),
        1 => name.replace('_', "-"),
        2 => format!("{name}_"),
        3 => match name.strip_suffix('s') {
            Some(one) => one.to_owned(),
            None => format!("{name}s"),
        },
        4 => {
            let mut letters = name.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
        _ => name.replace(['_', '-', '.'], ""),
    }
}

/// A property that was removed is not required.
fn forget(document: &mut Value, way: &Way) {
    let [around @ .., _, name] = way.as_slice() else {
        return;
    };
    for list in ["required", "x-expandableFields"] {
        if let Some(Value::Array(list)) = get(document, around).and_then(|one| one.get_mut(list)) {
            list.retain(|value| value != name);
        }
    }
}
