//! Texts that are too long.

use generator::ir::Limits;
use serde_json::{Map, Value};

use super::join;
use crate::refusal::Refusal;

/// As much of a text as its refusal repeats, at each end.
const SHOWN: usize = 10;

/// Refuses parameters with a text that is longer than the document allows.
pub(super) fn check(parameters: &Map<String, Value>, limits: &Limits) -> Result<(), Refusal> {
    parameters
        .iter()
        .try_for_each(|(name, value)| one(value, limits.fields.get(name), name))
}

fn one(value: &Value, limits: Option<&Limits>, path: &str) -> Result<(), Refusal> {
    let Some(limits) = limits else {
        return Ok(());
    };
    match value {
        Value::String(text) => text_of(text, limits, path),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            let path = join(path, &index.to_string());
            one(item, limits.items.as_deref(), &path)
        }),
        Value::Object(map) => map.iter().try_for_each(|(name, value)| {
            let limits = limits.fields.get(name).or(limits.items.as_deref());
            one(value, limits, &join(path, name))
        }),
        _ => Ok(()),
    }
}

fn text_of(text: &str, limits: &Limits, path: &str) -> Result<(), Refusal> {
    let Some(longest) = limits.longest else {
        return Ok(());
    };
    let characters = text.chars().count();
    if u64::try_from(characters).is_ok_and(|characters| characters <= longest) {
        return Ok(());
    }
    let start: String = text.chars().take(SHOWN).collect();
    let end: String = text
        .chars()
        .skip(characters.saturating_sub(SHOWN))
        .collect();
    let message = format!("Invalid string: {start}...{end}; must be at most {longest} characters");
    Err(Refusal::invalid(message).param(path))
}
