//! Checks of operations: their names, parameters, responses and keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::diagnostic::Path;

pub(super) fn check_operation(walk: &mut Walk<'_>, operation: &Map<String, Value>, path: Path<'_>) {
    check_id(walk, operation, path);
    check_parameters(walk, operation, path);
    if operation
        .get("responses")
        .is_some_and(|replies| replies.is_object() && replies.get("200").is_none())
    {
        walk.error(
            "missing-reply",
            path.key("responses"),
            "an operation must have a `200` response",
        );
    }
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
    let (mut declared, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let list = path.key("parameters");
    let parameters = operation
        .get("parameters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    for (index, parameter) in parameters.enumerate() {
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
            declared.insert(name);
            if !in_template.contains(name) {
                let message = format!("the path parameter `{name}` does not occur in `{template}`");
                walk.error("unused-path-parameter", here, message);
            }
        }
    }
    for name in in_template.difference(&declared) {
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
    match (text("in"), text("style")) {
        (Some("path"), Some(style @ ("form" | "deepObject")))
        | (Some("query"), Some(style @ "simple")) => {
            let place = text("in").unwrap_or_default();
            let message = format!("a {place} parameter cannot have the style `{style}`");
            walk.error("unsupported-value", path.key("style"), message);
        }
        _ => {}
    }
    if text("in") == Some("path") {
        if parameter.get("required") != Some(&Value::Bool(true)) {
            walk.error(
                "optional-path-parameter",
                path,
                "a path parameter must have `required: true`",
            );
        }
    } else {
        check_explode(walk, parameter, path);
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
