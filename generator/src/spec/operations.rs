//! Checks of operations: their names, parameters, responses and keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::rewrite::shared;
use super::shape::Section;
use super::walk::Walk;
use crate::diagnostic::Path;

pub(super) fn check_operation(walk: &mut Walk<'_>, operation: &Map<String, Value>, path: Path<'_>) {
    check_id(walk, operation, path);
    check_parameters(walk, operation, path);
    let replies = operation.get("responses").and_then(Value::as_object);
    if replies.is_some_and(|replies| !replies.keys().any(|status| is_success(status))) {
        walk.error_with_help(
            "missing-reply",
            path.key("responses"),
            "an operation must have the response of a success",
            "give it a response with a status such as `200`; `default` is the response of a failure",
        );
    }
}

/// Whether a status is that of a success.
pub(super) fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn check_id(walk: &mut Walk<'_>, operation: &Map<String, Value>, path: Path<'_>) {
    let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
        return;
    };
    let path = path.key("operationId");
    match walk.operations.get(id) {
        Some(first) => {
            let message = format!("two operations are called `{id}`");
            let help = format!("the other is {first}");
            walk.error_with_help("duplicate-operation-id", path, message, help);
        }
        None => drop(walk.operations.insert(id.to_owned(), path.pointer())),
    }
}

/// Parameters of an operation must be unique, and path parameters must match the path template.
fn check_parameters(walk: &mut Walk<'_>, operation: &Map<String, Value>, path: Path<'_>) {
    let Path::Key(Path::Key(_, template), _) = path else {
        return;
    };
    let in_template = match template_parameters(template) {
        Ok(names) => names,
        Err(message) => return walk.error("invalid-path", path, message),
    };
    let mut declared = BTreeSet::new();
    let own = operation.get("parameters").unwrap_or(&Value::Null);
    let shared = walk.raw.get("paths").and_then(|paths| paths.get(template));
    let shared = shared.and_then(|item| item.get("parameters"));
    let mut check = |walk: &mut Walk<'_>, parameters: &Value, list: Path<'_>| {
        let mut seen = BTreeSet::new();
        for (index, parameter) in parameters.as_array().into_iter().flatten().enumerate() {
            let parameter = shared::end(walk.raw, parameter, Section::Parameters);
            let text = |key: &str| parameter.get(key).and_then(Value::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in")) else {
                continue;
            };
            let here = list.index(index);
            if !seen.insert((place, name)) {
                walk.error(
                    "duplicate-parameter",
                    here,
                    format!("the {place} parameter `{name}` is declared twice"),
                );
            }
            if place == "path" {
                declared.insert(name.to_owned());
                if !in_template.contains(name) {
                    let message =
                        format!("the path parameter `{name}` does not occur in `{template}`");
                    walk.error("unused-path-parameter", here, message);
                }
            }
        }
    };
    check(walk, own, path.key("parameters"));
    if let (Some(shared), Path::Key(item, _)) = (shared, path) {
        check(walk, shared, item.key("parameters"));
    }
    for name in in_template.iter().filter(|name| !declared.contains(**name)) {
        let message = format!("`{{{name}}}` of the path is not declared as a parameter");
        walk.error("undeclared-path-parameter", path, message);
    }
}

/// The names in braces of a path template, or a message about its braces.
fn template_parameters(template: &str) -> Result<BTreeSet<&str>, String> {
    let malformed = || format!("the braces of `{template}` do not match");
    let mut names = BTreeSet::new();
    let mut pieces = template.split('{');
    if pieces.next().is_some_and(|literal| literal.contains('}')) {
        return Err(malformed());
    }
    for piece in pieces {
        let (name, literal) = piece.split_once('}').ok_or_else(malformed)?;
        if name.is_empty() || literal.contains('}') {
            return Err(malformed());
        }
        if !names.insert(name) {
            return Err(format!("`{template}` has the parameter `{name}` twice"));
        }
    }
    Ok(names)
}

pub(super) fn check_parameter(walk: &mut Walk<'_>, parameter: &Map<String, Value>, path: Path<'_>) {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let place = text("in").unwrap_or_default();
    match (place, text("style")) {
        ("path" | "header", Some(style @ ("form" | "deepObject")))
        | ("query", Some(style @ "simple")) => {
            let message = format!("a {place} parameter cannot have the style `{style}`");
            walk.error("unsupported-value", path.key("style"), message);
        }
        _ => {}
    }
    for key in ["allowReserved", "allowEmptyValue"] {
        if parameter.get(key) == Some(&Value::Bool(true)) {
            let message = format!("`{key}: true` is not supported");
            let help = "names and values are always percent-encoded, and a parameter that can be empty says so by an enum with `\"\"`";
            walk.error_with_help("unsupported-value", path.key(key), message, help);
        }
    }
    match place {
        "path" if parameter.get("required") != Some(&Value::Bool(true)) => walk.error(
            "optional-path-parameter",
            path,
            "a path parameter must have `required: true`",
        ),
        "header" => check_header(walk, text("name").unwrap_or_default(), path),
        "query" if !is_one_word(parameter) => check_explode(walk, parameter, path),
        _ => {}
    }
}

/// Whether the value of a parameter is written as one word, which `explode` does not concern.
fn is_one_word(parameter: &Map<String, Value>) -> bool {
    let ty = parameter
        .get("schema")
        .and_then(|schema| schema.get("type"));
    ty.is_some_and(|ty| ty != "array" && ty != "object")
}

/// A header is an option of the call, not a parameter: it is set in the same way for all operations.
fn check_header(walk: &mut Walk<'_>, name: &str, path: Path<'_>) {
    let standard = ["accept", "authorization", "content-type"];
    // OpenAPI itself says that these are ignored.
    if !standard.contains(&name.to_ascii_lowercase().as_str()) {
        let message = format!("the header `{name}` is not a parameter of the call");
        walk.ignored(
            path,
            message,
            "callers set headers by the options of a call",
        );
    }
}

/// Warns about a scheme that the client does not implement.
pub(super) fn check_scheme(walk: &mut Walk<'_>, scheme: &Map<String, Value>, path: Path<'_>) {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str);
    let scheme = text("scheme").map(str::to_ascii_lowercase);
    if text("type") != Some("http") || !matches!(scheme.as_deref(), Some("basic" | "bearer")) {
        let name = path.last_key().unwrap_or_default();
        let message = format!("the security scheme `{name}` is ignored");
        walk.ignored(
            path,
            message,
            "the client sends its key as `Authorization: Bearer`",
        );
    }
}

/// Stripe's encoding gives every item of a list its own name; comma-separated lists do not exist.
pub(super) fn check_explode(walk: &mut Walk<'_>, map: &Map<String, Value>, path: Path<'_>) {
    if map.get("explode") == Some(&Value::Bool(false)) {
        let help = "lists are written as `name[0]=…&name[1]=…`, not with commas";
        walk.error_with_help(
            "unsupported-value",
            path.key("explode"),
            "`explode: false` is not supported",
            help,
        );
    }
}

/// The names in `security` must be defined in `components.securitySchemes`.
pub(super) fn check_security(walk: &mut Walk<'_>, document: &Map<String, Value>, path: Path<'_>) {
    let schemes = document
        .get("components")
        .and_then(|components| components.get("securitySchemes"));
    let requirements = document
        .get("security")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let list = path.key("security");
    for (index, requirement) in requirements.enumerate() {
        for name in requirement.as_object().into_iter().flat_map(Map::keys) {
            if schemes.is_none_or(|schemes| schemes.get(name).is_none()) {
                let message = format!("there is no security scheme `{name}`");
                walk.error(
                    "unknown-security-scheme",
                    list.index(index).key(name),
                    message,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        let names = |template| {
            template_parameters(template).map(|names| names.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(names("/v1/a"), Ok(vec![]));
        assert_eq!(names("/v1/a/{b}/c/{d}.json"), Ok(vec!["b", "d"]));
        for malformed in ["/a/{b", "/a/b}", "/{}", "/{a}}", "/{{a}", "/{a}/{a}"] {
            assert!(names(malformed).is_err(), "{malformed}");
        }
    }
}
