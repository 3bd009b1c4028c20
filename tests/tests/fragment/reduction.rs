//! What the fragment should be, made from the whole document, and how it differs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::documents::cuts;
use super::walks::{escape, is_prose, names, references, without_prose};

/// The extension that marks an expandable field; it lists the objects that may stand in place of the ID.
const EXPANSION: &str = "x-expansionResources";

/// The whole document, reduced to what the fragment keeps of it.
pub(super) struct Reduction {
    kept: BTreeSet<String>,
    /// The cuts, each with what became of it: the reason why it is a fault, or nothing where it is in order.
    cuts: BTreeMap<String, Option<String>>,
}

impl Reduction {
    pub(super) fn new(fragment: &Value) -> Self {
        let unseen = || Some("nothing that the fragment keeps stands there".to_owned());
        Self {
            kept: names(fragment, "/components/schemas"),
            cuts: cuts().into_iter().map(|cut| (cut, unseen())).collect(),
        }
    }

    pub(super) fn problems(&self) -> Vec<String> {
        let faults = self
            .cuts
            .iter()
            .filter_map(|(cut, fault)| Some((cut, fault.as_ref()?)));
        faults
            .map(|(cut, fault)| format!("{cut}: the cut does not apply: {fault}"))
            .collect()
    }

    /// Keeps whole path items and whole schemas: those that the fragment names.
    pub(super) fn document(&mut self, whole: &Value, fragment: &Value) -> Value {
        let mut select = |place: &str| -> Value {
            let of_whole = whole.pointer(place).and_then(Value::as_object);
            let kept = names(fragment, place).into_iter().filter_map(|name| {
                let node = of_whole?.get(&name)?;
                let pointer = format!("#{place}/{}", escape(&name));
                Some((name, self.reduce(node, &pointer)))
            });
            Value::Object(kept.collect())
        };
        let (paths, schemas) = (select("/paths"), select("/components/schemas"));
        json!({
            "openapi": whole["openapi"],
            // Contact, terms and release phase are those of the whole document, not of a fragment written by hand.
            "info": { "title": whole["info"]["title"], "version": whole["info"]["version"] },
            "servers": whole["servers"],
            "security": whole["security"],
            "paths": paths,
            "components": {
                "securitySchemes": without_prose(&whole["components"]["securitySchemes"]),
                "schemas": schemas,
            },
        })
    }

    fn reduce(&mut self, node: &Value, pointer: &str) -> Value {
        if let Some(fault) = self.cuts.get_mut(pointer) {
            let needed = references(node)
                .iter()
                .any(|target| !self.kept.contains(target));
            *fault = (!needed).then(|| "everything there is in the fragment".to_owned());
            let mut free = json!({ "type": "object" });
            if let Some(nullable) = node.get("nullable") {
                free["nullable"] = nullable.clone();
            }
            return free;
        }
        match node {
            Value::Object(members) => {
                let mut members = members.clone();
                if members.contains_key(EXPANSION) {
                    self.keep_targets(members.get_mut("anyOf"));
                    self.keep_targets(members[EXPANSION].get_mut("oneOf"));
                }
                let members = members
                    .iter()
                    .filter(|(key, value)| !is_prose(key, value))
                    .map(|(key, value)| {
                        let below = format!("{pointer}/{}", escape(key));
                        (key.clone(), self.reduce(value, &below))
                    });
                Value::Object(members.collect())
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(at, item)| self.reduce(item, &format!("{pointer}/{at}")))
                    .collect()
            }
            leaf => leaf.clone(),
        }
    }

    /// Drops the targets of an expandable field that stand outside the fragment.
    fn keep_targets(&self, alternatives: Option<&mut Value>) {
        if let Some(Value::Array(alternatives)) = alternatives {
            alternatives.retain(|item| references(item).is_subset(&self.kept));
        }
    }
}

pub(super) fn compare(expected: &Value, found: &Value, pointer: &str, problems: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
            for key in keys {
                let below = format!("{pointer}/{}", escape(key));
                compare_members(expected.get(key), found.get(key), &below, problems);
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for at in 0..expected.len().max(found.len()) {
                let below = format!("{pointer}/{at}");
                compare_members(expected.get(at), found.get(at), &below, problems);
            }
        }
        _ if expected == found => {}
        _ => problems.push(format!(
            "{pointer}: {found} in the fragment, {expected} in the document"
        )),
    }
}

fn compare_members(
    expected: Option<&Value>,
    found: Option<&Value>,
    pointer: &str,
    problems: &mut Vec<String>,
) {
    match (expected, found) {
        (Some(expected), Some(found)) => compare(expected, found, pointer, problems),
        (Some(_), None) => problems.push(format!("{pointer}: not in the fragment")),
        (None, Some(_)) => problems.push(format!("{pointer}: not in the document")),
        (None, None) => {}
    }
}
