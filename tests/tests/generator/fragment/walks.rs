//! Traversals of a document: nodes by pointer, references, prose.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The keys whose strings are prose, which is ours and not Stripe's.
const PROSE: [&str; 2] = ["description", "summary"];

pub(super) fn walk(node: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(pointer, node);
    for (key, child) in children(node) {
        walk(child, &format!("{pointer}/{}", escape(&key)), visit);
    }
}

fn children(node: &Value) -> Vec<(String, &Value)> {
    match node {
        Value::Object(members) => members.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, v)| (at.to_string(), v))
            .collect(),
        _ => Vec::new(),
    }
}

/// A property may be called `description` too; then its value is a schema, not a string.
pub(super) fn is_prose(key: &str, value: &Value) -> bool {
    PROSE.contains(&key) && value.is_string()
}

pub(super) fn without_prose(node: &Value) -> Value {
    match node {
        Value::Object(members) => {
            let kept = members
                .iter()
                .filter(|(key, value)| !is_prose(key, value))
                .map(|(key, value)| (key.clone(), without_prose(value)));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(without_prose).collect(),
        leaf => leaf.clone(),
    }
}

pub(super) fn prose(document: &Value, visit: &mut dyn FnMut(&str, &str)) {
    walk(document, "#", &mut |pointer, node| {
        for key in PROSE {
            if let Some(text) = node.get(key).and_then(Value::as_str) {
                visit(&format!("{pointer}/{key}"), text);
            }
        }
    });
}

pub(super) fn reference(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// The names of the schemas that a node refers to.
pub(super) fn references(node: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(node, "#", &mut |_, node| {
        let target = reference(node).and_then(|target| target.rsplit('/').next());
        found.extend(target.map(str::to_owned));
    });
    found
}

pub(super) fn names(document: &Value, place: &str) -> BTreeSet<String> {
    let members = document.pointer(place).and_then(Value::as_object);
    members
        .into_iter()
        .flat_map(|m| m.keys().cloned())
        .collect()
}

pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The words of a text in lower case, without HTML tags and link targets, which would interrupt a copied run.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let close = match next {
            '<' => Some('>'),
            '(' if plain.ends_with(']') => Some(')'),
            _ => None,
        };
        match close.and_then(|close| rest.split_once(close)) {
            Some((_, after)) => {
                plain.push(' ');
                rest = after;
            }
            None => {
                plain.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    plain
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
