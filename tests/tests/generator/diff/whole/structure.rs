//! The structure of a schema without its prose, which the client can define once for several paths.

use std::collections::BTreeSet;

use generator::diff::Site;
use serde_json::{Map, Value};

use super::edits::{Edit, Kind};

/// Keywords that do not count as structure.
const PROSE: [&str; 6] = [
    "description",
    "title",
    "maxLength",
    "pattern",
    "example",
    "default",
];

/// A schema without prose, and with its lists sorted.
pub(super) fn of(value: &Value) -> String {
    plain(value).to_string()
}

fn plain(value: &Value) -> Value {
    match value {
        // The structure of an enumeration is its values alone.
        Value::Object(map) if map.get("enum").is_some_and(Value::is_array) => plain(&map["enum"]),
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().filter(|key| !key.starts_with("x-")).collect();
            keys.sort();
            let mut plainer = Map::new();
            for key in keys {
                let inner = &map[key];
                let is_prose = PROSE.contains(&key.as_str()) && !inner.is_object();
                if !is_prose && key != "nullable" {
                    plainer.insert(key.clone(), plain(inner));
                }
            }
            Value::Object(plainer)
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(plain).collect();
            // An empty string clears the field; it is not a value of the enumeration.
            items.retain(|item| item != "");
            items.sort_by_key(ToString::to_string);
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// Structures that the edits affect: the changed ones, and those that contain them.
pub(super) struct Structures(BTreeSet<String>);

impl Structures {
    pub(super) fn touched(edits: &[Edit], base: &Value, head: &Value) -> Self {
        let mut found = BTreeSet::new();
        for edit in edits {
            for document in [base, head] {
                let mut pointer = edit.pointer.as_str();
                while let Some((outer, _)) = pointer.rsplit_once('/') {
                    found.extend(
                        document
                            .pointer(pointer)
                            .filter(|value| is_schema(value))
                            .map(of),
                    );
                    pointer = outer;
                }
                let whole = [
                    Kind::RemoveOperation,
                    Kind::MoveOperation,
                    Kind::MoveReference,
                ];
                if let (true, Some(value)) =
                    (whole.contains(&edit.kind), document.pointer(&edit.pointer))
                {
                    all(value, &mut found);
                }
            }
        }
        Self(found)
    }

    /// Whether the type at a site is one of these.
    pub(super) fn has(&self, site: &Site, base: &Value, head: &Value) -> bool {
        [(&site.base, base), (&site.head, head)]
            .into_iter()
            .filter_map(|(pointer, document)| {
                let pointer = pointer.as_deref()?.strip_prefix('#')?;
                document.pointer(pointer)
            })
            .any(|value| self.is_or_holds(value, &site.path))
    }

    fn is_or_holds(&self, value: &Value, path: &str) -> bool {
        match value {
            // Query parameters are found by name.
            Value::Array(parameters) => {
                let named = parameters.iter().filter(|one| {
                    let name = one["name"].as_str().unwrap_or_default();
                    path.trim_end_matches("[]").ends_with(&format!(".{name}"))
                });
                named
                    .into_iter()
                    .any(|one| self.is_or_holds(&one["schema"], path))
            }
            // So are those of a DELETE, which are in its body.
            value if value.get("responses").is_some() => {
                let mut bodies = value["requestBody"]["content"]
                    .as_object()
                    .into_iter()
                    .flatten();
                let name = path.rsplit('.').next().unwrap_or_default();
                bodies.any(|(_, body)| self.is_or_holds(&body["schema"]["properties"][name], path))
            }
            value => {
                let members = value["anyOf"].as_array().into_iter().flatten();
                let inner = ["items", "additionalProperties"]
                    .iter()
                    .filter_map(|key| value.get(*key));
                self.0.contains(&of(value))
                    || members.chain(inner).any(|one| self.is_or_holds(one, path))
            }
        }
    }
}

fn is_schema(value: &Value) -> bool {
    let keys = ["type", "anyOf", "$ref"];
    keys.iter().any(|key| value.get(*key).is_some())
}

fn all(value: &Value, found: &mut BTreeSet<String>) {
    if is_schema(value) {
        found.insert(of(value));
    }
    match value {
        Value::Object(map) => map.values().for_each(|inner| all(inner, found)),
        Value::Array(items) => items.iter().for_each(|inner| all(inner, found)),
        _ => {}
    }
}
