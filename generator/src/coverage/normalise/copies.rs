//! Copies of schemas in place of references to them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::walk::{Location, Object, nested, reference, schemas};
use crate::budget::{Budget, SCHEMAS, Spent, VALUES, values};
use crate::ir::Direction;

/// Replaces references to these schemas by copies, and the references in those. What the budget does not allow stays a
/// reference, and so is a difference.
pub(super) fn inline_references(
    document: &mut Value,
    by_name: &BTreeMap<String, Object>,
    in_direction: impl Fn(Direction) -> bool,
) -> usize {
    let mut copies = Copies {
        by_name: ends(by_name),
        open: BTreeSet::new(),
        budget: Budget::new(VALUES),
        count: 0,
    };
    schemas(document, &mut |schema, location| {
        if in_direction(location.direction) {
            copies.expand(schema, location);
        }
    });
    copies.count
}

struct Copies<'a> {
    by_name: BTreeMap<&'a str, &'a Object>,
    /// The schemas that are being copied, each inside of another. None stands for itself.
    open: BTreeSet<&'a str>,
    budget: Budget,
    count: usize,
}

impl Copies<'_> {
    fn expand(&mut self, schema: &mut Object, location: Location<'_>) {
        let name = reference(schema);
        let Some((name, target)) = name.and_then(|name| self.by_name.get_key_value(name.as_str()))
        else {
            return;
        };
        let (name, target) = (*name, *target);
        let spent = Spent {
            nodes: target.values().map(values).sum(),
            ..Spent::default()
        };
        // Lowering refuses what is nested more deeply, but it does not see the responses of failures.
        let is_deep = self.open.len() > SCHEMAS.depth;
        if is_deep || self.open.contains(name) || self.budget.spend(spent).is_err() {
            return;
        }
        self.open.insert(name);
        schema.clone_from(target);
        self.count += 1;
        nested(schema, location, &mut |schema, location| {
            self.expand(schema, location);
        });
        self.open.remove(name);
    }
}

/// The schema of each name, where those that are only references to others of these names are passed over: a chain of
/// them is as long as the document makes it.
fn ends(by_name: &BTreeMap<String, Object>) -> BTreeMap<&str, &Object> {
    let mut ends: BTreeMap<&str, &Object> = BTreeMap::new();
    for (start, schema) in by_name {
        let mut chain = Vec::new();
        let (mut name, mut end) = (start.as_str(), schema);
        loop {
            if let Some(known) = ends.get(name) {
                end = known;
                break;
            }
            ends.insert(name, end);
            chain.push(name);
            let next = reference(end).and_then(|next| by_name.get_key_value(&next));
            let Some((next, schema)) = next else { break };
            (name, end) = (next, schema);
        }
        ends.extend(chain.into_iter().map(|name| (name, end)));
    }
    ends
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    fn document(schemas: &Value) -> (Value, BTreeMap<String, Object>) {
        let by_name = schemas.as_object().into_iter().flatten();
        let by_name = by_name
            .filter_map(|(name, schema)| Some((name.clone(), schema.as_object()?.clone())))
            .collect();
        let items = json!({"type": "array", "items": {"$ref": "#/components/schemas/a0"}});
        (json!({"components": {"schemas": {"list": items}}}), by_name)
    }

    fn refer(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    #[test]
    fn a_chain_of_references_is_one_copy() {
        let links = (0..50_000).map(|n| (format!("a{n}"), refer(&format!("a{}", n + 1))));
        let mut schemas: Map<String, Value> = links.collect();
        schemas.insert("a50000".to_owned(), json!({"type": "string"}));
        let (mut document, by_name) = document(&schemas.into());
        assert_eq!(inline_references(&mut document, &by_name, |_| true), 1);
        assert_eq!(
            document.pointer("/components/schemas/list/items"),
            Some(&json!({"type": "string"}))
        );
    }

    /// What would be copied without end, or too often, stays a reference.
    #[test]
    fn copies_end() {
        let (mut circle, by_name) = document(&json!({"a0": {"items": refer("a0")}}));
        assert_eq!(inline_references(&mut circle, &by_name, |_| true), 1);

        let doubled = |n: &str| json!({"properties": {"a": refer(n), "b": refer(n)}});
        let schemas: Map<String, Value> = (0..38)
            .map(|n| (format!("a{n}"), doubled(&format!("a{}", n + 1))))
            .collect();
        let (mut document, by_name) = document(&schemas.into());
        let count = inline_references(&mut document, &by_name, |_| true);
        assert!((1..VALUES.nodes).contains(&count), "{count}");
    }
}
