//! Mutations that change the meaning of a document.

use serde_json::{Value, json};

/// A mutation of objects that have a certain key.
pub struct Mutation {
    pub name: &'static str,
    /// The key.
    pub key: &'static str,
    /// Returns `false` if this object cannot be changed.
    pub apply: fn(&mut serde_json::Map<String, Value>) -> bool,
    /// Whether the changed document can be lowered.
    pub lowers: bool,
}

fn replace(object: &mut serde_json::Map<String, Value>, key: &str, value: Value) -> bool {
    let is_other = object.get(key).is_some_and(|old| *old != value);
    if is_other {
        object.insert(key.to_owned(), value);
    }
    is_other
}

fn append(object: &mut serde_json::Map<String, Value>, key: &str) -> bool {
    let text = object.get(key).and_then(Value::as_str).map(str::to_owned);
    text.is_some_and(|text| replace(object, key, json!(text + "x")))
}

fn is_schema(object: &serde_json::Map<String, Value>) -> bool {
    object.get("type").is_some_and(Value::is_string)
}

fn list<'a>(
    object: &'a mut serde_json::Map<String, Value>,
    key: &str,
) -> Option<&'a mut Vec<Value>> {
    object.get_mut(key)?.as_array_mut()
}

pub const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "another type",
        key: "type",
        apply: |object| {
            let other = if object.get("type") == Some(&json!("string")) {
                // An argument of a path is a string, whatever else it is said to be, but never a list.
                "array"
            } else {
                "string"
            };
            is_schema(object) && replace(object, "type", json!(other))
        },
        lowers: false,
    },
    Mutation {
        name: "no format",
        key: "format",
        apply: |object| {
            // A response that is not JSON is a file with and without it.
            let is_file = object.get("format") == Some(&json!("binary"));
            is_schema(object) && !is_file && object.remove("format").is_some()
        },
        lowers: true,
    },
    Mutation {
        name: "another format",
        key: "type",
        apply: |object| {
            let is_plain = is_schema(object) && object.get("type") == Some(&json!("string"));
            let is_plain = is_plain && !object.contains_key("enum");
            is_plain
                && !object.contains_key("format")
                && object
                    .insert("format".to_owned(), json!("decimal"))
                    .is_none()
        },
        lowers: true,
    },
    Mutation {
        name: "one more enum value",
        key: "enum",
        apply: |object| match list(object, "enum") {
            Some(values) if values.len() > 1 => {
                values.push(json!("one_more"));
                true
            }
            _ => false,
        },
        lowers: true,
    },
    Mutation {
        name: "one enum value less",
        key: "enum",
        apply: |object| list(object, "enum").is_some_and(|values| values.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "enum values in another order",
        key: "enum",
        apply: |object| match list(object, "enum") {
            Some(values) if values.len() > 2 => {
                let last = values.len() - 1;
                values.swap(last - 1, last);
                true
            }
            _ => false,
        },
        lowers: true,
    },
    Mutation {
        name: "never null",
        key: "nullable",
        // `false` is the default.
        apply: |object| {
            object.get("nullable") == Some(&json!(true)) && object.remove("nullable").is_some()
        },
        lowers: true,
    },
    Mutation {
        name: "may be null",
        key: "type",
        apply: |object| {
            is_schema(object) && object.insert("nullable".to_owned(), json!(true)).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "other prose",
        key: "description",
        apply: |object| append(object, "description"),
        lowers: true,
    },
    Mutation {
        name: "another summary",
        key: "summary",
        apply: |object| append(object, "summary"),
        lowers: true,
    },
    Mutation {
        name: "another reference",
        key: "$ref",
        apply: |object| append(object, "$ref"),
        lowers: false,
    },
    Mutation {
        name: "one required field less",
        key: "required",
        apply: |object| list(object, "required").is_some_and(|names| names.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "optional parameter",
        key: "in",
        apply: |object| {
            object.contains_key("in") && object.remove("required").is_some_and(|r| r == true)
        },
        lowers: false,
    },
    Mutation {
        name: "one alternative less",
        key: "anyOf",
        apply: |object| list(object, "anyOf").is_some_and(|all| all.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "one error less",
        key: "oneOf",
        apply: |object| list(object, "oneOf").is_some_and(|all| all.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "another field",
        key: "properties",
        apply: |object| {
            let Some(Value::Object(fields)) = object.get_mut("properties") else {
                return false;
            };
            let Some(name) = fields.keys().next().cloned() else {
                return false;
            };
            let field = fields.remove(&name).unwrap_or_default();
            fields.insert(name + "_", field).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "one field more",
        key: "properties",
        apply: |object| {
            let Some(Value::Object(fields)) = object.get_mut("properties") else {
                return false;
            };
            fields
                .insert("one_more".to_owned(), json!({"type": "string"}))
                .is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "deprecated",
        key: "type",
        apply: |object| {
            let is_one = is_schema(object) && object.contains_key("description");
            is_one
                && object
                    .insert("deprecated".to_owned(), json!(true))
                    .is_none()
        },
        lowers: true,
    },
    Mutation {
        name: "no longer deprecated",
        key: "deprecated",
        apply: |object| {
            object
                .remove("deprecated")
                .is_some_and(|value| value == true)
        },
        lowers: true,
    },
    Mutation {
        name: "values of a map",
        key: "additionalProperties",
        apply: |object| {
            let is_map = object
                .get("additionalProperties")
                .is_some_and(Value::is_object);
            is_map && replace(object, "additionalProperties", json!({"type": "boolean"}))
        },
        lowers: false,
    },
    Mutation {
        name: "another resource",
        key: "x-resourceId",
        apply: |object| append(object, "x-resourceId"),
        lowers: true,
    },
    Mutation {
        name: "no expansion",
        key: "x-expansionResources",
        apply: |object| object.remove("x-expansionResources").is_some(),
        lowers: false,
    },
    Mutation {
        name: "another operation id",
        key: "operationId",
        apply: |object| append(object, "operationId"),
        lowers: true,
    },
    Mutation {
        name: "another parameter",
        key: "in",
        apply: |object| object.contains_key("in") && append(object, "name"),
        lowers: false,
    },
    Mutation {
        name: "another style",
        key: "in",
        apply: |object| {
            let other = if object.get("style") == Some(&json!("form")) {
                "deepObject"
            } else {
                "form"
            };
            object.contains_key("in") && replace(object, "style", json!(other))
        },
        lowers: false,
    },
    Mutation {
        name: "another host",
        key: "url",
        apply: |object| {
            object.get("url").is_some_and(Value::is_string)
                && replace(object, "url", json!("https://other.example.com/"))
        },
        lowers: true,
    },
    Mutation {
        name: "another media type",
        key: "content",
        apply: |object| {
            let Some(Value::Object(content)) = object.get_mut("content") else {
                return false;
            };
            let Some((name, media)) = content.iter().next() else {
                return false;
            };
            let (other, media) = (name.clone() + "x", media.clone());
            content.clear();
            content.insert(other, media).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "no reply of an error",
        key: "200",
        apply: |object| object.contains_key("200") && object.remove("default").is_some(),
        lowers: true,
    },
];
