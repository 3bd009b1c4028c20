//! Finds the schemas that operations reach.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::spec::resolve::schema_name;

/// The extension that marks an expandable field and lists its targets.
pub(super) const EXPANSION: &str = "x-expansionResources";

/// The schemas that a document's operations reach.
pub(super) struct Reached {
    /// Their names.
    pub(super) names: BTreeSet<String>,
    /// Objects with their tombstones, where the two are all that a field can be expanded to.
    pub(super) pairs: BTreeSet<(String, String)>,
}

/// The schemas that the document's operations reach, other than as targets of
/// expandable fields.
///
/// An object and its tombstone are one type where they are all that a field can be
/// expanded to, and that type is to be the same in every slice. So the tombstone is
/// reached by such a field if the object is reached.
pub(super) fn reached(document: &Value) -> Reached {
    let mut waiting = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    if let Some(paths) = document.get("paths") {
        collect(paths, &mut waiting, &mut pairs);
    }
    let schemas = document.pointer("/components/schemas");
    let schema = |name: &str| schemas.and_then(|schemas| schemas.get(name));
    let mut names = BTreeSet::new();
    loop {
        while let Some(name) = waiting.pop_first() {
            let schema = schema(&name);
            if names.insert(name)
                && let Some(schema) = schema
            {
                collect(schema, &mut waiting, &mut pairs);
            }
        }
        pairs.retain(|(live, other)| is_tombstone(schema(live), schema(other)));
        let tombstones = pairs
            .iter()
            .filter(|(live, tombstone)| names.contains(live) && !names.contains(tombstone));
        waiting.extend(tombstones.map(|(_, tombstone)| tombstone.clone()));
        if waiting.is_empty() {
            return Reached { names, pairs };
        }
    }
}

/// Whether the second schema is what is left of an object of the first: the same `object`, and `deleted` is true.
fn is_tombstone(live: Option<&Value>, other: Option<&Value>) -> bool {
    let values = |schema: Option<&'_ Value>, field: &str| {
        let field = schema?.get("properties")?.get(field)?;
        field.get("enum").cloned()
    };
    let tag = values(live, "object");
    tag.is_some()
        && tag == values(other, "object")
        && values(live, "deleted").is_none()
        && values(other, "deleted") == Some(Value::Array(vec![Value::Bool(true)]))
}

/// The targets of an expandable field, if there are exactly two.
pub(super) fn two_targets(schema: &Map<String, Value>) -> Option<(String, String)> {
    let alternatives = schema.get("anyOf")?.as_array()?;
    let mut targets = alternatives.iter().filter_map(target);
    match (targets.next(), targets.next(), targets.next()) {
        (Some(one), Some(other), None) => Some((one, other)),
        _ => None,
    }
}

/// The schema that a value refers to, if it is a reference.
pub(super) fn target(value: &Value) -> Option<String> {
    value.get("$ref")?.as_str().and_then(schema_name)
}

/// Whether this is the schema of an expandable field.
pub(super) fn is_expandable(schema: &Map<String, Value>) -> bool {
    schema
        .get(EXPANSION)
        .and_then(|resources| resources.get("oneOf"))
        .is_some_and(Value::is_array)
}

fn collect(value: &Value, found: &mut BTreeSet<String>, pairs: &mut BTreeSet<(String, String)>) {
    found.extend(target(value));
    match value {
        Value::Object(map) if is_expandable(map) => {
            pairs.extend(two_targets(map));
            let alternatives = map.get("anyOf").and_then(Value::as_array);
            let written_here = alternatives
                .into_iter()
                .flatten()
                .filter(|alternative| target(alternative).is_none());
            written_here.for_each(|alternative| collect(alternative, found, pairs));
        }
        Value::Object(map) => map.values().for_each(|value| collect(value, found, pairs)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found, pairs)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn targets_of_expandable_fields_are_not_reached_by_them() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let document = json!({
            "paths": { "/a": { "get": { "schema": reference("a") } } },
            "components": { "schemas": {
                "a": { "properties": {
                    "b": { "items": reference("b") },
                    "c": {
                        "anyOf": [{ "type": "string" }, reference("c"), { "items": reference("e") }],
                        EXPANSION: { "oneOf": [reference("c")] },
                    },
                } },
                "b": { "additionalProperties": reference("a") },
                "c": { "items": reference("d") },
                "d": {},
                "e": {},
            } },
        });
        let names: Vec<String> = reached(&document).names.into_iter().collect();
        assert_eq!(names, ["a", "b", "e"]);
    }

    #[test]
    fn a_tombstone_is_reached_with_its_object() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let document = |start: &[&str]| {
            let start: Vec<Value> = start.iter().map(|name| reference(name)).collect();
            let coin = json!({ "properties": { "object": { "enum": ["coin"] } } });
            let mut deleted = coin.clone();
            deleted["properties"]["deleted"] = json!({ "enum": [true] });
            json!({
                "paths": { "/a": { "get": { "schemas": start } } },
                "components": { "schemas": {
                    "coin": coin,
                    "deleted_coin": deleted,
                    "holder": { "properties": { "coin": {
                        "anyOf": [{ "type": "string" }, reference("coin"), reference("deleted_coin")],
                        EXPANSION: { "oneOf": [reference("coin"), reference("deleted_coin")] },
                    } } },
                } },
            })
        };
        let reached = |start: &[&str]| {
            let reached = reached(&document(start)).names.into_iter();
            reached.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(reached(&["holder"]), "holder");
        assert_eq!(reached(&["coin"]), "coin");
        assert_eq!(reached(&["coin", "holder"]), "coin deleted_coin holder");
        assert_eq!(reached(&["deleted_coin", "holder"]), "deleted_coin holder");
    }
}
