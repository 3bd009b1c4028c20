//! Finds the schemas that operations reach.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::spec::resolve::schema_name;

/// The extension that marks an expandable field and lists its targets.
pub(super) const EXPANSION: &str = "x-expansionResources";

/// Names of the schemas that the document's operations reach, other than as
/// targets of expandable fields.
pub(super) fn reached(document: &Value) -> BTreeSet<String> {
    let mut waiting = BTreeSet::new();
    if let Some(paths) = document.get("paths") {
        collect(paths, &mut waiting);
    }
    let schemas = document.pointer("/components/schemas");
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop_first() {
        let schema = schemas.and_then(|schemas| schemas.get(&name));
        if reached.insert(name)
            && let Some(schema) = schema
        {
            collect(schema, &mut waiting);
        }
    }
    reached
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

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    found.extend(target(value));
    match value {
        Value::Object(map) if is_expandable(map) => {
            let alternatives = map.get("anyOf").and_then(Value::as_array);
            let written_here = alternatives
                .into_iter()
                .flatten()
                .filter(|alternative| target(alternative).is_none());
            written_here.for_each(|alternative| collect(alternative, found));
        }
        Value::Object(map) => map.values().for_each(|value| collect(value, found)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
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
        let names: Vec<String> = reached(&document).into_iter().collect();
        assert_eq!(names, ["a", "b", "e"]);
    }
}
