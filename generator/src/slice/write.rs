//! Prints a document as a fragment: YAML for people, who review its diffs and write its prose.
//!
//! The text does not depend on the order of the document: names are sorted, and keywords have a fixed order. So writing
//! a fragment again changes no byte.

use serde_json::{Map, Value};

use super::prose::{MAPS, PROSE};
use super::scalar::{WIDTH, inline, key, prose};
use crate::diagnostic::Source;
use crate::spec::parse;

/// The order of keywords. Others follow alphabetically.
const ORDER: [&str; 45] = [
    "openapi",
    "info",
    "servers",
    "security",
    "paths",
    "components",
    "securitySchemes",
    "get",
    "post",
    "delete",
    "title",
    "version",
    "operationId",
    "summary",
    "name",
    "in",
    "description",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "style",
    "explode",
    "type",
    "scheme",
    "bearerFormat",
    "format",
    "nullable",
    "items",
    "enum",
    "anyOf",
    "oneOf",
    "allOf",
    "discriminator",
    "additionalProperties",
    "required",
    "maxLength",
    "pattern",
    "schema",
    "content",
    "properties",
    "encoding",
    "x-expansionResources",
    "x-expandableFields",
    "x-resourceId",
];

/// Maps whose members are separated by blank lines. So are the operations of a path.
const APART: [&str; 3] = ["components", "paths", "schemas"];

/// Prints a document as YAML. `None` if the text would not parse to the same document, which does not happen to one
/// that was read.
#[must_use]
pub fn fragment(document: &Value) -> Option<String> {
    let mut writer = Writer::default();
    let map = document.as_object()?;
    for (index, (name, value)) in ordered(map, false).into_iter().enumerate() {
        if index > 0 {
            writer.text.push('\n');
        }
        writer.member(name, value, &At::default());
    }
    let written = Source::new("written.yaml", writer.text.as_str());
    let read = parse(&written).ok()?.value;
    (read == *document).then_some(writer.text)
}

/// The place of a value.
#[derive(Clone, Copy, Default)]
struct At<'a> {
    indent: usize,
    /// The key of the map that the value is a member of.
    within: &'a str,
    /// Whether the keys of the map here are arbitrary names.
    names: bool,
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// Appends `key: value` to the current line.
    fn member(&mut self, name: &str, value: &Value, at: &At<'_>) {
        let start = self.text.len();
        let written = key(name);
        self.text.push_str(&written);
        self.text.push(':');
        let below = At {
            indent: at.indent + 2,
            within: name,
            names: !at.names && MAPS.contains(&name),
        };
        match value {
            Value::String(text) if PROSE.contains(&name) && !at.names => {
                let column = at.indent + self.text.len() - start;
                self.text.push_str(&prose(text, column, below.indent));
                self.text.push('\n');
            }
            Value::Object(map) if !map.is_empty() => {
                self.text.push('\n');
                self.map(map, &below);
            }
            Value::Array(items) if !items.is_empty() => {
                let column = at.indent + written.chars().count() + 1;
                self.list(items, column, &below);
            }
            other => {
                self.text.push(' ');
                self.text.push_str(&inline(other));
                self.text.push('\n');
            }
        }
    }

    fn map(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let apart = APART.contains(&at.within) || at.within.starts_with('/');
        for (index, (name, value)) in ordered(map, at.names).into_iter().enumerate() {
            if index > 0 && apart {
                self.text.push('\n');
            }
            self.margin(at.indent);
            self.member(name, value, at);
        }
    }

    fn list(&mut self, items: &[Value], column: usize, at: &At<'_>) {
        let is_scalar = |item: &Value| !item.is_object() && !item.is_array();
        if items.iter().all(is_scalar) {
            let line: Vec<String> = items.iter().map(inline).collect();
            let line = format!(" [{}]", line.join(", "));
            if column + line.chars().count() <= WIDTH {
                self.text.push_str(&line);
                self.text.push('\n');
                return;
            }
        }
        self.text.push('\n');
        for item in items {
            self.margin(at.indent);
            self.text.push_str("- ");
            self.item(item, at);
        }
    }

    fn item(&mut self, item: &Value, at: &At<'_>) {
        let at = At {
            indent: at.indent + 2,
            within: "",
            names: false,
        };
        match item {
            Value::Object(map) if !map.is_empty() => {
                for (index, (name, value)) in ordered(map, false).into_iter().enumerate() {
                    if index > 0 {
                        self.margin(at.indent);
                    }
                    self.member(name, value, &at);
                }
            }
            // Flow style: a list in a list is rare.
            other => {
                self.text.push_str(&inline(other));
                self.text.push('\n');
            }
        }
    }

    fn margin(&mut self, indent: usize) {
        self.text.push_str(&" ".repeat(indent));
    }
}

fn ordered(map: &Map<String, Value>, names: bool) -> Vec<(&str, &Value)> {
    let rank = |key: &str| ORDER.iter().position(|other| *other == key);
    let mut members: Vec<(&str, &Value)> = map
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    members.sort_by_key(|(key, _)| match names {
        true => (0, *key),
        false => (rank(key).unwrap_or(ORDER.len()), *key),
    });
    members
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_sorted_and_keywords_have_one_order() {
        let document = json!({
            "components": { "schemas": { "b": { "type": "object", "properties": {
                "type": { "enum": ["", "no", "yes_please"], "type": "string" },
                "description": { "anyOf": [{ "$ref": "#/a" }, {}], "description": "Words: some." },
                "items": { "maximum": 3, "items": { "type": "integer" }, "title": "T" },
            } }, "a": {} } },
            "paths": { "/v1/a/{b}": { "post": { "responses": { "200": {} } }, "get": {} } },
            "openapi": "3.0.0",
        });
        let expected = r##"
openapi: 3.0.0

paths:
  /v1/a/{b}:
    get: {}

    post:
      responses:
        "200": {}

components:
  schemas:
    a: {}

    b:
      type: object
      properties:
        description:
          description: "Words: some."
          anyOf:
            - $ref: "#/a"
            - {}
        items:
          title: T
          items:
            type: integer
          maximum: 3
        type:
          type: string
          enum: ["", "no", yes_please]
"##;
        let text = fragment(&document).expect("it can be written");
        assert_eq!(text, expected.trim_start());
    }

    #[test]
    fn what_yaml_has_no_map_for_is_refused() {
        assert_eq!(fragment(&json!([1])), None);
        // In flow style, since OpenAPI has no lists in lists.
        let nested = json!({ "example": [[1, "a: b"], { "x": [] }] });
        let text = fragment(&nested).expect("it can be written");
        assert_eq!(text, "example:\n  - [1,\"a: b\"]\n  - x: []\n");
    }
}
