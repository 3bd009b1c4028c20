//! Requests made from the document's schemas.

use mock::Request;
use serde_json::{Map, Value, json};

use crate::common::request;
use crate::document::{Document, Op, Param, fields};

/// How much of what may be left out is given, in levels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Levels(pub(crate) usize);

/// How deep parameters go, and which of several values they have: the first that the document has, or the last.
#[derive(Clone, Copy)]
struct How {
    levels: usize,
    last: bool,
}

/// What is required, and no more.
pub(crate) const REQUIRED: Levels = Levels(0);

/// Parameters that say which page, or how an answer looks.
const OF_ANSWERS: [&str; 6] = [
    "expand",
    "starting_after",
    "ending_before",
    "limit",
    "page",
    "include",
];

/// The parameters of an operation.
pub(crate) fn parameters(document: &Document, op: &Op<'_>, levels: Levels) -> Map<String, Value> {
    let Levels(levels) = levels;
    chosen(
        document,
        op,
        How {
            levels,
            last: false,
        },
    )
}

/// The same with the last of several values.
pub(crate) fn last_parameters(
    document: &Document,
    op: &Op<'_>,
    levels: Levels,
) -> Map<String, Value> {
    let Levels(levels) = levels;
    chosen(document, op, How { levels, last: true })
}

fn chosen(document: &Document, op: &Op<'_>, how: How) -> Map<String, Value> {
    let parameters = op.parameters();
    let parameters = parameters
        .iter()
        .filter(|param| !OF_ANSWERS.contains(&param.name));
    let mut made = object(document, parameters.copied(), how);
    by_rule(&op.route(), &mut made);
    made
}

/// Parameters of refunds that not every charge can have.
const OF_OTHER_REFUNDS: [&str; 6] = [
    "currency",
    "customer",
    "origin",
    "payment_intent",
    "refund_application_fee",
    "reverse_transfer",
];

/// What money asks for beside the document: parameters that are needed, and those of which only one can be given.
fn by_rule(route: &str, given: &mut Map<String, Value>) {
    let (needed, not_together): (Value, &[&str]) = match route {
        "POST /v1/charges" => (
            json!({"amount": 700, "currency": "eur", "source": "tok_visa"}),
            &["customer"],
        ),
        "POST /v1/refunds" => (json!({"charge": "ch_123", "amount": 1}), &OF_OTHER_REFUNDS),
        "POST /v1/charges/{charge}/refunds" => (json!({"amount": 1}), &OF_OTHER_REFUNDS),
        "POST /v1/charges/{charge}/refund" => (json!({}), &OF_OTHER_REFUNDS),
        "POST /v1/payment_methods" => (json!({"type": "card", "card": {"token": "tok_visa"}}), &[]),
        "POST /v1/payment_methods/{payment_method}/attach" => (json!({"customer": "cus_123"}), &[]),
        // A payment method belongs to one customer, and made-up values are the same for all.
        "POST /v1/customers" => (json!({}), &["payment_method"]),
        // One that is confirmed cannot be changed.
        "POST /v1/payment_intents" => (json!({}), &["confirm"]),
        _ => return,
    };
    given.retain(|name, _| !not_together.contains(&name.as_str()));
    given.extend(needed.as_object().cloned().unwrap());
}

fn object<'a>(
    document: &Document,
    fields: impl Iterator<Item = Param<'a>>,
    how: How,
) -> Map<String, Value> {
    let fields = fields.filter(|field| field.required || how.levels > 0);
    let made = fields.filter_map(|field| {
        let inner = How {
            levels: how.levels.saturating_sub(1),
            ..how
        };
        let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
        let mut made = value(document, field.schema, field.name, inner);
        if field.required && is_empty(&made) {
            // A form cannot say that an object is there but has nothing in it.
            made = value(document, field.schema, field.name, How { levels: 1, ..how });
        }
        (field.required || !is_empty(&made)).then(|| (field.name.to_owned(), made))
    });
    made.collect()
}

/// A value that a schema allows.
fn value(document: &Document, schema: &Value, name: &str, how: How) -> Value {
    let schema = document.resolve(schema);
    let alternatives = document.alternatives(schema);
    let is_empty = |schema: &Value| schema["enum"] == json!([""]);
    let mut alternatives = alternatives.into_iter().filter(|schema| !is_empty(schema));
    let schema = if how.last {
        alternatives.next_back()
    } else {
        alternatives.next()
    };
    let Some(schema) = schema else {
        return json!("");
    };
    if let Some(values) = schema["enum"].as_array() {
        let mut values = values.iter().filter(|value| **value != "");
        let value = if how.last {
            values.next_back()
        } else {
            values.next()
        };
        return value.cloned().unwrap_or(json!(""));
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer") if schema["format"] == "unix-time" => json!(1_800_000_000),
        Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(7)),
        Some("number") => json!(1.5),
        Some("array") => {
            let item = value(document, &schema["items"], name, how);
            if item == json!({}) {
                return json!([value(
                    document,
                    &schema["items"],
                    name,
                    How { levels: 1, ..how }
                )]);
            }
            json!([item])
        }
        Some("string") => json!(text(schema, name)),
        _ if schema.get("properties").is_some() => {
            Value::Object(object(document, fields(schema), how))
        }
        _ => match schema.get("additionalProperties") {
            Some(inner) if inner.is_object() => {
                json!({"key": value(document, inner, name, how)})
            }
            _ => json!({}),
        },
    }
}

fn text(schema: &Value, name: &str) -> String {
    let text = match schema["format"].as_str() {
        Some("currency") => "eur",
        Some("decimal") => "12.5",
        Some("date-time") => "2026-05-27T12:00:00Z",
        Some("int64") => "12",
        _ if name == "currency" => "eur",
        _ if name == "query" => "created>0",
        _ => "a text",
    };
    let longest = schema["maxLength"]
        .as_u64()
        .map_or(usize::MAX, |n| usize::try_from(n).unwrap());
    text.chars().take(longest).collect()
}

/// The path with an id for each of its names.
pub(crate) fn path(op: &Op<'_>, id: &str) -> String {
    op.arguments()
        .into_iter()
        .fold(op.template.to_owned(), |path, name| {
            path.replace(&format!("{{{name}}}"), id)
        })
}

/// The request with these parameters, written as the operation takes them.
pub(crate) fn with_parameters(op: &Op<'_>, path: &str, parameters: &Map<String, Value>) -> Request {
    let Some(media_type) = op.media_type() else {
        let query = form(parameters);
        let target = if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        };
        return request(op.method, &target, "", "");
    };
    if op.is_json() {
        let body = Value::Object(parameters.clone()).to_string();
        return request(op.method, path, media_type, &body);
    }
    if op.is_upload() {
        let media_type = format!("{media_type}; boundary=line");
        return request(op.method, path, &media_type, &upload(parameters));
    }
    request(op.method, path, media_type, &form(parameters))
}

/// Names with brackets.
pub(crate) fn form(parameters: &Map<String, Value>) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in flat(parameters) {
        pairs.append_pair(&name, &value);
    }
    pairs.finish()
}

fn upload(parameters: &Map<String, Value>) -> String {
    let mut body = String::new();
    for (name, value) in flat(parameters) {
        let file = if name == "file" {
            "; filename=\"a.txt\""
        } else {
            ""
        };
        body += &format!(
            "--line\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        );
    }
    body + "--line--\r\n"
}

fn flat(parameters: &Map<String, Value>) -> Vec<(String, String)> {
    fn walk(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
        match value {
            Value::Object(map) => map
                .iter()
                .for_each(|(inner, value)| walk(format!("{name}[{inner}]"), value, pairs)),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, value)| walk(format!("{name}[{index}]"), value, pairs)),
            Value::String(text) => pairs.push((name, text.clone())),
            Value::Null => pairs.push((name, String::new())),
            other => pairs.push((name, other.to_string())),
        }
    }
    let mut pairs = Vec::new();
    for (name, value) in parameters {
        walk(name.clone(), value, &mut pairs);
    }
    pairs
}
