//! Adds our own prose to a document without any.
//!
//! Texts are matched by place: by keys, and in lists by the identity of an item, so that the position of a parameter or
//! an alternative in its list does not matter.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::METHODS;
use super::prose::{MAPS, PROSE};
use crate::diagnostic::Pointer;

/// The key of a description.
const DESCRIPTION: &str = "description";

/// The keywords that a description is likely to be about.
const DESCRIBED: [&str; 6] = [
    "default",
    "deprecated",
    "enum",
    "format",
    "maxLength",
    "type",
];

/// A document with our prose, and the texts that need attention.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// The document.
    pub document: Value,
    /// Places in the document whose texts are missing or empty.
    pub missing: Vec<Pointer>,
    /// Places of descriptions that may be stale.
    pub doubtful: Vec<Pointer>,
    /// Texts whose places the document does not have.
    pub orphaned: Vec<OrphanedText>,
}

/// A text whose place the document does not have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrphanedText {
    /// Its former place.
    pub pointer: Pointer,
    /// The text.
    pub text: String,
}

/// Adds the descriptions and summaries of `ours` to a document without prose.
#[must_use]
pub fn lay_prose(mut document: Value, ours: &Value) -> Overlay {
    let mut merge = Merge::default();
    let root = At {
        here: Pointer::root(),
        there: Pointer::root(),
        names: false,
    };
    merge.value(&mut document, ours, &root);
    let missing = missing(&document);
    Overlay {
        document,
        missing,
        doubtful: merge.doubtful,
        orphaned: merge.orphaned,
    }
}

#[derive(Default)]
struct Merge {
    doubtful: Vec<Pointer>,
    orphaned: Vec<OrphanedText>,
}

/// The places of two corresponding values.
struct At {
    /// The place in the new document.
    here: Pointer,
    /// The place in ours.
    there: Pointer,
    /// Whether the keys of the map here are names.
    names: bool,
}

impl At {
    /// The values at the same key of both.
    fn key(&self, key: &str) -> Self {
        Self {
            here: self.here.child(key),
            there: self.there.child(key),
            names: self.has_names_at(key),
        }
    }

    /// The values at two positions of lists.
    fn item(&self, here: usize, there: usize) -> Self {
        Self {
            here: self.here.child(here.to_string()),
            there: self.there.child(there.to_string()),
            names: false,
        }
    }

    fn has_names_at(&self, key: &str) -> bool {
        !self.names && MAPS.contains(&key)
    }
}

impl Merge {
    fn value(&mut self, value: &mut Value, ours: &Value, at: &At) {
        match (value, ours) {
            (Value::Object(map), Value::Object(ours)) => self.map(map, ours, at),
            (Value::Array(items), Value::Array(ours)) => self.list(items, ours, at),
            (_, ours) => self.orphan(ours, &at.there, at.names),
        }
    }

    fn map(&mut self, map: &mut Map<String, Value>, ours: &Map<String, Value>, at: &At) {
        // Siblings of a reference have no effect.
        let is_reference = map.contains_key("$ref") && !at.names;
        for (key, our) in ours {
            let below = at.key(key);
            if let (Some(text), false) = (text(key, our), at.names) {
                if is_reference {
                    self.orphaned.push(OrphanedText {
                        pointer: below.there,
                        text: text.to_owned(),
                    });
                    continue;
                }
                if DESCRIBED.iter().any(|key| map.get(*key) != ours.get(*key)) {
                    self.doubtful.push(below.here);
                }
                map.insert(key.clone(), text.into());
                continue;
            }
            match map.get_mut(key) {
                Some(value) => self.value(value, our, &below),
                None => self.orphan(our, &below.there, below.names),
            }
        }
    }

    fn list(&mut self, items: &mut [Value], ours: &[Value], at: &At) {
        let mut positions: BTreeMap<Identity, usize> = BTreeMap::new();
        for (index, identity) in identities(items).into_iter().enumerate() {
            positions.insert(identity, index);
        }
        for (index, (our, identity)) in ours.iter().zip(identities(ours)).enumerate() {
            let position = positions.get(&identity).copied();
            match position.and_then(|position| Some((position, items.get_mut(position)?))) {
                Some((position, item)) => self.value(item, our, &at.item(position, index)),
                None => self.orphan(our, &at.there.child(index.to_string()), false),
            }
        }
    }

    /// Records all texts in a value as orphaned.
    fn orphan(&mut self, ours: &Value, there: &Pointer, names: bool) {
        match ours {
            Value::Object(map) => {
                for (key, value) in map {
                    let there = there.child(key.as_str());
                    match text(key, value) {
                        Some(text) if !names => self.orphaned.push(OrphanedText {
                            pointer: there,
                            text: text.to_owned(),
                        }),
                        _ => self.orphan(value, &there, !names && MAPS.contains(&key.as_str())),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.orphan(item, &there.child(index.to_string()), false);
                }
            }
            _ => {}
        }
    }
}

/// The identity of a list's item, and its number among equal items.
type Identity = (String, usize);

fn identities(items: &[Value]) -> Vec<Identity> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |what: String| {
        let count = seen.entry(what.clone()).or_default();
        *count += 1;
        (what, *count)
    };
    items.iter().map(|item| number(identity(item))).collect()
}

fn identity(item: &Value) -> String {
    let part = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
    ["in", "name", "$ref", "title", "type"]
        .map(part)
        .join("\u{0}")
}

/// The text at a key of prose. The caller knows whether the key is a keyword or a name.
fn text<'a>(key: &str, value: &'a Value) -> Option<&'a str> {
    value.as_str().filter(|_| PROSE.contains(&key))
}

/// Places that lack a description: operations, parameters, responses, named schemas, and their
/// properties. A reference has the description of its target.
fn missing(document: &Value) -> Vec<Pointer> {
    let mut found = BTreeSet::new();
    search(document, document, &Pointer::root(), false, &mut found);
    found.into_iter().collect()
}

fn search(
    document: &Value,
    value: &Value,
    at: &Pointer,
    names: bool,
    found: &mut BTreeSet<Pointer>,
) {
    let mut need = |value: &Value, at: Pointer, key: &str| {
        let target = value.get("$ref").and_then(Value::as_str);
        let target = target.and_then(Pointer::parse);
        let described = target.as_ref().and_then(|target| target.find(document));
        let text = described.unwrap_or(value).get(key).and_then(Value::as_str);
        if text.is_none_or(|text| text.trim().is_empty()) {
            found.insert(at.child(key));
        }
    };
    match value {
        Value::Object(map) => {
            let last = at.segments().last().unwrap_or_default();
            if !names && METHODS.contains(&last) && map.contains_key("responses") {
                need(value, at.clone(), "summary");
                need(value, at.clone(), DESCRIPTION);
            }
            if !names && map.get("in").is_some_and(Value::is_string) {
                need(value, at.clone(), DESCRIPTION);
            }
            if names && ["properties", "responses", "schemas"].contains(&last) {
                for (key, value) in map {
                    need(value, at.child(key.as_str()), DESCRIPTION);
                }
            }
            for (key, value) in map {
                let below = !names && MAPS.contains(&key.as_str());
                search(document, value, &at.child(key.as_str()), below, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                search(document, item, &at.child(index.to_string()), false, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(pointers: &[Pointer]) -> Vec<String> {
        pointers.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn descriptions_follow_items_that_move_within_a_list() {
        let parameter = |name: &str| json!({ "in": "query", "name": name });
        let said = |mut value: Value, text: &str| {
            if let Some(map) = value.as_object_mut() {
                map.insert(DESCRIPTION.to_owned(), text.into());
            }
            value
        };
        let document = json!({ "paths": { "/a": { "get": {
            "parameters": [parameter("new"), parameter("b"), parameter("a")],
            "responses": { "200": { "description": "" } },
        } } } });
        let ours = json!({ "paths": { "/a": { "get": {
            "summary": "S", "description": "D",
            "parameters": [said(parameter("a"), "A"), said(parameter("b"), "B"), said(parameter("c"), "C")],
            "responses": { "200": { "description": "R" } },
        } } } });
        let laid = lay_prose(document, &ours);
        let expected = json!({ "paths": { "/a": { "get": {
            "summary": "S", "description": "D",
            "parameters": [parameter("new"), said(parameter("b"), "B"), said(parameter("a"), "A")],
            "responses": { "200": { "description": "R" } },
        } } } });
        assert_eq!(laid.document, expected);
        assert_eq!(
            shown(&laid.missing),
            ["#/paths/~1a/get/parameters/0/description"]
        );
        let orphaned: Vec<(String, &str)> = laid
            .orphaned
            .iter()
            .map(|one| (one.pointer.to_string(), one.text.as_str()))
            .collect();
        let lost = "#/paths/~1a/get/parameters/2/description".to_owned();
        assert_eq!(orphaned, [(lost, "C")]);
        assert_eq!(laid.doubtful, []);
    }

    #[test]
    fn a_described_schema_may_change_or_become_a_reference() {
        let with = |properties: Value| {
            json!({ "components": { "schemas": {
            "s": { "properties": properties, "description": "S" },
            "t": { "description": "T" },
        } } })
        };
        let reference = json!({ "$ref": "#/components/schemas/t" });
        let mut document = with(json!({
            "a": { "type": "string", "enum": ["x", "y"] },
            "b": reference,
            "description": { "type": "string" },
        }));
        super::super::without_prose(&mut document);
        let laid = lay_prose(
            document,
            &with(json!({
                "a": { "type": "string", "enum": ["x"], "description": "A" },
                "b": { "type": "string", "description": "B" },
                "description": { "type": "string", "description": "Text" },
            })),
        );
        let at = |name: &str| format!("#/components/schemas/s/properties/{name}/description");
        assert_eq!(shown(&laid.doubtful), [at("a")]);
        let lost: Vec<String> = laid
            .orphaned
            .iter()
            .map(|one| one.pointer.to_string())
            .collect();
        assert_eq!(lost, [at("b")]);
        // The target of the reference has a description.
        assert_eq!(shown(&laid.missing), [""; 0]);
        let expected = with(json!({
            "a": { "type": "string", "enum": ["x", "y"], "description": "A" },
            "b": reference,
            "description": { "type": "string", "description": "Text" },
        }));
        assert_eq!(laid.document, expected);
    }
}
