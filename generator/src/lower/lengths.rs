//! The longest texts of an operation's parameters: `maxLength`.

use serde_json::{Map, Value};

use super::Lowering;
use crate::diagnostic::Pointer;
use crate::ir::Lengths;

/// Deeper than any request nests. A request that contains itself is refused elsewhere.
const DEPTH: usize = 32;

impl Lowering<'_> {
    /// The lengths of the parameters in the query or the body of the operation at a pointer.
    pub(super) fn lengths(&self, pointer: &Pointer) -> Lengths {
        let mut lengths = Lengths::default();
        let Some(operation) = pointer.find(&self.document.raw) else {
            return lengths;
        };
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for parameter in parameters.into_iter().flatten() {
            let is_query = parameter.get("in").is_some_and(|place| place == "query");
            if let (true, Some(name), Some(schema)) = (
                is_query,
                parameter.get("name").and_then(Value::as_str),
                parameter.get("schema"),
            ) {
                put(&mut lengths, name, of_schema(schema, 0));
            }
        }
        let content = operation.pointer("/requestBody/content");
        let body = content
            .and_then(Value::as_object)
            .and_then(|types| types.values().next()?.get("schema"));
        if let Some(body) = body {
            merge(&mut lengths, of_schema(body, 0));
        }
        lengths
    }
}

/// The lengths of one schema. Nothing is known of one that is named: no request of Stripe's document refers to one, and what a
/// reference stands for could be endless.
fn of_schema(schema: &Value, depth: usize) -> Lengths {
    let mut lengths = Lengths::default();
    let (Some(schema), true) = (schema.as_object(), depth < DEPTH) else {
        return lengths;
    };
    let depth = depth.saturating_add(1);
    let several = schema.get("anyOf").or_else(|| schema.get("oneOf"));
    if let Some(alternatives) = several.and_then(Value::as_array) {
        let mut longest = Longest::Unknown;
        for alternative in alternatives {
            if alternative.get("$ref").is_some() {
                longest = Longest::Unlimited;
            } else if alternative.as_object().is_some_and(is_free_text) {
                longest = longest.or(of_schema(alternative, depth).longest);
            } else {
                merge(&mut lengths, of_schema(alternative, depth));
            }
        }
        if let Longest::Is(known) = longest {
            lengths.longest = Some(known);
        }
        let fields = alternatives
            .iter()
            .filter_map(|alternative| alternative.get("properties")?.as_object())
            .flatten();
        let unlimited = fields.filter(|(_, field)| is_unlimited(field));
        for name in unlimited.map(|(name, _)| name) {
            // One alternative limits a text that another does not.
            if let Some(known) = lengths.fields.get_mut(name) {
                known.longest = None;
            }
        }
        return lengths;
    }
    if is_free_text(schema) {
        lengths.longest = schema.get("maxLength").and_then(Value::as_u64);
    }
    let fields = schema.get("properties").and_then(Value::as_object);
    for (name, field) in fields.into_iter().flatten() {
        put(&mut lengths, name, of_schema(field, depth));
    }
    let items = schema
        .get("items")
        .or_else(|| schema.get("additionalProperties"));
    let items = items.map(|items| of_schema(items, depth));
    lengths.items = items.filter(|items| !items.is_empty()).map(Box::new);
    lengths
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

fn is_unlimited(schema: &Value) -> bool {
    let schema = schema.as_object();
    schema.is_some_and(|schema| is_free_text(schema) && !schema.contains_key("maxLength"))
}

fn put(lengths: &mut Lengths, name: &str, inner: Lengths) {
    if inner.is_empty() {
        return;
    }
    match lengths.fields.get_mut(name) {
        Some(known) => merge(known, inner),
        None => drop(lengths.fields.insert(name.to_owned(), inner)),
    }
}

/// Joins the lengths of two alternatives: what both limit may be as long as one of them allows.
fn merge(lengths: &mut Lengths, other: Lengths) {
    lengths.longest = lengths.longest.max(other.longest);
    for (name, inner) in other.fields {
        put(lengths, &name, inner);
    }
    match (&mut lengths.items, other.items) {
        (Some(known), Some(other)) => merge(known, *other),
        (None, other) => lengths.items = other,
        (Some(_), None) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::of_schema;
    use crate::ir::Lengths;

    fn longest(schema: &Value, steps: &[&str]) -> Option<u64> {
        let mut at = of_schema(schema, 0);
        for step in steps {
            at = match *step {
                "*" => *at.items?,
                name => at.fields.remove(name)?,
            };
        }
        at.longest
    }

    #[test]
    fn texts_inside_of_everything() {
        let text = |longest: u64| json!({"type": "string", "maxLength": longest});
        let empty = json!({"type": "string", "enum": [""]});
        let schema = json!({"type": "object", "properties": {
            "plain": text(5),
            "cleared": {"anyOf": [text(6), empty]},
            "listed": {"type": "string", "maxLength": 5, "enum": ["a"]},
            "list": {"type": "array", "items": text(7)},
            "map": {"type": "object", "additionalProperties": text(8)},
            "either": {"anyOf": [
                {"type": "object", "properties": {"a": text(1), "b": text(2), "c": text(3)}},
                {"type": "object", "properties": {"a": text(4), "b": {"type": "string"}}},
                text(9),
            ]},
            "named": {"anyOf": [text(9), {"$ref": "#/components/schemas/a"}]},
            "any": {"anyOf": [text(9), {"type": "string"}]},
            "number": {"type": "integer"},
        }});
        for (steps, expected) in [
            (&["plain"][..], Some(5)),
            (&["cleared"], Some(6)),
            (&["listed"], None),
            (&["list", "*"], Some(7)),
            (&["list"], None),
            (&["map", "*"], Some(8)),
            (&["either"], Some(9)),
            (&["either", "a"], Some(4)),
            (&["either", "b"], None),
            (&["either", "c"], Some(3)),
            (&["named"], None),
            (&["any"], None),
        ] {
            assert_eq!(longest(&schema, steps), expected, "{steps:?}");
        }
        assert_eq!(
            of_schema(&json!({"type": "integer"}), 0),
            Lengths::default()
        );
    }
}
