//! Schemas of request bodies, as the document has them but for descriptions.

use generator::Lowered;
use generator::ir::{Encoding, Lengths, Operation};
use generator::text::in_json;
use serde::Serialize;
use serde_json::{Value, json};

use crate::code::pretty;
use crate::html::Html;

/// Longer schemas are files of their own, since a browser reads all of a page.
const INLINE: usize = 6_000;

/// How wide a schema is.
const WIDTH: usize = 72;

/// The schemas of all bodies.
pub(crate) struct Schemas(Value);

/// The schema of a body.
#[derive(Debug, Serialize)]
pub(crate) struct Body {
    pub(crate) html: Html,
    #[serde(skip)]
    pub(crate) text: String,
    /// The file, if it is too long for the page.
    pub(crate) file: Option<String>,
}

impl Schemas {
    pub(crate) fn new(lowered: &Lowered) -> Self {
        let mut document = generator::coverage::print(&lowered.api);
        Self(
            document
                .get_mut("paths")
                .map(Value::take)
                .unwrap_or_default(),
        )
    }

    /// The schema of the body of an operation; none if it has no body or no parameter.
    pub(super) fn body(&self, operation: &Operation) -> Option<Body> {
        if operation.encoding == Encoding::Query || operation.parameters.is_empty() {
            return None;
        }
        let method = operation.method.as_str().to_lowercase();
        let content = self
            .0
            .get(operation.template())?
            .get(method)?
            .get("requestBody")?
            .get("content")?;
        let schema = content.as_object()?.values().next()?.get("schema")?;
        let mut schema = shown(schema);
        limit(&mut schema, &operation.lengths);
        let text = in_json(&pretty(&schema, WIDTH)).into_owned();
        let file =
            (text.len() > INLINE).then(|| format!("schema/{}.json", file_name(&operation.id)));
        Some(Body {
            html: Html::text(&text),
            text,
            file,
        })
    }
}

fn file_name(id: &str) -> String {
    id.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}

/// The schema without prose and without marks of the printer.
fn shown(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, value)| {
                let is_prose = name.as_str() == "description" && value.is_string();
                !is_prose && !name.starts_with('\0')
            });
            Value::Object(
                fields
                    .map(|(name, value)| (name.clone(), shown(value)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(shown).collect()),
        other => other.clone(),
    }
}

/// Puts back how long texts may be, which types do not have.
fn limit(schema: &mut Value, lengths: &Lengths) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    if let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        for alternative in alternatives {
            limit(alternative, lengths);
        }
        return;
    }
    let is_text =
        schema.get("type").is_some_and(|ty| ty == "string") && !schema.contains_key("enum");
    if let Some(longest) = lengths.longest.filter(|_| is_text) {
        schema.insert("maxLength".to_owned(), json!(longest));
    }
    for (name, inner) in &lengths.fields {
        let properties = schema.get_mut("properties");
        if let Some(field) = properties.and_then(|properties| properties.get_mut(name)) {
            limit(field, inner);
        }
    }
    if let Some(inner) = &lengths.items {
        for key in ["items", "additionalProperties"] {
            if let Some(item) = schema.get_mut(key) {
                limit(item, inner);
            }
        }
    }
}
