//! Reads facts, and makes them.

use serde_json::Value;

use crate::store::Facts;

/// A whole number; 0 if there is none.
pub(crate) fn number(facts: &Facts, name: &str) -> i64 {
    facts.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// A text, such as an id.
pub(crate) fn text<'a>(facts: &'a Facts, name: &str) -> Option<&'a str> {
    facts.get(name).and_then(Value::as_str)
}

/// A text of its own, so that the objects around it can be changed.
pub(crate) fn owned(facts: &Facts, name: &str) -> Option<String> {
    text(facts, name).map(str::to_owned)
}

/// Whether something is true.
pub(crate) fn is(facts: &Facts, name: &str) -> bool {
    facts.get(name) == Some(&Value::Bool(true))
}

/// The facts that `json!` writes.
pub(crate) fn of(value: Value) -> Facts {
    match value {
        Value::Object(facts) => facts,
        _ => Facts::new(),
    }
}

/// Sets one.
pub(crate) fn set(facts: &mut Facts, name: &str, value: impl Into<Value>) {
    facts.insert(name.to_owned(), value.into());
}

/// The facts with these names.
pub(crate) fn picked(facts: &Facts, names: &[&str]) -> Facts {
    let picked = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), facts.get(*name)?.clone())));
    picked.collect()
}
