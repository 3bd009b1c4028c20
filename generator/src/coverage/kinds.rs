//! Names the kind of a schema in OpenAPI terms.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::normalise::is_envelope;
use super::walk::{Location, Object, Position, is_empty_string, reference, text};
use crate::ir::Direction;

/// How a response identifies the schemas of `components`.
pub(super) struct Kinds {
    tags: BTreeMap<String, Tag>,
}

/// How a response identifies a schema.
enum Tag {
    /// By the value of the field `object`, and whether it is a deleted object.
    Object { deleted: bool },
    /// As one of several schemas.
    Union(Vec<String>),
    /// Not at all.
    None,
}

impl Kinds {
    pub(super) fn of(document: &Value) -> Self {
        let schemas = document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        Self {
            tags: schemas
                .filter_map(|(name, schema)| Some((name.clone(), tag(schema.as_object()?))))
                .collect(),
        }
    }

    pub(super) fn is_deleted(&self, name: &str) -> bool {
        matches!(self.tags.get(name), Some(Tag::Object { deleted: true }))
    }

    /// The kind of a schema, judged by the schema and its location.
    pub(super) fn name(&self, schema: &Object, location: Location<'_>) -> String {
        let list = |paging: &str| match location.position {
            Position::Reply => format!("list of a whole reply, {paging}"),
            _ => format!("list inside of an object, {paging}"),
        };
        match (kind(schema).as_str(), location.direction) {
            ("expandable", _) => match targets(schema).len() {
                1 => "expandable with 1 target".to_owned(),
                n => format!("expandable with {n} targets"),
            },
            ("list envelope", Direction::Response) => {
                let fields = schema.get("properties");
                let has = |name: &str| fields.is_some_and(|fields| fields.get(name).is_some());
                if has("next_page_url") {
                    list("by URL")
                } else if has("next_page") {
                    list("by page")
                } else {
                    list("by cursor")
                }
            }
            ("list envelope", Direction::Request) => "object".to_owned(),
            ("anyOf", Direction::Response) => self.union(schema),
            ("map", _) => {
                let value = schema
                    .get("additionalProperties")
                    .and_then(Value::as_object);
                let value = value.map_or_else(String::new, |value| match value.get("nullable") {
                    Some(_) => format!("{} that may be null", alternative(value)),
                    None => alternative(value),
                });
                format!("map of {value}")
            }
            ("array", _) => {
                let items = schema.get("items").and_then(Value::as_object);
                match items.map(kind).as_deref() {
                    Some("expandable") => "array of expandables".to_owned(),
                    _ => "array".to_owned(),
                }
            }
            ("anyOf", Direction::Request) => alternative(schema),
            (kind, _) => kind.to_owned(),
        }
    }

    fn union(&self, schema: &Object) -> String {
        let members = schema.get("anyOf").and_then(Value::as_array);
        let members: Vec<_> = members
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .collect();
        let names: Option<Vec<String>> = members.iter().map(|member| reference(member)).collect();
        match (names, members.len()) {
            (_, 1) => "reference with prose or null (anyOf of one)".to_owned(),
            (Some(names), _) => {
                let mut tags = Vec::new();
                self.tags_of(&names, &mut BTreeSet::new(), &mut tags);
                if tags.iter().any(|tag| matches!(tag, Tag::None)) {
                    "anyOf of references without a tag".to_owned()
                } else if tags
                    .iter()
                    .any(|tag| matches!(tag, Tag::Object { deleted: true }))
                {
                    "anyOf of references tagged by object and deleted".to_owned()
                } else {
                    "anyOf of references tagged by object".to_owned()
                }
            }
            (None, _) => "anyOf of other things".to_owned(),
        }
    }

    /// Collects the tags of schemas; a union contributes the tags of its members.
    fn tags_of<'k>(
        &'k self,
        names: &'k [String],
        seen: &mut BTreeSet<&'k str>,
        tags: &mut Vec<&'k Tag>,
    ) {
        for name in names {
            match self.tags.get(name) {
                Some(Tag::Union(inner)) => {
                    // A union may contain itself: such a document is refused, but its constructs are counted.
                    if seen.insert(name) {
                        self.tags_of(inner, seen, tags);
                    }
                }
                Some(tag) => tags.push(tag),
                None => tags.push(&Tag::None),
            }
        }
    }
}

fn tag(schema: &Object) -> Tag {
    let members = schema.get("anyOf").and_then(Value::as_array);
    if let Some(members) = members {
        let members = members.iter().filter_map(Value::as_object);
        return Tag::Union(members.filter_map(reference).collect());
    }
    let value = schema
        .get("properties")
        .and_then(|fields| fields.get("object")?.get("enum"));
    match value.and_then(Value::as_array).map(Vec::len) {
        Some(1) => Tag::Object {
            deleted: deleted(schema),
        },
        _ => Tag::None,
    }
}

/// Whether a schema describes a deleted object: its field `deleted` is always `true`.
pub(super) fn deleted(schema: &Object) -> bool {
    let field = schema
        .get("properties")
        .and_then(|fields| fields.get("deleted")?.get("enum"));
    field
        .and_then(Value::as_array)
        .is_some_and(|values| *values == [true])
}

/// Names of the schemas that an expandable field can expand to.
pub(super) fn targets(schema: &Object) -> Vec<String> {
    let targets = schema
        .get("x-expansionResources")
        .and_then(|of| of.get("oneOf"));
    let targets = targets.and_then(Value::as_array).into_iter().flatten();
    targets
        .filter_map(Value::as_object)
        .filter_map(reference)
        .collect()
}

/// The kind of a schema, judged by the schema alone.
pub(super) fn kind(schema: &Object) -> String {
    let values = schema.get("enum").and_then(Value::as_array);
    let format = text(schema, "format");
    let name = match text(schema, "type") {
        None if schema.contains_key("$ref") => "reference",
        None if schema.contains_key("x-expansionResources") => "expandable",
        None if schema.contains_key("anyOf") => "anyOf",
        None if schema.contains_key("oneOf") => "oneOf",
        None => "schema without a type",
        Some("object") => {
            let fields = schema.get("properties").and_then(Value::as_object);
            match fields.map(Map::len) {
                _ if schema
                    .get("additionalProperties")
                    .is_some_and(Value::is_object) =>
                {
                    "map"
                }
                None => "free-form object",
                Some(0) => "object without fields",
                Some(_) if is_envelope(schema) => "list envelope",
                Some(_) => "object",
            }
        }
        Some("string") => match values {
            Some(values) if values.len() == 1 => "enum of one string",
            Some(values) if values.iter().any(|value| value == "") => "enum with '' beside values",
            Some(_) => "enum",
            None => "string",
        },
        Some("boolean") if values.is_some() => "boolean that is always true",
        Some(other) => other,
    };
    match format {
        Some(format) => format!("{name}, format {format}"),
        None => name.to_owned(),
    }
}

/// A short name for the kind of an alternative or of a map's values.
fn alternative(schema: &Object) -> String {
    match schema.get("anyOf").and_then(Value::as_array) {
        None => match kind(schema).as_str() {
            "enum of one string" => "enum".to_owned(),
            "list envelope" => "object".to_owned(),
            other => other.to_owned(),
        },
        Some(alternatives) => {
            let inner = alternatives.iter().filter(|inner| !is_empty_string(inner));
            let mut inner: Vec<String> = inner
                .filter_map(Value::as_object)
                .map(alternative)
                .collect();
            inner.sort_unstable();
            if alternatives.iter().any(is_empty_string) {
                inner.push("''".to_owned());
            }
            format!("anyOf [{}]", inner.join(", "))
        }
    }
}
