//! Checks of `$ref`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    resolve::{schema_name, schema_pointer},
    walk::{Walk, kind},
};
use crate::diagnostic::Path;

/// Checks a reference in place of a schema.
pub(super) fn check(
    walk: &mut Walk<'_>,
    map: &Map<String, Value>,
    reference: &Value,
    path: Path<'_>,
) {
    let here = path.key("$ref");
    let siblings: Vec<_> = map
        .keys()
        .filter(|key| *key != "$ref")
        .map(|key| format!("`{key}`"))
        .collect();
    if !siblings.is_empty() {
        let message = format!(
            "keys next to `$ref` have no effect: {}",
            siblings.join(", ")
        );
        let help = "put the reference into an `anyOf` of one, or remove these keys";
        walk.error_with_help("ref-siblings", here, message, help);
    }
    let Some(text) = reference.as_str() else {
        return walk.error(
            "wrong-type",
            here,
            format!("`$ref` must be a string, but it is {}", kind(reference)),
        );
    };
    if !text.starts_with('#') {
        let message = format!("`{text}` points outside of the document");
        return walk.error_with_help(
            "external-ref",
            here,
            message,
            "the generator reads one document only",
        );
    }
    let Some(name) = schema_name(text) else {
        let message = format!("`{text}` does not point to a schema of `#/components/schemas`");
        return walk.error("unsupported-ref", here, message);
    };
    let schemas = schemas(walk.raw);
    let known = schemas.filter(|schemas| schemas.contains_key(&name));
    if known.is_none() {
        let message = format!("`{text}` points to nothing: there is no schema `{name}`");
        let near = schemas.and_then(|all| walk.closest(&name, all.keys().map(String::as_str)));
        match near {
            Some(near) => walk.error_with_help(
                "unresolved-ref",
                here,
                message,
                format!("did you mean `{near}`?"),
            ),
            None => walk.error("unresolved-ref", here, message),
        }
    }
}

/// Finds cycles of schemas that only refer to each other. Each cycle is reported once.
pub(super) fn check_cycles(walk: &mut Walk<'_>) {
    let Some(schemas) = schemas(walk.raw) else {
        return;
    };
    let target = |name: &str| {
        schemas
            .get(name)?
            .get("$ref")?
            .as_str()
            .and_then(schema_name)
    };
    let mut visited = BTreeSet::new();
    for start in schemas.keys() {
        let mut chain: Vec<String> = Vec::new();
        let mut places = BTreeMap::new();
        let mut next = Some(start.clone());
        while let Some(name) = next {
            if let Some(at) = places.get(&name).copied() {
                let circle: Vec<_> = chain
                    .iter()
                    .skip(at)
                    .chain([&name])
                    .map(|name| format!("`{name}`"))
                    .collect();
                let message = format!(
                    "these schemas are only references to each other: {}",
                    circle.join(" → ")
                );
                walk.error("ref-cycle", schema_pointer(&name).child("$ref"), message);
                break;
            }
            if !visited.insert(name.clone()) {
                break;
            }
            next = target(&name);
            places.insert(name.clone(), chain.len());
            chain.push(name);
        }
    }
}

fn schemas(raw: &Value) -> Option<&Map<String, Value>> {
    raw.get("components")?.get("schemas")?.as_object()
}
