//! Changes of a document, as a new version of it has them, and some that no version should have.

use serde_json::{Value, json};

use super::usual::usual;
use super::words;
use crate::source::Dice;

/// A way from the root of a document to a value.
pub(super) type Way = Vec<String>;

/// Changes one place of a document.
pub fn change(document: &mut Value, dice: &mut Dice<'_>) {
    let mut ways = Vec::new();
    collect(document, &mut Way::new(), &mut ways);
    if dice.below(4) != 0 && usual(document, &ways, dice) {
        return;
    }
    // Where the API grows and shrinks.
    const GROWING: &[&str] = &[
        "properties",
        "enum",
        "schemas",
        "paths",
        "required",
        "parameters",
        "anyOf",
    ];
    if dice.below(4) != 0 {
        let within: Vec<Way> = ways
            .iter()
            .filter(|way| {
                way.iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|key| GROWING.contains(&key.as_str()))
            })
            .cloned()
            .collect();
        if !within.is_empty() {
            ways = within;
        }
    }
    let way = ways[dice.below(ways.len())].clone();
    match dice.below(8) {
        0 => remove(document, &way),
        1 | 2 => {
            let name = words::name(dice);
            let copy = get(document, &way).cloned().unwrap_or_default();
            insert(document, &way, name, copy);
        }
        3 => {
            let other = &ways[dice.below(ways.len())];
            let copy = get(document, other).cloned().unwrap_or_default();
            if let Some(value) = get(document, &way) {
                *value = copy;
            }
        }
        4 => {
            let name = words::name(dice);
            rename(document, &way, &name);
        }
        5 => {
            if let Some(value) = get(document, &way) {
                *value = match dice.below(6) {
                    0 => json!({ "type": "string" }),
                    1 => json!({ "type": "integer" }),
                    2 => json!({ "type": "array", "items": { "type": "string" } }),
                    3 => json!(words::name(dice)),
                    4 => json!(null),
                    _ => {
                        json!({ "type": "string", "enum": [words::name(dice), words::name(dice)] })
                    }
                };
            }
        }
        6 => toggle(document, &way),
        _ => {
            if let Some(Value::Object(object)) = get(document, &way) {
                object.insert("description".to_owned(), words::prose(dice).into());
            }
        }
    }
}

/// The ways to all values but the root.
pub(super) fn collect(value: &Value, way: &mut Way, ways: &mut Vec<Way>) {
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => return,
    };
    for (step, value) in entries {
        way.push(step);
        ways.push(way.clone());
        collect(value, way, ways);
        way.pop();
    }
}

pub(super) fn get<'a>(document: &'a mut Value, way: &[String]) -> Option<&'a mut Value> {
    way.iter().try_fold(document, |value, step| match value {
        Value::Object(object) => object.get_mut(step),
        Value::Array(list) => list.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}

pub(super) fn remove(document: &mut Value, way: &[String]) {
    let Some((last, parent)) = way.split_last() else {
        return;
    };
    match get(document, parent) {
        Some(Value::Object(object)) => drop(object.remove(last)),
        Some(Value::Array(list)) => {
            let index = last.parse::<usize>().unwrap_or_default();
            if index < list.len() {
                list.remove(index);
            }
        }
        _ => {}
    }
}

/// Adds a value beside another.
pub(super) fn insert(document: &mut Value, way: &[String], name: String, value: Value) {
    let Some((_, parent)) = way.split_last() else {
        return;
    };
    match get(document, parent) {
        Some(Value::Object(object)) => drop(object.insert(name, value)),
        Some(Value::Array(list)) => list.push(if value.is_string() {
            name.into()
        } else {
            value
        }),
        _ => {}
    }
}

/// Gives a value another key, and what refers to it another name.
pub(super) fn rename(document: &mut Value, way: &[String], name: &str) {
    let Some((last, parent)) = way.split_last() else {
        return;
    };
    let Some(Value::Object(object)) = get(document, parent) else {
        return;
    };
    let Some(value) = object.remove(last) else {
        return;
    };
    object.insert(name.to_owned(), value);
    let prefix = "#/components/schemas/";
    replace(
        document,
        &format!("{prefix}{last}"),
        &format!("{prefix}{name}"),
    );
    if parent.last().is_some_and(|key| key == "properties") {
        let Some((_, around)) = parent.split_last() else {
            return;
        };
        for list in ["required", "x-expandableFields"] {
            if let Some(list) = get(document, around).and_then(|value| value.get_mut(list)) {
                replace(list, last, name);
            }
        }
    }
}

fn replace(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => *text = to.to_owned(),
        Value::Object(object) => object
            .values_mut()
            .for_each(|value| replace(value, from, to)),
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, from, to)),
        _ => {}
    }
}

/// Turns a value around, or whether a property is required.
pub(super) fn toggle(document: &mut Value, way: &[String]) {
    match get(document, way) {
        Some(Value::Bool(value)) => return *value = !*value,
        Some(Value::Array(list)) => return list.reverse(),
        _ => {}
    }
    let [around @ .., properties, name] = way else {
        return;
    };
    if properties != "properties" {
        return;
    }
    let Some(Value::Object(schema)) = get(document, around) else {
        return;
    };
    let required = schema.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(list) = required {
        match list.iter().position(|value| value == name) {
            Some(at) => drop(list.remove(at)),
            None => list.push(json!(name)),
        }
    }
}
