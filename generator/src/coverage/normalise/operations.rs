//! Normalisations of operations, parameters and bodies.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::print::is_scalar;
use super::super::walk::{AT, Object, entries, operations, parameters, schemas, text};
use crate::diagnostic::Pointer;

pub(super) fn defaults(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    let mut drop_if = |object: &mut Object, key: &str, default: &Value| {
        if object.get(key) == Some(default) {
            object.remove(key);
            count += 1;
        }
    };
    let (no, none) = (json!(false), json!([]));
    schemas(document, &mut |schema, _| {
        drop_if(schema, "nullable", &no);
        drop_if(schema, "deprecated", &no);
        drop_if(schema, "required", &none);
    });
    parameters(document, &mut |parameter, _| {
        drop_if(parameter, "required", &no);
        drop_if(parameter, "deprecated", &no);
    });
    operations(document, &mut |_, _, operation, _| {
        drop_if(operation, "parameters", &none);
        drop_if(operation, "servers", &none);
        drop_if(operation, "deprecated", &no);
    });
    count
}

pub(super) fn explode(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    parameters(document, &mut |parameter, _| {
        count += usize::from(parameter.remove("explode").is_some());
    });
    count
}

pub(super) fn style(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    parameters(document, &mut |parameter, _| {
        let is_one_word = parameter
            .get("schema")
            .and_then(Value::as_object)
            .is_some_and(is_scalar);
        let default = match text(parameter, "in") {
            Some("path") => "simple",
            _ if is_one_word => "form",
            _ => return,
        };
        if !parameter.contains_key("style") {
            parameter.insert("style".to_owned(), default.into());
            count += 1;
        }
    });
    count
}

pub(super) fn encoding(document: &mut Value, _: &[Pointer]) -> usize {
    let redundant = json!({"style": "deepObject", "explode": true});
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        let Some(body) = operation.get_mut("requestBody") else {
            return;
        };
        for (_, media) in entries(body, &["content"]) {
            let Some(media) = media.as_object_mut() else {
                continue;
            };
            let Some(Value::Object(encodings)) = media.get_mut("encoding") else {
                continue;
            };
            encodings.retain(|_, encoding| *encoding != redundant);
            if encodings.is_empty() {
                media.remove("encoding");
                count += 1;
            }
        }
    });
    count
}

pub(super) fn required_body(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        let body = operation.get_mut("requestBody");
        let body = body.and_then(Value::as_object_mut);
        count += usize::from(body.is_some_and(|body| body.remove("required").is_some()));
    });
    count
}

pub(super) fn slash(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    let mut trim = |servers: Option<&mut Value>| {
        let servers = servers.and_then(Value::as_array_mut).into_iter().flatten();
        for url in servers.filter_map(|server| server.get_mut("url")) {
            if let Some(origin) = url.as_str().and_then(|url| url.strip_suffix('/')) {
                *url = origin.trim_end_matches('/').into();
                count += 1;
            }
        }
    };
    trim(document.get_mut("servers"));
    operations(document, &mut |_, _, operation, _| {
        trim(operation.get_mut("servers"));
    });
    count
}

pub(super) fn parameter_prose(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    parameters(document, &mut |parameter, _| {
        let Some(Value::Object(mut schema)) = parameter.remove("schema") else {
            return;
        };
        for key in ["description", "deprecated"] {
            if !parameter.contains_key(key)
                && let Some(value) = schema.remove(key)
            {
                parameter.insert(key.to_owned(), value);
                count += 1;
            }
        }
        parameter.insert("schema".to_owned(), schema.into());
    });
    count
}

/// The schema of an operation's body.
fn body(operation: &Object) -> Option<(&String, &Object)> {
    let content = operation.get("requestBody")?.get("content")?.as_object()?;
    let (media_type, media) = content.iter().next()?;
    Some((media_type, media.get("schema")?.as_object()?))
}

fn fields(schema: &Object) -> Option<&Object> {
    schema.get("properties").and_then(Value::as_object)
}

fn has_body(method: &str) -> bool {
    ["post", "put", "patch"].contains(&method)
}

fn has_query(operation: &Object) -> bool {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    let mut parameters = parameters.into_iter().flatten();
    parameters.any(|parameter| parameter.get("in").is_some_and(|place| place == "query"))
}

pub(super) fn empty_body(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    operations(document, &mut |_, method, operation, _| {
        let is_empty = body(operation).is_some_and(|(_, schema)| {
            !schema.contains_key("$ref") && fields(schema).is_none_or(Object::is_empty)
        });
        if is_empty && (!has_body(method) || has_query(operation)) {
            operation.remove("requestBody");
            count += 1;
        }
    });
    count
}

pub(super) fn body_to_query(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    operations(document, &mut |_, method, operation, _| {
        if has_body(method) {
            return;
        }
        let Some((_, schema)) = body(operation) else {
            return;
        };
        let required = schema.get("required").and_then(Value::as_array).cloned();
        let required: HashSet<Value> = required.into_iter().flatten().collect();
        let moved: Vec<Value> = fields(schema)
            .into_iter()
            .flatten()
            .map(|(name, schema)| {
                let mut schema = schema.as_object().cloned().unwrap_or_default();
                let is_one_word = is_scalar(&schema);
                let mut parameter = Object::new();
                for key in ["description", "deprecated"] {
                    if let Some(value) = schema.remove(key) {
                        parameter.insert(key.to_owned(), value);
                    }
                }
                if let Some(at) = schema.get(AT) {
                    parameter.insert(AT.to_owned(), at.clone());
                }
                if required.contains(&Value::from(name.as_str())) {
                    parameter.insert("required".to_owned(), true.into());
                }
                let style = if is_one_word { "form" } else { "deepObject" };
                for (key, value) in [("name", name.as_str()), ("in", "query"), ("style", style)] {
                    parameter.insert(key.to_owned(), value.into());
                }
                parameter.insert("schema".to_owned(), schema.into());
                Value::Object(parameter)
            })
            .collect();
        operation.remove("requestBody");
        let parameters = operation.entry("parameters").or_insert(json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.extend(moved);
        }
        count += 1;
    });
    count
}

pub(super) fn absent_body(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    operations(document, &mut |path, method, operation, _| {
        if method != "post" || operation.contains_key("requestBody") || has_query(operation) {
            return;
        }
        let media_type = if path.starts_with("/v2/") {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let schema = json!({"type": "object", "properties": {}});
        let body = json!({"content": {media_type: {"schema": schema}}});
        operation.insert("requestBody".to_owned(), body);
        count += 1;
    });
    count
}

/// Sorts path parameters first, in the order of the URL, then query parameters by name.
pub(super) fn order_of_parameters(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    operations(document, &mut |path, _, operation, _| {
        let Some(Value::Array(parameters)) = operation.get_mut("parameters") else {
            return;
        };
        let key = |parameter: &Value| {
            let parameter = parameter.as_object();
            let word = |key| parameter.and_then(|object| text(object, key)).unwrap_or("");
            let name = word("name").to_owned();
            match word("in") {
                "path" => (path.find(&format!("{{{name}}}")), name),
                _ => (Some(usize::MAX), name),
            }
        };
        if !parameters.is_sorted_by_key(key) {
            parameters.sort_by_cached_key(key);
            count += 1;
        }
    });
    count
}
