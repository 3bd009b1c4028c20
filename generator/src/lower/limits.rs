//! The longest texts of an operation's parameters: `maxLength`.

use serde_json::{Map, Value};

use super::Lowering;
use crate::diagnostic::Pointer;
use crate::ir::Limits;

/// Deeper than any request nests. A request that contains itself is refused elsewhere.
const DEPTH: usize = 32;

impl Lowering<'_> {
    /// The limits of the parameters in the query or the body of the operation at a pointer.
    pub(super) fn limits(&self, pointer: &Pointer) -> Limits {
        let mut limits = Limits::default();
        let Some(operation) = pointer.find(&self.document.raw) else {
            return limits;
        };
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for parameter in parameters.into_iter().flatten() {
            let is_query = parameter.get("in").is_some_and(|place| place == "query");
            if let (true, Some(name), Some(schema)) = (
                is_query,
                parameter.get("name").and_then(Value::as_str),
                parameter.get("schema"),
            ) {
                put(&mut limits, name, self.of_schema(schema, 0));
            }
        }
        let content = operation.pointer("/requestBody/content");
        let body = content
            .and_then(Value::as_object)
            .and_then(|types| types.values().next()?.get("schema"));
        if let Some(body) = body {
            merge(&mut limits, self.of_schema(body, 0));
        }
        limits
    }

    fn of_schema(&self, schema: &Value, depth: usize) -> Limits {
        let mut limits = Limits::default();
        let (Some(schema), true) = (self.raw_schema(schema), depth < DEPTH) else {
            return limits;
        };
        let depth = depth.saturating_add(1);
        let several = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        if let Some(alternatives) = several.and_then(Value::as_array) {
            let mut longest = Longest::Unknown;
            for alternative in alternatives {
                if self.is_free_text(alternative) {
                    longest = longest.or(self.of_schema(alternative, depth).longest);
                } else {
                    merge(&mut limits, self.of_schema(alternative, depth));
                }
            }
            if let Longest::Is(known) = longest {
                limits.longest = Some(known);
            }
            return limits;
        }
        if is_free_text(schema) {
            limits.longest = schema.get("maxLength").and_then(Value::as_u64);
        }
        let fields = schema.get("properties").and_then(Value::as_object);
        for (name, field) in fields.into_iter().flatten() {
            put(&mut limits, name, self.of_schema(field, depth));
        }
        let items = schema
            .get("items")
            .or_else(|| schema.get("additionalProperties"));
        let items = items.map(|items| self.of_schema(items, depth));
        limits.items = items.filter(|items| !items.is_empty()).map(Box::new);
        limits
    }

    fn is_free_text(&self, schema: &Value) -> bool {
        self.raw_schema(schema).is_some_and(is_free_text)
    }

    /// The schema itself, wherever it is written.
    fn raw_schema<'b>(&'b self, schema: &'b Value) -> Option<&'b Map<String, Value>> {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let Some(name) = reference.and_then(|at| at.strip_prefix("#/components/schemas/")) else {
            return schema.as_object();
        };
        let schemas = self.document.raw.get("components")?.get("schemas")?;
        schemas.get(name)?.as_object()
    }
}

/// The longest of several texts.
#[derive(Clone, Copy)]
enum Longest {
    Unknown,
    Is(u64),
    Unlimited,
}

impl Longest {
    fn or(self, other: Option<u64>) -> Self {
        match (self, other) {
            (Self::Unlimited, _) | (_, None) => Self::Unlimited,
            (Self::Unknown, Some(other)) => Self::Is(other),
            (Self::Is(known), Some(other)) => Self::Is(known.max(other)),
        }
    }
}

/// Whether a schema is that of a text which is none of listed values: those are no longer than they are.
fn is_free_text(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|ty| ty == "string") && !schema.contains_key("enum")
}

fn put(limits: &mut Limits, name: &str, inner: Limits) {
    if inner.is_empty() {
        return;
    }
    match limits.fields.get_mut(name) {
        Some(known) => merge(known, inner),
        None => drop(limits.fields.insert(name.to_owned(), inner)),
    }
}

/// Joins the limits of two alternatives: what both limit may be as long as one of them allows.
fn merge(limits: &mut Limits, other: Limits) {
    limits.longest = limits.longest.max(other.longest);
    for (name, inner) in other.fields {
        put(limits, &name, inner);
    }
    match (&mut limits.items, other.items) {
        (Some(known), Some(other)) => merge(known, *other),
        (None, other) => limits.items = other,
        (Some(_), None) => {}
    }
}
