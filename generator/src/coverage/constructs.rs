//! Counts the OpenAPI constructs of a document, and the IR nodes that they were
//! lowered to.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;
use serde_json::Value;

use super::kinds::{Kinds, deleted, kind};
use super::normalise::is_envelope;
use super::walk::{
    Location, Object, Position, accepts_only_empty, is_empty_string, operations, parameters,
    schemas, text,
};
use crate::diagnostic::Path;
use crate::ir::Direction;

/// A kind of OpenAPI construct, with its occurrences in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Construct {
    /// Heading in the table of constructs.
    pub group: &'static str,
    /// Name in OpenAPI terms.
    pub name: String,
    /// Number of occurrences.
    pub count: usize,
    /// The IR nodes that it was lowered to, with the number of each.
    pub nodes: BTreeMap<String, usize>,
    /// Number of occurrences that were refused.
    pub refused: usize,
}

/// Shown for an occurrence without an IR node.
const NOWHERE: &str = "covered by a normalisation";

const OPERATIONS: &str = "operations";
const PARAMETERS: &str = "parameters";
const REQUESTS: &str = "types of parameters";
const REPLIES: &str = "types of replies";
const FIELDS: &str = "fields of replies";

/// A construct at one place. A place may have several.
struct Occurrence {
    group: &'static str,
    name: String,
    /// The key under which the printed node names the IR's counterpart, such as `type`.
    facet: &'static str,
}

#[derive(Default)]
struct Found {
    by_pointer: BTreeMap<String, Vec<Occurrence>>,
}

impl Found {
    fn add(
        &mut self,
        path: Path<'_>,
        group: &'static str,
        name: impl Into<String>,
        facet: &'static str,
    ) {
        let at = self.by_pointer.entry(path.pointer().to_string());
        at.or_default().push(Occurrence {
            group,
            name: name.into(),
            facet,
        });
    }

    /// Removes the constructs at a place that are part of an enclosing one.
    fn forget(&mut self, path: Path<'_>) {
        self.by_pointer.remove(&path.pointer().to_string());
    }
}

/// All constructs of a document, sorted by group and then by frequency.
pub(super) fn constructs(
    mut document: Value,
    nodes: &BTreeMap<String, Object>,
    refused: &BTreeSet<String>,
) -> Vec<Construct> {
    let mut found = Found::default();
    let kinds = Kinds::of(&document);
    schemas(&mut document, &mut |schema, location| {
        in_schema(&mut found, &kinds, schema, location);
    });
    parameters(&mut document, &mut |parameter, path| {
        in_parameter(&mut found, parameter, path);
    });
    operations(&mut document, &mut |_, method, operation, path| {
        in_operation(&mut found, method, operation, path);
    });
    table(&found, nodes, refused)
}

fn table(
    found: &Found,
    nodes: &BTreeMap<String, Object>,
    refused: &BTreeSet<String>,
) -> Vec<Construct> {
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for pointer in refused {
        if let Some(nearest) = nearest(found, pointer) {
            *hits.entry(nearest).or_default() += 1;
        }
    }
    let mut all: BTreeMap<(&'static str, &str), Construct> = BTreeMap::new();
    for (pointer, occurrences) in &found.by_pointer {
        for occurrence in occurrences {
            let key = (occurrence.group, occurrence.name.as_str());
            let construct = all.entry(key).or_insert_with(|| Construct {
                group: occurrence.group,
                name: occurrence.name.clone(),
                count: 0,
                nodes: BTreeMap::new(),
                refused: 0,
            });
            construct.count += 1;
            let refused = hits.get(pointer.as_str()).copied().unwrap_or(0);
            construct.refused += refused;
            let node = nodes
                .get(pointer)
                .and_then(|node| text(node, occurrence.facet));
            // Without an IR there are no nodes to count.
            if !nodes.is_empty() {
                let node = node.unwrap_or(NOWHERE).to_owned();
                *construct.nodes.entry(node).or_default() += 1;
            }
        }
    }
    let groups = [OPERATIONS, PARAMETERS, REQUESTS, FIELDS, REPLIES];
    let rank = |construct: &Construct| groups.iter().position(|group| *group == construct.group);
    let mut all: Vec<Construct> = all.into_values().collect();
    all.sort_by(|a, b| {
        let by_count = b.count.cmp(&a.count);
        rank(a)
            .cmp(&rank(b))
            .then(by_count)
            .then(a.name.cmp(&b.name))
    });
    all
}

/// The nearest place at or above a pointer that has a construct.
fn nearest<'f>(found: &'f Found, pointer: &str) -> Option<&'f str> {
    let mut pointer = pointer;
    loop {
        if let Some((known, _)) = found.by_pointer.get_key_value(pointer) {
            return Some(known);
        }
        pointer = pointer.rsplit_once('/')?.0;
    }
}

fn in_operation(found: &mut Found, method: &str, operation: &Object, path: Path<'_>) {
    found.add(path, OPERATIONS, method.to_uppercase(), "method");
    if operation.get("deprecated") == Some(&Value::Bool(true)) {
        found.add(path, OPERATIONS, "deprecated operation", "deprecated");
    }
    if operation.contains_key("servers") {
        found.add(path, OPERATIONS, "host of its own", "base");
    }
    let body = operation
        .get("requestBody")
        .and_then(|body| body.get("content"));
    for (media_type, media) in body.and_then(Value::as_object).into_iter().flatten() {
        let schema = media.get("schema");
        let fields = schema.and_then(|schema| schema.get("properties")?.as_object());
        let name = if fields.is_none_or(Object::is_empty) {
            format!("{} body without fields", method.to_uppercase())
        } else {
            format!("{} body as {media_type}", method.to_uppercase())
        };
        found.add(path, OPERATIONS, name, "encoding");
    }
    if body.is_none() {
        found.add(path, OPERATIONS, "no body", "encoding");
    }
    for (status, reply) in operation
        .get("responses")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let content = reply.get("content").and_then(Value::as_object);
        for (media_type, media) in content.into_iter().flatten() {
            if status == "200" {
                found.add(path, OPERATIONS, format!("reply as {media_type}"), "reply");
            } else if media
                .get("schema")
                .is_some_and(|schema| schema.get("oneOf").is_some())
            {
                found.add(path, OPERATIONS, "errors as oneOf", "error");
            } else {
                found.add(path, OPERATIONS, "errors of one schema", "error");
            }
        }
    }
}

fn in_parameter(found: &mut Found, parameter: &Object, path: Path<'_>) {
    let style = text(parameter, "style").unwrap_or_default();
    let is_required = parameter.get("required") == Some(&Value::Bool(true));
    if text(parameter, "in") == Some("path") {
        found.add(path, PARAMETERS, "path argument", "type");
        return;
    }
    found.add(
        path,
        PARAMETERS,
        format!("query parameter, {style}"),
        "type",
    );
    let name = if is_required {
        "required query parameter"
    } else {
        "optional query parameter"
    };
    found.add(path, PARAMETERS, name, "presence");
    if parameter.get("schema").is_some_and(clears_by_empty) {
        found.add(path, PARAMETERS, "query parameter cleared by ''", "unset");
    }
}

fn in_schema(found: &mut Found, kinds: &Kinds, schema: &Object, location: Location<'_>) {
    let Location {
        direction,
        position,
        path,
    } = location;
    if position == Position::Error || accepts_only_empty(schema) {
        return;
    }
    let types = match direction {
        Direction::Request => REQUESTS,
        Direction::Response => REPLIES,
    };
    if position != Position::Body {
        found.add(path, types, kinds.name(schema, location), "type");
    }
    if kind(schema) == "expandable" {
        let list = path.key("anyOf");
        let alternatives = schema.get("anyOf").and_then(Value::as_array);
        for (index, alternative) in alternatives.into_iter().flatten().enumerate() {
            if alternative.get("$ref").is_none() {
                found.forget(list.index(index));
            }
        }
        let is_deleted = |name: &str| kinds.is_deleted(name);
        if super::kinds::targets(schema)
            .iter()
            .any(|name| is_deleted(name))
        {
            found.add(
                path,
                types,
                "expandable, a deleted object among its targets",
                "type",
            );
        }
    }
    if direction == Direction::Response && is_envelope(schema) {
        // The fields of an envelope are part of the runtime's type.
        let properties = path.key("properties");
        for name in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            found.forget(properties.key(name.0));
        }
    } else {
        presence(found, schema, location);
    }
    if schema.get("deprecated") == Some(&Value::Bool(true)) {
        let group = if direction == Direction::Request {
            PARAMETERS
        } else {
            FIELDS
        };
        found.add(path, group, "deprecated field", "deprecated");
    }
    if direction == Direction::Response && position == Position::Component {
        if schema.contains_key("x-resourceId") {
            found.add(path, REPLIES, "schema with a resource id", "type");
        }
        if deleted(schema) {
            found.add(path, REPLIES, "deleted object", "type");
        }
    }
}

/// Counts the required, optional, nullable and clearable fields of an object.
fn presence(found: &mut Found, schema: &Object, location: Location<'_>) {
    let fields = schema.get("properties").and_then(Value::as_object);
    let required = schema.get("required").and_then(Value::as_array);
    let required: HashSet<&str> = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let is_required = |name: &str| required.contains(name);
    let properties = location.path.key("properties");
    for (name, field) in fields.into_iter().flatten() {
        let is_nullable = field.get("nullable") == Some(&Value::Bool(true));
        let path = properties.key(name);
        let required = is_required(name);
        let (group, noun) = match (location.direction, location.position) {
            (Direction::Response, _) => {
                let name = match (required, is_nullable) {
                    (true, _) => "required field",
                    (false, true) => "optional field that may be null",
                    (false, false) => "optional field",
                };
                found.add(path, FIELDS, name, "presence");
                continue;
            }
            (Direction::Request, Position::Body) => (PARAMETERS, "body parameter"),
            (Direction::Request, _) => (PARAMETERS, "field of a parameter"),
        };
        let word = if required { "required" } else { "optional" };
        found.add(path, group, format!("{word} {noun}"), "presence");
        if is_nullable {
            found.add(path, group, format!("{noun} cleared by null"), "unset");
        }
        if clears_by_empty(field) {
            found.add(path, group, format!("{noun} cleared by ''"), "unset");
        }
    }
}

/// Whether a schema accepts the empty string, as an enum value or an alternative.
fn clears_by_empty(schema: &Value) -> bool {
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    list("enum").is_some_and(|values| values.iter().any(|value| value == ""))
        || list("anyOf").is_some_and(|alternatives| alternatives.iter().any(is_empty_string))
}
