//! Normalisations of schemas: different ways to write the same.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::walk::{AT, Object, Position, is_empty_string, reference, schemas};
use super::advisory::is_envelope;
use super::copies::inline_references;
use crate::diagnostic::Pointer;
use crate::ir::Direction;

/// Copies of the components that satisfy `wanted`, by name.
fn components(document: &Value, wanted: impl Fn(&Object) -> bool) -> BTreeMap<String, Object> {
    let schemas = document.pointer("/components/schemas");
    schemas
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name.clone(), schema.as_object()?.clone())))
        .filter(|(_, schema)| wanted(schema))
        .collect()
}

pub(super) fn closed(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let is_closed = schema.get("additionalProperties") == Some(&json!(false));
        if is_closed && schema.contains_key("properties") {
            schema.remove("additionalProperties");
            count += 1;
        }
    });
    count
}

pub(super) fn any(document: &mut Value, _: &[Pointer]) -> usize {
    let kinds = ["type", "$ref", "anyOf", "oneOf", "allOf", "not", "enum"];
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        if !kinds.iter().any(|kind| schema.contains_key(*kind)) {
            schema.insert("type".to_owned(), "object".into());
            count += 1;
        }
    });
    count
}

pub(super) fn resource_of_union(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, location| {
        let name = location
            .path
            .last_key()
            .filter(|_| location.position == Position::Component);
        let id = schema.get("x-resourceId").and_then(Value::as_str);
        if schema.contains_key("anyOf") && id.is_some() && id == name {
            schema.remove("x-resourceId");
            count += 1;
        }
    });
    count
}

/// Whether a component is lowered to a type without a name.
fn is_nameless(schema: &Object) -> bool {
    let len = |key: &str| schema.get(key).and_then(Value::as_array).map(Vec::len);
    let is_map = schema
        .get("additionalProperties")
        .is_some_and(Value::is_object);
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => is_map || !schema.contains_key("properties") || is_envelope(schema),
        Some("string") => len("enum").is_none_or(|values| values < 2),
        Some(_) => true,
        None => schema.contains_key("$ref") || len("anyOf").or(len("oneOf")).is_none_or(|n| n < 2),
    }
}

pub(super) fn inline(document: &mut Value, _: &[Pointer]) -> usize {
    let nameless = components(document, is_nameless);
    let all = document.pointer_mut("/components/schemas");
    if let Some(all) = all.and_then(Value::as_object_mut) {
        all.retain(|name, _| !nameless.contains_key(name));
    }
    inline_references(document, &nameless, |_| true);
    nameless.len()
}

pub(super) fn requests(document: &mut Value, _: &[Pointer]) -> usize {
    let mut used = false;
    schemas(document, &mut |schema, location| {
        used |= location.direction == Direction::Request && schema.contains_key("$ref");
    });
    if !used {
        return 0;
    }
    let all = components(document, |_| true);
    inline_references(document, &all, |direction| direction == Direction::Request)
}

pub(super) fn nullable_components(document: &mut Value, _: &[Pointer]) -> usize {
    let is_nullable = |schema: &Object| schema.get("nullable") == Some(&json!(true));
    let nullable = components(document, is_nullable);
    if nullable.is_empty() {
        return 0;
    }
    schemas(document, &mut |schema, location| match location.position {
        Position::Component => drop(schema.remove("nullable")),
        Position::Property => {
            let of_one = only(schema, "anyOf");
            let target = reference(of_one.as_ref().unwrap_or(schema));
            if !target.is_some_and(|name| nullable.contains_key(&name)) {
                return;
            }
            if of_one.is_none() {
                // A `$ref` cannot have siblings.
                let at = schema.remove(AT);
                let inner = std::mem::take(schema);
                schema.extend(at.map(|at| (AT.to_owned(), at)));
                schema.insert("anyOf".to_owned(), json!([inner]));
            }
            schema.insert("nullable".to_owned(), true.into());
        }
        _ => {}
    });
    nullable.len()
}

/// The only alternative of a schema, unless the schema is expandable.
fn only(schema: &Object, keyword: &str) -> Option<Object> {
    match schema.get(keyword)?.as_array()?.as_slice() {
        [only] if !schema.contains_key("x-expansionResources") => only.as_object().cloned(),
        _ => None,
    }
}

pub(super) fn of_one(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        for keyword in ["anyOf", "oneOf"] {
            let Some(only) = only(schema, keyword) else {
                continue;
            };
            let is_alone = schema.keys().all(|key| key == keyword || key == AT);
            if only.contains_key("$ref") && !is_alone {
                // A `$ref` cannot have siblings, so a reference with a description needs its `anyOf`.
                continue;
            }
            schema.remove(keyword);
            for (key, value) in only {
                schema.entry(key).or_insert(value);
            }
            count += 1;
        }
    });
    count
}

pub(super) fn nested_unions(document: &mut Value, _: &[Pointer]) -> usize {
    let unions = components(document, |schema| schema.contains_key("anyOf"));
    let mut count = 0;
    // Each turn flattens one level of nested unions.
    for _ in 0..=unions.len() {
        let before = count;
        schemas(document, &mut |schema, location| {
            let Some(Value::Array(members)) = schema.get_mut("anyOf") else {
                return;
            };
            if members.len() < 2 || location.direction == Direction::Request {
                return;
            }
            let mut flat = Vec::with_capacity(members.len());
            for member in std::mem::take(members) {
                let union = member.as_object().and_then(reference);
                match union.and_then(|name| unions.get(&name)?.get("anyOf")?.as_array()) {
                    Some(inner) => {
                        count += 1;
                        flat.extend(inner.iter().cloned());
                    }
                    None => flat.push(member),
                }
            }
            *members = flat;
        });
        if count == before {
            break;
        }
    }
    count
}

pub(super) fn one_of(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, location| {
        if location.direction == Direction::Response
            && location.position != Position::Error
            && !schema.contains_key("anyOf")
            && let Some(members) = schema.remove("oneOf")
        {
            schema.insert("anyOf".to_owned(), members);
            count += 1;
        }
    });
    count
}

/// Whether a schema accepts every string.
fn is_any_string(schema: &Value) -> bool {
    let Some(schema) = schema.as_object() else {
        return false;
    };
    schema.get("type").is_some_and(|ty| ty == "string")
        && schema.keys().all(|key| key == "type" || key == AT)
}

/// The string of `anyOf [string, '']`.
fn string_or_empty(schema: &Object) -> Option<Object> {
    match schema.get("anyOf")?.as_array()?.as_slice() {
        [string, empty] | [empty, string] if is_any_string(string) && is_empty_string(empty) => {
            string.as_object().cloned()
        }
        _ => None,
    }
}

pub(super) fn empty_items(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, location| {
        if location.direction == Direction::Request
            && location.position == Position::Items
            && let Some(string) = string_or_empty(schema)
        {
            schema.remove("anyOf");
            for (key, value) in string {
                schema.entry(key).or_insert(value);
            }
            count += 1;
        }
    });
    count
}

pub(super) fn clearable_keys(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") else {
            return;
        };
        if alternatives.len() != 2 || !alternatives.iter().any(is_empty_string) {
            return;
        }
        for map in alternatives {
            let value = map.get_mut("additionalProperties");
            if let Some(Value::Object(value)) = value
                && let Some(string) = string_or_empty(value)
            {
                *value = string;
                count += 1;
            }
        }
    });
    count
}

/// Moves the empty string of an enum into an alternative of its own.
fn separate_empty(alternatives: &mut Vec<Value>) -> bool {
    let mut taken = false;
    for alternative in alternatives.iter_mut().filter(|one| !is_empty_string(one)) {
        if let Some(Value::Array(values)) = alternative.get_mut("enum") {
            let before = values.len();
            values.retain(|value| value != "");
            taken |= values.len() < before;
        }
    }
    if taken && !alternatives.iter().any(is_empty_string) {
        alternatives.push(json!({"type": "string", "enum": [""]}));
    }
    taken
}

pub(super) fn place_of_empty(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, location| {
        if location.direction == Direction::Response {
            return;
        }
        if let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") {
            count += usize::from(separate_empty(alternatives));
            if !alternatives.is_sorted_by_key(is_empty_string) {
                alternatives.sort_by_key(is_empty_string);
                count += 1;
            }
            if let [Value::Object(words), empty] = alternatives.as_slice()
                && words.contains_key("enum")
                && is_empty_string(empty)
            {
                let mut words = words.clone();
                if let Some(Value::Array(values)) = words.get_mut("enum") {
                    values.insert(0, "".into());
                }
                schema.remove("anyOf");
                for (key, value) in words {
                    schema.entry(key).or_insert(value);
                }
                count += 1;
            }
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            let is_value = |value: &Value| value != "";
            if !values.is_sorted_by_key(is_value) {
                values.sort_by_key(is_value);
                count += 1;
            }
        }
    });
    count
}

pub(super) fn order_of_required(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        if let Some(Value::Array(names)) = schema.get_mut("required")
            && !names.is_sorted_by_key(|name| name.as_str().map(str::to_owned))
        {
            names.sort_by_key(|name| name.as_str().map(str::to_owned));
            count += 1;
        }
    });
    count
}
