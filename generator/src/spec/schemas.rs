//! Checks of a single schema that do not depend on its meaning.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::formats::{self, Meaning};
use super::walk::{Walk, kind};
use crate::diagnostic::Path;

pub(super) fn check(walk: &mut Walk<'_>, schema: &Map<String, Value>, path: Path<'_>) {
    check_properties(walk, schema, path);
    check_format(walk, schema, path);
    check_targets(walk, schema, path);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        check_enum(walk, schema, values, path.key("enum"));
    }
}

/// What an expandable field may hold is said twice: by `anyOf`, which the client is made of, and by an extension.
fn check_targets(walk: &mut Walk<'_>, schema: &Map<String, Value>, path: Path<'_>) {
    const KEY: &str = "x-expansionResources";
    let Some(resources) = schema.get(KEY) else {
        return;
    };
    let said = references(resources.get("oneOf"));
    let mut made_of = references(schema.get("anyOf"));
    // The id, and what a slice has in place of the targets that it leaves out.
    made_of.remove(&None);
    if said != made_of {
        walk.error_with_help(
            "expandable",
            path.key(KEY),
            "the targets of an expandable field are others than those of its `anyOf`",
            "both are references to the same schemas",
        );
    }
}

/// The references in a list of schemas, `None` for a schema that is not one.
fn references(list: Option<&Value>) -> HashSet<Option<&Value>> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.map(|schema| schema.get("$ref")).collect()
}

/// Warns about a format that may stand for a type of its own, since the client has none for it.
fn check_format(walk: &mut Walk<'_>, schema: &Map<String, Value>, path: Path<'_>) {
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    if let (Some(ty), Some(format)) = (text("type"), text("format"))
        && formats::meaning(ty, format) == Meaning::Unknown
    {
        let message = format!("the format `{format}` of type `{ty}` is not known and ignored");
        walk.ignored(
            path.key("format"),
            message,
            "the value is read and sent as the type alone says",
        );
    }
}

/// Lists of property names may only name existing properties. With `allOf` these may be elsewhere: what it merges is
/// checked when it is merged.
fn check_properties(walk: &mut Walk<'_>, schema: &Map<String, Value>, path: Path<'_>) {
    let is_part = matches!(path, Path::Index(Path::Key(_, "allOf"), _));
    if schema.contains_key("allOf") || is_part {
        return;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for list in ["required", "x-expandableFields"] {
        let names = schema
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for (index, name) in names.enumerate() {
            let Some(name) = name.as_str() else { continue };
            if !properties.is_some_and(|properties| properties.contains_key(name)) {
                let message = format!("`{list}` names `{name}`, which is not a property");
                walk.error("unknown-property", path.key(list).index(index), message);
            }
        }
    }
}

fn check_enum(walk: &mut Walk<'_>, schema: &Map<String, Value>, values: &[Value], path: Path<'_>) {
    if values.is_empty() {
        walk.error("empty-enum", path, "an enum must have a value");
    }
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let mut seen = HashSet::new();
    for (index, value) in values.iter().enumerate() {
        let here = path.index(index);
        if !seen.insert(value) {
            let message = format!("the enum has the value {value} twice");
            walk.ignored(here, message, "the repeated value has no effect");
        }
        let fits = match schema.get("type").and_then(Value::as_str) {
            _ if value.is_null() => nullable,
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            _ => true,
        };
        if !fits {
            let declared = schema
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let message = match value {
                Value::Null => "the enum has null, but the schema is not `nullable`".to_owned(),
                _ => format!(
                    "the enum's type is `{declared}`, but {value} is {}",
                    kind(value)
                ),
            };
            walk.error("enum-type", here, message);
        }
    }
}
