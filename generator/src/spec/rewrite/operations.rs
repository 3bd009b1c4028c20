//! Ids, arguments and statuses of operations.

use serde_json::{Value, json};

use super::walk::operations;
use super::{Object, Rewriting, shared};
use crate::spec::operations::is_success;
use crate::spec::shape::Section;

/// Gives an operation without an id its route.
pub(super) fn ids(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    operations(document, &mut |path, method, operation, _| {
        if !operation.contains_key("operationId") {
            let id = format!("{} {path}", method.to_uppercase());
            operation.insert("operationId".to_owned(), id.into());
            count += 1;
        }
    });
    count
}

/// Makes strings of arguments that are written into the path in one way only.
pub(super) fn path_arguments(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    let components = json!({"components": {"schemas": document.pointer("/components/schemas")}});
    operations(document, &mut |_, _, operation, _| {
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if parameter.get("in").is_none_or(|place| place != "path") {
                continue;
            }
            let Some(schema) = parameter.get_mut("schema") else {
                continue;
            };
            let target = shared::end(&components, schema, Section::Schemas);
            let is_plain =
                target.get("type").is_none_or(|ty| ty == "string") && target.get("enum").is_none();
            if schema.get("$ref").is_some() && !is_plain {
                *schema = target.clone();
            }
            let Value::Object(schema) = schema else {
                continue;
            };
            let is_choice = schema.contains_key("enum");
            let scalar = match schema.get("type").and_then(Value::as_str) {
                Some("integer" | "number" | "boolean") => true,
                Some("string") => is_choice,
                _ => false,
            };
            if scalar {
                for key in ["enum", "format"] {
                    schema.remove(key);
                }
                schema.insert("type".to_owned(), "string".into());
                count += 1;
            }
        }
    });
    count
}

/// Removes the responses of single failures.
pub(super) fn failures(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        if let Some(Value::Object(replies)) = operation.get_mut("responses") {
            let before = replies.len();
            replies.retain(|status, _| is_success(status) || !is_failure(status));
            count += before - replies.len();
        }
    });
    count
}

/// Whether a key is the status of a failure, or of a redirection, which the client does not follow.
fn is_failure(status: &str) -> bool {
    status != "default" && !status.starts_with("x-")
}

/// Leaves one response of a success, as that of the status 200, and that of 204 if there is one without a body beside it.
pub(super) fn successes(document: &mut Value, rewriting: &mut Rewriting) -> usize {
    let mut count = 0;
    operations(document, &mut |_, _, operation, path| {
        let Some(Value::Object(replies)) = operation.get_mut("responses") else {
            return;
        };
        let before: Object = replies.clone();
        let successes = before.iter().filter(|(status, _)| is_success(status));
        let (full, empty): (Vec<_>, Vec<_>) =
            successes.partition(|(_, reply)| reply.get("content").is_some_and(is_filled));
        let Some((first, reply)) = full.first().or(empty.first()).copied() else {
            return;
        };
        let mut others = full.iter();
        if let Some((other, _)) = others.find(|(_, other)| schema(other) != schema(reply)) {
            let message = format!(
                "the responses of the statuses `{first}` and `{other}` have different types"
            );
            return rewriting.refuse(
                "two-successes",
                path.key("responses").key(other).pointer(),
                message,
                "a call returns one type; leave one of the two out of a copy of the document",
            );
        }
        replies.retain(|status, _| !is_success(status));
        replies.insert("200".to_owned(), reply.clone());
        if !full.is_empty() && !empty.is_empty() {
            replies.insert("204".to_owned(), json!({"description": ""}));
        }
        count += usize::from(*replies != before);
    });
    count
}

fn is_filled(content: &Value) -> bool {
    content
        .as_object()
        .is_some_and(|content| !content.is_empty())
}

/// The schema of a response's first media type: the others are those of the same value.
fn schema(reply: &Value) -> Option<&Value> {
    let content = reply.get("content").and_then(Value::as_object);
    content?.values().next()?.get("schema")
}
