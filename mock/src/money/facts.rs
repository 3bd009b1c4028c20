//! Reads facts, and makes them.

use serde_json::Value;

use crate::context::Call;
use crate::store::Facts;

/// A whole number; 0 if there is none.
pub(super) fn number(facts: &Facts, name: &str) -> i64 {
    facts.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// A text, such as an id.
pub(super) fn text<'a>(facts: &'a Facts, name: &str) -> Option<&'a str> {
    facts.get(name).and_then(Value::as_str)
}

/// A text of its own, so that the objects around it can be changed.
pub(super) fn owned(facts: &Facts, name: &str) -> Option<String> {
    text(facts, name).map(str::to_owned)
}

/// Whether something is true.
pub(super) fn is(facts: &Facts, name: &str) -> bool {
    facts.get(name) == Some(&Value::Bool(true))
}

/// The facts that `json!` writes.
pub(super) fn of(value: Value) -> Facts {
    match value {
        Value::Object(facts) => facts,
        _ => Facts::new(),
    }
}

/// Sets one.
pub(super) fn set(facts: &mut Facts, name: &str, value: impl Into<Value>) {
    facts.insert(name.to_owned(), value.into());
}

/// The parameters with these names, as they were given.
pub(super) fn given(call: &Call<'_>, names: &[&str]) -> Facts {
    let given = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), call.get(name)?.clone())));
    given.collect()
}

/// The facts with these names.
pub(super) fn picked(facts: &Facts, names: &[&str]) -> Facts {
    let picked = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), facts.get(*name)?.clone())));
    picked.collect()
}
