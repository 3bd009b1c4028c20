//! Walks a raw document along the grammar and collects every problem.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    grammar::{DOCUMENT, SCHEMA},
    references,
    shape::{Names, Object, Rule, Section, Shape},
};
use crate::budget;
use crate::diagnostic::{Diagnostic, Path, Pointer};
use crate::suggest::closest;

/// All problems of a document.
pub(super) fn walk(raw: &Value) -> Vec<Diagnostic> {
    let mut walk = Walk {
        raw,
        problems: Vec::new(),
        compared: 0,
        operations: BTreeMap::new(),
    };
    walk.object(&DOCUMENT, raw, Path::Root);
    references::check_cycles(&mut walk);
    walk.problems
}

/// A walk over a document.
pub(super) struct Walk<'r> {
    pub(super) raw: &'r Value,
    /// The first use of each `operationId`.
    pub(super) operations: BTreeMap<String, Pointer>,
    problems: Vec<Diagnostic>,
    /// The pairs of words that were compared for suggestions.
    compared: usize,
}

impl Walk<'_> {
    fn add(&mut self, problem: Diagnostic) {
        match self.problems.len().cmp(&budget::PROBLEMS) {
            Ordering::Less => self.problems.push(problem),
            Ordering::Equal => self.problems.push(budget::too_many(problem.pointer)),
            Ordering::Greater => {}
        }
    }

    /// The candidate that was most likely meant, as long as suggestions do not take too much time.
    pub(super) fn closest<'c>(
        &mut self,
        word: &str,
        candidates: impl ExactSizeIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.compared = self.compared.saturating_add(candidates.len());
        (self.compared <= budget::SUGGESTIONS).then(|| closest(word, candidates))?
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        at: impl Into<Pointer>,
        message: impl Into<String>,
    ) {
        self.add(Diagnostic::error(code, at.into(), message));
    }

    pub(super) fn error_with_help(
        &mut self,
        code: &'static str,
        at: impl Into<Pointer>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Diagnostic::error(code, at.into(), message).with_help(help));
    }

    fn shape(&mut self, shape: &Shape, value: &Value, path: Path<'_>) {
        match (shape, value) {
            (Shape::Any, _)
            | (Shape::String, Value::String(_))
            | (Shape::Boolean | Shape::BooleanOrSchema, Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => {}
            (Shape::Natural, Value::Number(number)) if number.is_u64() => {}
            (Shape::Choice(choices), Value::String(choice)) => self.choice(choices, choice, path),
            (Shape::List(item), Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    self.shape(item, value, path.index(index));
                }
            }
            (Shape::Map(names, shape), Value::Object(map)) => self.map(*names, shape, map, path),
            (Shape::Object(object), Value::Object(_)) => self.object(object, value, path),
            (Shape::Schema | Shape::BooleanOrSchema, Value::Object(map)) => match map.get("$ref") {
                Some(reference) => {
                    references::check(self, Section::Schemas, map, reference, path);
                }
                None => self.object(&SCHEMA, value, path),
            },
            (Shape::Shared(object, section), Value::Object(map)) => match map.get("$ref") {
                Some(reference) => references::check(self, *section, map, reference, path),
                None => self.object(object, value, path),
            },
            _ => self.wrong_type(shape, value, path),
        }
    }

    fn wrong_type(&mut self, shape: &Shape, value: &Value, path: Path<'_>) {
        let what = match path.last_key() {
            Some(key) => format!("`{key}`"),
            None => "this".to_owned(),
        };
        let expected = match shape {
            Shape::Any => "a value",
            Shape::String | Shape::Choice(_) => "a string",
            Shape::Boolean => "true or false",
            Shape::Number => "a number",
            Shape::Natural => "an integer that is not negative",
            Shape::List(_) => "a list",
            Shape::Map(..) | Shape::Object(_) | Shape::Shared(..) => "an object",
            Shape::Schema => "a schema",
            Shape::BooleanOrSchema => "true, false or a schema",
        };
        let message = format!("{what} must be {expected}, but it is {}", kind(value));
        match (shape, path.last_key(), value) {
            (Shape::Choice(_), Some("type"), Value::Array(_)) => {
                let help = "lists of types belong to OpenAPI 3.1; in 3.0 a value that can be null has `nullable: true`";
                self.error_with_help("wrong-type", path, message, help);
            }
            _ => self.error("wrong-type", path, message),
        }
    }

    fn choice(&mut self, choices: &[&str], choice: &str, path: Path<'_>) {
        if !choices.contains(&choice) {
            let key = path.last_key().unwrap_or("value");
            let choices: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            let message = format!("`{key}` cannot be `{choice}` here");
            self.error_with_help(
                "unsupported-value",
                path,
                message,
                format!("supported: {}", choices.join(", ")),
            );
        }
    }

    fn map(&mut self, names: Names, shape: &Shape, map: &Map<String, Value>, path: Path<'_>) {
        for (key, value) in map {
            let path = path.key(key);
            match names {
                Names::Path | Names::Status if key.starts_with("x-") => {
                    self.unknown_extension(key, path)
                }
                Names::Path if !key.starts_with('/') => {
                    self.error(
                        "unknown-key",
                        path,
                        format!("the path `{key}` does not begin with `/`"),
                    );
                }
                Names::Status if !is_status(key) => {
                    let message = format!("`{key}` is not the status of a response");
                    let help = "a status is three digits, a digit and `XX`, or `default`";
                    self.error_with_help("invalid-name", path, message, help);
                }
                Names::Component if !is_component_name(key) => {
                    let help = "names here consist of letters, digits, `.`, `-` and `_`";
                    self.error_with_help(
                        "invalid-name",
                        path,
                        format!("`{key}` is not a component's name"),
                        help,
                    );
                }
                _ => self.shape(shape, value, path),
            }
        }
    }

    fn object(&mut self, object: &Object, value: &Value, path: Path<'_>) {
        let Some(map) = value.as_object() else { return };
        if map.contains_key("$ref") {
            let message = format!("{} cannot be a reference", object.name);
            let help = "schemas, parameters, request bodies and responses are shared by reference; write this in full where it is used";
            return self.error_with_help("unsupported-ref", path.key("$ref"), message, help);
        }
        for (key, value) in map {
            let path = path.key(key);
            match object
                .fields
                .iter()
                .find(|field| field.name == key)
                .map(|field| &field.rule)
            {
                Some(Rule::Required(shape) | Rule::Optional(shape)) => {
                    self.shape(shape, value, path)
                }
                Some(Rule::Silent) => {}
                Some(Rule::Ignored(why)) => {
                    self.ignored(path, format!("`{key}` of {} is ignored", object.name), why)
                }
                Some(Rule::Refused(why)) => {
                    let message = format!("`{key}` of {} is not supported", object.name);
                    self.error_with_help("unsupported", path, message, *why);
                }
                None if key.starts_with("x-") => self.unknown_extension(key, path),
                None => self.unknown_key(object, key, path),
            }
        }
        for field in object.fields {
            if matches!(field.rule, Rule::Required(_)) && !map.contains_key(field.name) {
                self.error(
                    "missing-key",
                    path,
                    format!("{} must have the key `{}`", object.name, field.name),
                );
            }
        }
        (object.check)(self, map, path);
    }

    fn unknown_key(&mut self, object: &Object, key: &str, path: Path<'_>) {
        let message = format!("`{key}` is not a key of {}", object.name);
        match self.closest(key, object.fields.iter().map(|field| field.name)) {
            Some(name) => self.error_with_help(
                "unknown-key",
                path,
                message,
                format!("did you mean `{name}`?"),
            ),
            None => self.error("unknown-key", path, message),
        }
    }

    fn unknown_extension(&mut self, key: &str, path: Path<'_>) {
        let help = "its meaning here is unknown; if it matters, the generator must support it";
        let warning = Diagnostic::warning(
            "unknown-extension",
            path.pointer(),
            format!("`{key}` is ignored"),
        );
        self.add(warning.with_help(help));
    }

    /// Warns about a value that has no effect on the client.
    pub(super) fn ignored(&mut self, path: Path<'_>, message: String, why: &str) {
        self.add(Diagnostic::warning("ignored", path.pointer(), message).with_help(why));
    }
}

/// The JSON type of a value, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Whether a key of `responses` is a status.
fn is_status(key: &str) -> bool {
    let digits = key.strip_suffix("XX").unwrap_or(key);
    let is_range = digits.len() < key.len();
    let length = if is_range { 1 } else { 3 };
    let is_number = digits.len() == length
        && digits.starts_with(|digit| ('1'..='5').contains(&digit))
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number || key == "default"
}

fn is_component_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses() {
        for status in ["200", "204", "404", "4XX", "default"] {
            assert!(is_status(status), "{status}");
        }
        for other in ["", "20", "2000", "600", "XX", "20XX", "4xx", "ok"] {
            assert!(!is_status(other), "{other}");
        }
    }

    #[test]
    fn component_names() {
        assert!(is_component_name("v2.core.account_link-1"));
        assert!(!is_component_name("a/b") && !is_component_name(""));
    }
}
