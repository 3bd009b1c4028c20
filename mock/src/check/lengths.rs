//! Texts that are too long.

use generator::ir::Lengths;
use serde_json::{Map, Value};

use super::join;
use crate::refusal::Refusal;

/// As much of a text as its refusal repeats, at each end.
const SHOWN: usize = 10;

/// Refuses parameters with a text that is longer than the document allows.
pub(super) fn check(parameters: &Map<String, Value>, lengths: &Lengths) -> Result<(), Refusal> {
    parameters
        .iter()
        .try_for_each(|(name, value)| one(value, lengths.fields.get(name), name))
}

fn one(value: &Value, lengths: Option<&Lengths>, path: &str) -> Result<(), Refusal> {
    let Some(lengths) = lengths else {
        return Ok(());
    };
    match value {
        Value::String(text) => text_of(text, lengths, path),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            let path = join(path, &index.to_string());
            one(item, lengths.items.as_deref(), &path)
        }),
        Value::Object(map) => map.iter().try_for_each(|(name, value)| {
            let lengths = lengths.fields.get(name).or(lengths.items.as_deref());
            one(value, lengths, &join(path, name))
        }),
        _ => Ok(()),
    }
}

fn text_of(text: &str, lengths: &Lengths, path: &str) -> Result<(), Refusal> {
    let Some(longest) = lengths.longest else {
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

#[cfg(test)]
mod tests {
    use generator::ir::Lengths;
    use serde_json::{Value, json};

    use super::check;

    /// The parameter that is too long; `None` if none is.
    fn too_long(parameters: &Value) -> Option<String> {
        let three = Lengths {
            longest: Some(3),
            ..Lengths::default()
        };
        let items = Lengths {
            items: Some(Box::new(three.clone())),
            ..Lengths::default()
        };
        let inside = Lengths {
            fields: [("name".to_owned(), three.clone())].into(),
            ..Lengths::default()
        };
        let fields = [("text", three), ("many", items), ("object", inside)];
        let lengths = Lengths {
            fields: fields
                .into_iter()
                .map(|(name, lengths)| (name.to_owned(), lengths))
                .collect(),
            ..Lengths::default()
        };
        let refusal = check(parameters.as_object()?, &lengths).err()?;
        refusal.param
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        for (parameters, expected) in [
            (json!({"text": "üüü", "other": "abcd"}), None),
            (json!({"text": "üüüü"}), Some("text")),
            (json!({"many": ["abc", "abcd"]}), Some("many[1]")),
            (json!({"many": {"key": "abcd"}}), Some("many[key]")),
            (json!({"many": {"key": "abc"}}), None),
            (
                json!({"object": {"name": "abcd", "else": "abcd"}}),
                Some("object[name]"),
            ),
            (json!({"object": "abcd", "text": null}), None),
        ] {
            assert_eq!(too_long(&parameters).as_deref(), expected, "{parameters}");
        }
    }
}
