//! Visits the operations and the schemas of a raw document.

use serde_json::Value;

use super::Object;
use crate::budget::VALUES;
use crate::diagnostic::Path;

/// The methods of a path, among its other keys.
pub(super) const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

/// The entries of the object at a path of keys; none if there is no object.
pub(crate) fn entries<'a>(
    value: &'a mut Value,
    keys: &[&str],
) -> impl Iterator<Item = (&'a String, &'a mut Value)> {
    let object = keys
        .iter()
        .try_fold(value, |value, key| value.get_mut(*key));
    object.and_then(Value::as_object_mut).into_iter().flatten()
}

/// Visits all operations, with their path and method.
pub(crate) fn operations(
    document: &mut Value,
    visit: &mut dyn FnMut(&str, &str, &mut Object, Path<'_>),
) {
    let root = Path::Root;
    let paths = root.key("paths");
    for (template, item) in entries(document, &["paths"]) {
        let path = paths.key(template);
        for (method, operation) in entries(item, &[]) {
            if METHODS.contains(&method.as_str())
                && let Some(operation) = operation.as_object_mut()
            {
                visit(template, method, operation, path.key(method));
            }
        }
    }
}

/// Visits all schemas, each before those inside of it.
pub(super) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&mut Object, Path<'_>)) {
    let root = Path::Root;
    let components = root.key("components");
    let list = components.key("schemas");
    for (name, schema) in entries(document, &["components", "schemas"]) {
        inside(schema, list.key(name), 0, visit);
    }
    operations(document, &mut |_, _, operation, path| {
        let list = path.key("parameters");
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let parameter_path = list.index(index);
            if let Some(schema) = parameter.get_mut("schema") {
                inside(schema, parameter_path.key("schema"), 0, visit);
            }
        }
        if let Some(body) = operation.get_mut("requestBody") {
            in_content(body, path.key("requestBody"), visit);
        }
        if let Some(replies) = operation.get_mut("responses") {
            let list = path.key("responses");
            for (status, reply) in entries(replies, &[]) {
                in_content(reply, list.key(status), visit);
            }
        }
    });
}

fn in_content(holder: &mut Value, path: Path<'_>, visit: &mut dyn FnMut(&mut Object, Path<'_>)) {
    let content = path.key("content");
    for (media_type, media) in entries(holder, &["content"]) {
        let media_path = content.key(media_type);
        if let Some(schema) = media.get_mut("schema") {
            inside(schema, media_path.key("schema"), 0, visit);
        }
    }
}

/// Visits a schema, then those inside of it. A rewrite may copy a schema into itself, again and again: what is nested more
/// deeply than a document can be is left, and the lowering refuses it.
fn inside(
    schema: &mut Value,
    path: Path<'_>,
    depth: usize,
    visit: &mut dyn FnMut(&mut Object, Path<'_>),
) {
    let Some(schema) = schema.as_object_mut().filter(|_| depth <= VALUES.depth) else {
        return;
    };
    let depth = depth + 1;
    visit(schema, path);
    let properties = path.key("properties");
    if let Some(fields) = schema.get_mut("properties") {
        for (name, field) in entries(fields, &[]) {
            inside(field, properties.key(name), depth, visit);
        }
    }
    for keyword in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get_mut(keyword) {
            inside(inner, path.key(keyword), depth, visit);
        }
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let list = path.key(keyword);
        let alternatives = schema.get_mut(keyword).and_then(Value::as_array_mut);
        for (index, inner) in alternatives.into_iter().flatten().enumerate() {
            inside(inner, list.index(index), depth, visit);
        }
    }
}
