//! Keywords of schemas.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::walk::schemas;
use super::{Object, Rewriting};
use crate::spec::formats::{Meaning, meaning};

/// Adds the type that the other keywords imply.
pub(super) fn types(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let ty = if has_any(schema, &["type", "$ref", "allOf", "anyOf", "oneOf", "not"]) {
            None
        } else if has_any(schema, &["properties", "additionalProperties"]) {
            Some("object")
        } else if schema.contains_key("items") {
            Some("array")
        } else {
            let values = schema.get("enum").and_then(Value::as_array);
            values
                .is_some_and(|values| values.iter().all(Value::is_string))
                .then_some("string")
        };
        if let Some(ty) = ty {
            schema.insert("type".to_owned(), ty.into());
            count += 1;
        }
    });
    count
}

fn has_any(schema: &Object, keys: &[&str]) -> bool {
    keys.iter().any(|key| schema.contains_key(*key))
}

/// The limits of values, by type.
const LIMITS: [(&[&str], &[&str]); 4] = [
    (&["string"], &["minLength", "maxLength", "pattern"]),
    (
        &["integer", "number"],
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    (&["array"], &["minItems", "maxItems", "uniqueItems"]),
    (&["object"], &["minProperties", "maxProperties"]),
];

/// Removes limits of types that a schema does not have.
pub(super) fn limits(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let Some(ty) = schema.get("type").and_then(Value::as_str) else {
            return;
        };
        let others = LIMITS.iter().filter(|(types, _)| !types.contains(&ty));
        let others: Vec<&str> = others.flat_map(|(_, limits)| *limits).copied().collect();
        for limit in others {
            count += usize::from(schema.remove(limit).is_some());
        }
    });
    count
}

/// Removes formats that say nothing to the client.
pub(super) fn formats(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let (Some(ty), Some(format)) = (text("type"), text("format")) else {
            return;
        };
        if meaning(ty, format) != Meaning::Type {
            schema.remove("format");
            count += 1;
        }
    });
    count
}

/// Removes values that an enum has already.
pub(super) fn repeated(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            let before = values.len();
            let mut seen = HashSet::new();
            values.retain(|value| seen.insert(value.clone()));
            count += before - values.len();
        }
    });
    count
}

/// Removes the values of numbers and booleans, but for the one that marks a deleted object.
pub(super) fn enums(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        let Some(values) = schema.get("enum") else {
            return;
        };
        let is_dropped = match schema.get("type").and_then(Value::as_str) {
            Some("integer" | "number") => true,
            Some("boolean") => *values != json!([true]),
            _ => false,
        };
        if is_dropped {
            schema.remove("enum");
            count += 1;
        }
    });
    count
}
