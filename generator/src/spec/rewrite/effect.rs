//! Keys that have no effect on the client.

use serde_json::Value;

use super::walk::{operations, schemas};
use super::{Object, Rewriting};

/// Removes what the grammar calls silent.
pub(super) fn remove(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    let mut drop = |object: &mut Object, keys: &[&str]| {
        for key in keys {
            count += usize::from(object.remove(*key).is_some());
        }
    };
    if let Some(document) = document.as_object_mut() {
        drop(document, &["tags"]);
        if let Some(Value::Object(components)) = document.get_mut("components") {
            drop(components, &["headers", "links", "callbacks"]);
        }
    }
    for item in objects(document.get_mut("paths")) {
        drop(item, &["head", "options", "trace"]);
    }
    operations(document, &mut |_, _, operation, _| {
        drop(operation, &["tags", "security"]);
        for reply in objects(operation.get_mut("responses")) {
            drop(reply, &["links"]);
        }
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if let Some(parameter) = parameter.as_object_mut() {
                for key in ["allowReserved", "allowEmptyValue"] {
                    if parameter.get(key) == Some(&Value::Bool(false)) {
                        drop(parameter, &[key]);
                    }
                }
            }
        }
    });
    schemas(document, &mut |schema, _| drop(schema, &["xml"]));
    count
}

fn objects(value: Option<&mut Value>) -> impl Iterator<Item = &mut Object> {
    let entries = value.and_then(Value::as_object_mut).into_iter().flatten();
    entries.filter_map(|(_, value)| value.as_object_mut())
}

/// Removes header parameters.
pub(super) fn headers(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    operations(document, &mut |_, _, operation, _| {
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            let before = parameters.len();
            parameters
                .retain(|parameter| parameter.get("in").is_none_or(|place| place != "header"));
            count += before - parameters.len();
        }
    });
    count
}
