//! Compares a normalised document with the document printed from the IR.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;

use super::walk::{AT, NODE, Object, text};
use crate::diagnostic::Pointer;

/// A place where the two documents differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// JSON pointer into the original document, before normalisation.
    pub pointer: String,
    /// The value in the document; `None` if only the IR has one.
    pub document: Option<Value>,
    /// The value printed from the IR; `None` if only the document has one.
    pub ir: Option<Value>,
}

/// The result of a comparison.
#[derive(Default)]
pub(super) struct Comparison {
    pub(super) differences: Vec<Difference>,
    /// The IR nodes that places of the document were lowered to, by JSON pointer.
    pub(super) nodes: BTreeMap<String, Object>,
}

/// Compares two documents.
pub(super) fn compare(document: &Value, ir: &Value) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.values(document, ir, &Pointer::root());
    comparison
}

impl Comparison {
    fn values(&mut self, document: &Value, ir: &Value, here: &Pointer) {
        match (document, ir) {
            (Value::Object(document), Value::Object(ir)) => self.objects(document, ir, here),
            (Value::Array(document), Value::Array(ir)) => self.lists(document, ir, here),
            _ if document == ir => {}
            _ => self.differ(Some(document), Some(ir), here),
        }
    }

    fn objects(&mut self, document: &Object, ir: &Object, here: &Pointer) {
        let here = place(document, here);
        if let Some(Value::Object(node)) = ir.get(NODE)
            && document.contains_key(AT)
        {
            self.nodes.insert(here.to_string(), node.clone());
        }
        for (key, value) in document.iter().filter(|(key, _)| *key != AT) {
            match ir.get(key) {
                Some(other) => self.values(value, other, &here.child(key.as_str())),
                None => self.differ(Some(value), None, &here.child(key.as_str())),
            }
        }
        for (key, value) in ir.iter().filter(|(key, _)| *key != NODE) {
            if !document.contains_key(key) {
                self.differ(None, Some(value), &here.child(key.as_str()));
            }
        }
    }

    fn lists(&mut self, document: &[Value], ir: &[Value], here: &Pointer) {
        // Parameters are matched by name, so that one added or missing does not make all later ones differ.
        let is_parameter = |value: &Value| value.get("in").is_some() && value.get("name").is_some();
        if document.iter().chain(ir).all(is_parameter) {
            return self.parameters(document, ir, here);
        }
        if document.iter().chain(ir).any(Value::is_string) && document != ir {
            let (document, ir) = (Value::from(document), Value::from(ir));
            return self.differ(Some(&document), Some(&ir), here);
        }
        for index in 0..document.len().max(ir.len()) {
            let here = here.child(index.to_string());
            match (document.get(index), ir.get(index)) {
                (Some(document), Some(ir)) => self.values(document, ir, &here),
                (document, ir) => self.differ(document, ir, &here),
            }
        }
    }

    fn parameters(&mut self, document: &[Value], ir: &[Value], here: &Pointer) {
        let key = |parameter: &Value| (word(parameter, "in"), word(parameter, "name"));
        let mut printed = HashMap::new();
        for parameter in ir {
            printed.entry(key(parameter)).or_insert(parameter);
        }
        for (index, parameter) in document.iter().enumerate() {
            let here = here.child(index.to_string());
            match printed.get(&key(parameter)) {
                Some(other) => self.values(parameter, other, &here),
                None => self.differ(Some(parameter), None, &here),
            }
        }
        let known: HashSet<_> = document.iter().map(key).collect();
        for parameter in ir
            .iter()
            .filter(|parameter| !known.contains(&key(parameter)))
        {
            self.differ(None, Some(parameter), here);
        }
    }

    fn differ(&mut self, document: Option<&Value>, ir: Option<&Value>, here: &Pointer) {
        let here = match document {
            Some(Value::Object(document)) => place(document, here),
            _ => here.clone(),
        };
        self.differences.push(Difference {
            pointer: here.to_string(),
            document: document.map(unmarked),
            ir: ir.map(unmarked),
        });
    }
}

/// A key of a parameter, as text.
fn word(parameter: &Value, key: &str) -> String {
    parameter.get(key).map(Value::to_string).unwrap_or_default()
}

/// The pointer of an object before normalisations moved it.
fn place(object: &Object, here: &Pointer) -> Pointer {
    text(object, AT)
        .and_then(Pointer::parse)
        .unwrap_or_else(|| here.clone())
}

/// The value without the bookkeeping keys of this module.
fn unmarked(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(key, _)| *key != AT && *key != NODE)
            .map(|(key, value)| (key.clone(), unmarked(value)))
            .collect(),
        Value::Array(items) => items.iter().map(unmarked).collect(),
        other => other.clone(),
    }
}
