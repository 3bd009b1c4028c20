//! Walks over raw documents, schema by schema and operation by operation.

use serde_json::{Map, Value};

use crate::diagnostic::Path;
use crate::ir::Direction;
pub(super) use crate::spec::{entries, operations};

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// Key with the original pointer of each schema, parameter and operation of the
/// input, since normalisations move them. No document has this key.
pub(super) const AT: &str = "\0at";

/// Key with the IR nodes that a part of the printed document was printed from.
pub(super) const NODE: &str = "\0node";

/// The role of a schema in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// A schema of `components`.
    Component,
    /// The schema of a parameter.
    Parameter,
    /// The body of a request.
    Body,
    /// The response of a success.
    Reply,
    /// The response of a failure.
    Error,
    /// A property of an object.
    Property,
    /// Items of a list.
    Items,
    /// Values of a map.
    Value,
    /// A member of `anyOf` or `oneOf`.
    Alternative,
}

/// The location of a schema.
#[derive(Clone, Copy)]
pub(super) struct Location<'a> {
    pub(super) direction: Direction,
    pub(super) position: Position,
    pub(super) path: Path<'a>,
}

impl Location<'_> {
    fn inner(self, position: Position, path: Path<'_>) -> Location<'_> {
        Location {
            direction: self.direction,
            position,
            path,
        }
    }
}

/// Visits all schemas, nested ones first.
pub(super) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&mut Object, Location<'_>)) {
    let root = Path::Root;
    let (components, paths) = (root.key("components"), root.key("paths"));
    let list = components.key("schemas");
    for (name, schema) in entries(document, &["components", "schemas"]) {
        let location = Location {
            direction: Direction::Response,
            position: Position::Component,
            path: list.key(name),
        };
        inside(schema, location, visit);
    }
    for (template, item) in entries(document, &["paths"]) {
        let path = paths.key(template);
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            in_operation(operation, path.key(method), visit);
        }
    }
}

fn in_operation(
    operation: &mut Value,
    path: Path<'_>,
    visit: &mut dyn FnMut(&mut Object, Location<'_>),
) {
    let list = path.key("parameters");
    let parameters = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten();
    for (index, parameter) in parameters.enumerate() {
        if let Some(schema) = parameter.get_mut("schema") {
            let parameter = list.index(index);
            let location = Location {
                direction: Direction::Request,
                position: Position::Parameter,
                path: parameter.key("schema"),
            };
            inside(schema, location, visit);
        }
    }
    let mut contents = |holder: &mut Value, path: Path<'_>, direction, position| {
        let path = path.key("content");
        for (media_type, media) in entries(holder, &["content"]) {
            if let Some(schema) = media.get_mut("schema") {
                let media = path.key(media_type);
                let path = media.key("schema");
                inside(
                    schema,
                    Location {
                        direction,
                        position,
                        path,
                    },
                    visit,
                );
            }
        }
    };
    if let Some(body) = operation.get_mut("requestBody") {
        contents(
            body,
            path.key("requestBody"),
            Direction::Request,
            Position::Body,
        );
    }
    let replies = path.key("responses");
    for (status, reply) in entries(operation, &["responses"]) {
        let position = if status == "200" {
            Position::Reply
        } else {
            Position::Error
        };
        contents(reply, replies.key(status), Direction::Response, position);
    }
}

/// Visits the schemas nested in a schema, then the schema.
fn inside(
    schema: &mut Value,
    location: Location<'_>,
    visit: &mut dyn FnMut(&mut Object, Location<'_>),
) {
    if let Some(map) = schema.as_object_mut() {
        nested(map, location, visit);
        visit(map, location);
    }
}

/// Visits the schemas nested in a schema, the innermost first.
pub(super) fn nested(
    map: &mut Object,
    location: Location<'_>,
    visit: &mut dyn FnMut(&mut Object, Location<'_>),
) {
    let properties = location.path.key("properties");
    if let Some(Value::Object(fields)) = map.get_mut("properties") {
        for (name, field) in fields {
            inside(
                field,
                location.inner(Position::Property, properties.key(name)),
                visit,
            );
        }
    }
    for (keyword, position) in [
        ("items", Position::Items),
        ("additionalProperties", Position::Value),
    ] {
        if let Some(schema) = map.get_mut(keyword) {
            inside(
                schema,
                location.inner(position, location.path.key(keyword)),
                visit,
            );
        }
    }
    for keyword in ["anyOf", "oneOf"] {
        let list = location.path.key(keyword);
        if let Some(Value::Array(alternatives)) = map.get_mut(keyword) {
            for (index, schema) in alternatives.iter_mut().enumerate() {
                inside(
                    schema,
                    location.inner(Position::Alternative, list.index(index)),
                    visit,
                );
            }
        }
    }
}

/// Visits all parameters.
pub(super) fn parameters(document: &mut Value, visit: &mut dyn FnMut(&mut Object, Path<'_>)) {
    operations(document, &mut |_, _, operation, path| {
        let list = path.key("parameters");
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            for (index, parameter) in parameters.iter_mut().enumerate() {
                if let Some(parameter) = parameter.as_object_mut() {
                    visit(parameter, list.index(index));
                }
            }
        }
    });
}

/// Writes the pointer of each schema, parameter and operation into it, as [`AT`].
pub(super) fn annotate(document: &mut Value) {
    let note = |object: &mut Object, path: Path<'_>| {
        object.insert(AT.to_owned(), path.pointer().to_string().into());
    };
    schemas(document, &mut |schema, location| {
        note(schema, location.path)
    });
    parameters(document, &mut |parameter, path| note(parameter, path));
    operations(document, &mut |_, _, operation, path| note(operation, path));
}

/// The name of the schema that a reference points to.
pub(super) fn reference(schema: &Object) -> Option<String> {
    crate::spec::resolve::schema_name(schema.get("$ref")?.as_str()?)
}

/// Whether a schema accepts only the empty string.
pub(super) fn is_empty_string(schema: &Value) -> bool {
    schema.as_object().is_some_and(accepts_only_empty)
}

/// Like [`is_empty_string`].
pub(super) fn accepts_only_empty(schema: &Object) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(
        |values| matches!(values.as_slice(), [Value::String(value)] if value.is_empty()),
    )
}

/// The string at a key.
pub(super) fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}
