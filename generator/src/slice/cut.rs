//! Cuts a part off from the rest: at expandable fields, and at the cuts of a plan.

use serde_json::{Map, Value, json};

use super::Cut;
use super::closure::{EXPANSION, Reached, is_expandable, target, two_targets};
use crate::diagnostic::{Diagnostic, Pointer};

/// The keys that a cut keeps of a schema.
const KEPT: [&str; 3] = ["description", "nullable", "deprecated"];

/// Removes unreached targets from all expandable fields.
///
/// If only some are removed, a free-form object replaces these, so that the field
/// does not claim to know all of its targets. If all are removed, the type of the
/// expanded value is unknown.
///
/// A tombstone does not stay without its object: the two are one type of the client.
pub(super) fn expandables(value: &mut Value, reached: &Reached) {
    match value {
        Value::Object(map) => {
            if is_expandable(map) {
                keep_targets(map, reached);
            }
            map.values_mut()
                .for_each(|value| expandables(value, reached));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| expandables(item, reached)),
        _ => {}
    }
}

fn keep_targets(schema: &mut Map<String, Value>, reached: &Reached) {
    let is_pair_without_object = two_targets(schema)
        .is_some_and(|pair| reached.pairs.contains(&pair) && !reached.names.contains(&pair.0));
    let stays = |alternative: &Value| {
        target(alternative)
            .is_none_or(|name| reached.names.contains(&name) && !is_pair_without_object)
    };
    let listed = schema
        .get_mut(EXPANSION)
        .and_then(|resources| resources.get_mut("oneOf"))
        .and_then(Value::as_array_mut);
    if let Some(listed) = listed {
        listed.retain(stays);
    }
    let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) else {
        return;
    };
    let before = alternatives.len();
    alternatives.retain(stays);
    let others = json!({ "type": "object" });
    let partly = alternatives.len() < before
        && alternatives.iter().any(|one| target(one).is_some())
        && !alternatives.contains(&others);
    if partly {
        alternatives.push(others);
    }
}

/// Replaces each schema that a plan cuts by a free-form object.
pub(super) fn free_form(document: &mut Value, cuts: &[Cut]) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for cut in cuts {
        let refuse = |message: String| {
            Diagnostic::error("cut", cut.at.clone(), message).with_help(
                "a cut is the JSON pointer of a schema, such as #/components/schemas/NAME/properties/NAME",
            )
        };
        let nullable = cut
            .pointer
            .find(document)
            .is_some_and(|schema| is_nullable(document, schema));
        match cut.pointer.find_mut(document) {
            Some(Value::Object(schema)) if is_schema(&cut.pointer) => {
                schema.retain(|key, _| KEPT.contains(&key.as_str()));
                schema.insert("type".to_owned(), "object".into());
                if nullable {
                    schema.insert("nullable".to_owned(), true.into());
                }
            }
            Some(_) => problems.push(refuse(format!("{} is not a schema", cut.pointer))),
            None => problems.push(refuse(format!(
                "there is no {} in the document",
                cut.pointer
            ))),
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Whether a schema, or the schema that it refers to, may be `null`.
fn is_nullable(document: &Value, schema: &Value) -> bool {
    // Cycles of references are refused when the document is loaded.
    let mut schema = Some(schema);
    while let Some(name) = schema.and_then(target) {
        let schemas = document.pointer("/components/schemas");
        schema = schemas.and_then(|schemas| schemas.get(&name));
    }
    schema.and_then(|schema| schema.get("nullable")) == Some(&Value::Bool(true))
}

/// Whether a pointer is that of a schema, judged by its segments.
fn is_schema(pointer: &Pointer) -> bool {
    let segments: Vec<&str> = pointer.segments().collect();
    match segments.as_slice() {
        [.., "properties" | "schemas", _] => true,
        [.., last] => ["items", "additionalProperties", "schema"].contains(last),
        [] => false,
    }
}
