//! Checks of `$ref`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    resolve::{component_name, schema_name, schema_pointer},
    shape::Section,
    walk::{Walk, kind},
};
use crate::diagnostic::Path;

/// Keys beside a `$ref` that a client does without. OpenAPI says that none has an effect; those that would change a type
/// if they had are errors.
const PROSE: [&str; 7] = [
    "default",
    "description",
    "example",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
];

/// Checks a reference in place of what is shared in a section.
pub(super) fn check(
    walk: &mut Walk<'_>,
    section: Section,
    map: &Map<String, Value>,
    reference: &Value,
    path: Path<'_>,
) {
    let here = path.key("$ref");
    let siblings = map.keys().filter(|key| *key != "$ref");
    let (prose, others): (Vec<_>, Vec<_>) =
        siblings.partition(|key| PROSE.contains(&key.as_str()) || key.starts_with("x-"));
    for key in prose {
        let message = format!("`{key}` next to `$ref` is ignored");
        walk.ignored(
            path.key(key),
            message,
            "OpenAPI gives keys next to `$ref` no effect; put the reference into an `anyOf` of one to describe it",
        );
    }
    let siblings: Vec<_> = others.into_iter().map(|key| format!("`{key}`")).collect();
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
    let (key, item) = (section.key(), section.item());
    let Some(name) = component_name(text, key) else {
        let message = format!("`{text}` does not point to a {item} of `#/components/{key}`");
        return walk.error("unsupported-ref", here, message);
    };
    let all = components(walk.raw, key);
    let known = all.filter(|all| all.contains_key(&name));
    if known.is_none() {
        let message = format!("`{text}` points to nothing: there is no {item} `{name}`");
        let near = all.and_then(|all| walk.closest(&name, all.keys().map(String::as_str)));
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
    let Some(schemas) = components(walk.raw, Section::Schemas.key()) else {
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

fn components<'r>(raw: &'r Value, section: &str) -> Option<&'r Map<String, Value>> {
    raw.get("components")?.get(section)?.as_object()
}
