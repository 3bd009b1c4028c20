//! Normalisations of keys that do not concern callers, or that only the server enforces.

use serde_json::{Value, json};

use super::super::walk::{Object, parameters, schemas, text};
use crate::diagnostic::Pointer;
use crate::ir::Paging;
use crate::lower::envelope::{self, FIELDS};

/// Removes a keyword from all schemas.
pub(super) fn keyword(document: &mut Value, keyword: &str) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, _| {
        count += usize::from(schema.remove(keyword).is_some());
    });
    count
}

const LIMITS: [&str; 10] = [
    "minLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

pub(super) fn limits(document: &mut Value, _: &[Pointer]) -> usize {
    let all = LIMITS.iter().chain(&["multipleOf"]);
    all.map(|limit| keyword(document, limit)).sum()
}

pub(super) fn ignored_keys(document: &mut Value, ignored: &[Pointer]) -> usize {
    let removed = ignored.iter().filter(|pointer| {
        let Some((parent, last)) = (*pointer).clone().split_last() else {
            return false;
        };
        let parent = parent.find_mut(document).and_then(Value::as_object_mut);
        parent.is_some_and(|parent| parent.remove(&last).is_some())
    });
    removed.count()
}

pub(super) fn head(document: &mut Value, _: &[Pointer]) -> usize {
    let info = document.get_mut("info").and_then(Value::as_object_mut);
    let described = info.map_or(0, |info| {
        let before = info.len();
        info.retain(|key, _| key == "version");
        before - info.len()
    });
    let Some(root) = document.as_object_mut() else {
        return described;
    };
    let openapi = usize::from(root.remove("openapi").is_some());
    // A printed IR has `components.schemas` even if there are none.
    let components = root
        .entry("components")
        .or_insert(Value::Object(Object::new()));
    if let Some(components) = components.as_object_mut() {
        let none = || Value::Object(Object::new());
        components.entry("schemas").or_insert_with(none);
    }
    described + openapi
}

pub(super) fn security(document: &mut Value, _: &[Pointer]) -> usize {
    let remove = |object: Option<&mut Value>, key: &str| {
        let object = object.and_then(Value::as_object_mut);
        usize::from(object.is_some_and(|object| object.remove(key).is_some()))
    };
    remove(Some(&mut *document), "security")
        + remove(document.get_mut("components"), "securitySchemes")
}

pub(super) fn empty_prose(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    let mut clear = |object: &mut Object| {
        if text(object, "description").is_some_and(|text| text.trim().is_empty()) {
            object.remove("description");
            count += 1;
        }
    };
    schemas(document, &mut |schema, _| clear(schema));
    parameters(document, &mut |parameter, _| clear(parameter));
    count
}

/// Removes the descriptions of the properties of list envelopes.
pub(super) fn envelopes(document: &mut Value, _: &[Pointer]) -> usize {
    let mut count = 0;
    schemas(document, &mut |schema, location| {
        if location.direction == crate::ir::Direction::Request || !is_envelope(schema) {
            return;
        }
        let Some(Value::Object(fields)) = schema.get_mut("properties") else {
            return;
        };
        for field in fields.values_mut().filter_map(Value::as_object_mut) {
            count += usize::from(field.remove("description").is_some());
        }
    });
    count
}

/// Whether an object has only the fields of a list envelope. The comparison
/// checks their types.
pub(in super::super) fn is_envelope(schema: &Object) -> bool {
    let fields = schema.get("properties").and_then(Value::as_object);
    let data = fields.and_then(|fields| fields.get("data")?.get("type"));
    let has = |name: &str| fields.is_some_and(|fields| fields.contains_key(name));
    // Of a list that is a type of its own, such as one with another `object`, the document's prose is kept.
    let tag = if has("next_page") {
        Paging::Page
    } else {
        Paging::Cursor
    };
    let object = fields.and_then(|fields| fields.get("object"));
    data.is_some_and(|ty| ty == "array")
        && object.is_none_or(|object| object.get("enum") == Some(&json!([envelope::tag(tag)])))
        && (has("has_more") || has("next_page_url"))
        && fields.is_some_and(|fields| fields.keys().all(|name| FIELDS.contains(&name.as_str())))
}
