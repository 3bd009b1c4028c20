//! Answers validated with a library for JSON Schema, by schemas that are made from the document here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::document::{Document, document};

/// One validator for all operations: what they share is compiled once.
pub(crate) struct Schemas(Validator);

/// Lists of which the document says that they have the path of another kind of objects.
const EXCEPTED_URLS: [&str; 1] = ["/v1/billing/credit_balance_transactions"];

/// Fields of a document's schema that known faults change: what stands in `spec/fixups.tsv`.
type Fixups = BTreeMap<(String, String), String>;

/// The schemas of the whole document.
pub(crate) fn schemas() -> Option<&'static Schemas> {
    static SCHEMAS: OnceLock<Option<Schemas>> = OnceLock::new();
    SCHEMAS
        .get_or_init(|| Some(Schemas::new(document()?)))
        .as_ref()
}

impl Schemas {
    fn new(document: &Document) -> Self {
        let mut replies = Map::new();
        let mut errors = Map::new();
        for op in document.operations() {
            if let Some(reply) = op.reply() {
                let mut reply = converted(reply, true);
                if EXCEPTED_URLS.contains(&op.template) {
                    let url = reply["properties"]["url"].as_object_mut().unwrap();
                    url.remove("pattern").unwrap();
                }
                replies.insert(op.route(), reply);
            }
            let mut error = converted(op.error(), true);
            if let Some(several) = error.as_object_mut().unwrap().remove("oneOf") {
                // What one of several v2 errors is, the general one is too.
                error["anyOf"] = several;
            }
            errors.insert(op.route(), error);
        }
        let fixups = fixups();
        let schemas = document.schemas().iter().map(|(name, schema)| {
            // A v2 error says which parameter is wrong, which its schema leaves out.
            let mut converted = converted(schema, !name.starts_with("v2.error"));
            for ((of, field), kind) in &fixups {
                if of == name && kind == "may-be-missing" {
                    let required = converted["required"].as_array_mut().unwrap();
                    required.retain(|name| name != field);
                }
            }
            (name.clone(), converted)
        });
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": {
                "reply": {"properties": replies, "additionalProperties": false},
                "error": {"properties": errors, "additionalProperties": false},
            },
            "additionalProperties": false,
            "components": {"schemas": schemas.collect::<Map<_, _>>()},
        });
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_format("currency", |text: &str| {
                text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_lowercase())
            })
            .with_format("decimal", |text: &str| text.parse::<f64>().is_ok())
            .with_format("int64", |text: &str| text.parse::<i64>().is_ok())
            .build(&root)
            .unwrap();
        Self(validator)
    }

    /// What is wrong with the answer of an operation; empty if nothing is.
    pub(crate) fn reply(&self, route: &str, reply: &Value) -> Vec<String> {
        self.errors(&json!({"reply": {route: reply}}))
    }

    /// What is wrong with the error of an operation.
    pub(crate) fn error(&self, route: &str, error: &Value) -> Vec<String> {
        self.errors(&json!({"error": {route: error}}))
    }

    fn errors(&self, value: &Value) -> Vec<String> {
        if self.0.is_valid(value) {
            return Vec::new();
        }
        let errors = self.0.iter_errors(value);
        errors
            .take(4)
            .map(|error| {
                let mut text = error.to_string();
                text.truncate(
                    text.char_indices()
                        .nth(300)
                        .map_or(text.len(), |(at, _)| at),
                );
                format!("{}: {text}", error.instance_path())
            })
            .collect()
    }
}

/// A schema of OpenAPI 3.0 as one of JSON Schema. Objects are `closed` to fields that the document does not have.
fn converted(schema: &Value, closed: bool) -> Value {
    let Some(keywords) = schema.as_object() else {
        return schema.clone();
    };
    if let Some(reference) = keywords.get("$ref") {
        // In 3.0 what stands beside a reference has no meaning.
        return json!({"$ref": reference});
    }
    let mut made = Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            "properties" => Value::Object(
                value
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(name, schema)| (name.clone(), converted(schema, closed)))
                    .collect(),
            ),
            "anyOf" | "oneOf" => Value::Array(
                value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|schema| converted(schema, closed))
                    .collect(),
            ),
            "items" | "additionalProperties" => converted(value, closed),
            "type" | "enum" | "required" | "format" | "pattern" | "maxLength" | "minLength"
            | "minimum" | "maximum" | "minItems" | "maxItems" => value.clone(),
            _ => continue,
        };
        made.insert(keyword.clone(), value);
    }
    if closed && made.contains_key("properties") && !made.contains_key("additionalProperties") {
        made.insert("additionalProperties".to_owned(), json!(false));
    }
    if keywords.get("nullable") == Some(&json!(true)) {
        if let Some(Value::String(ty)) = made.get("type").cloned() {
            made.insert("type".to_owned(), json!([ty, "null"]));
            if let Some(values) = made.get_mut("enum").and_then(Value::as_array_mut) {
                values.push(Value::Null);
            }
            return Value::Object(made);
        }
        return json!({"anyOf": [made, {"type": "null"}]});
    }
    Value::Object(made)
}

/// The known faults of the document, by schema and field.
fn fixups() -> Fixups {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/fixups.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let kind = cells.next()?.to_owned();
            let (schema, field) = cells.next()?.split_once(' ')?;
            Some(((schema.to_owned(), field.to_owned()), kind))
        })
        .collect()
}
