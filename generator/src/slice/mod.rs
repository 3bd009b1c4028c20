//! A part of a document: some operations and the schemas that they reach.
//!
//! Expandable fields are not followed: their targets would be most of the API. Targets
//! that are reached in another way stay, the others are removed. So the order of the
//! search does not matter. An object that may be deleted takes its tombstone with it.

mod closure;
mod cut;
mod overlay;
mod patterns;
mod plan;
mod prose;
mod scalar;
mod write;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::Operation;

pub use overlay::{OrphanedText, Overlay, lay_prose};
pub use patterns::Patterns;
pub use plan::{Cut, Plan};
pub use prose::without_prose;
pub use write::fragment;

/// The keys of a path that are operations.
const METHODS: [&str; 3] = ["get", "post", "delete"];

/// The keys of `info` that a slice keeps. Contact, terms and release phase describe the
/// whole document.
const INFO: [&str; 3] = ["title", "description", "version"];

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The part, with its keys in the order of the whole.
    pub document: Value,
    /// Operations in it, and in the whole.
    pub operations: (usize, usize),
    /// Schemas in it, and in the whole.
    pub schemas: (usize, usize),
}

/// The pointers of the operations that match `only`. `operations` have their full names.
///
/// # Errors
///
/// Every pattern that matches no operation.
pub fn select(
    operations: &[(&Operation, String)],
    only: &Patterns,
) -> Result<BTreeSet<Pointer>, Vec<Diagnostic>> {
    let chosen = only.choose(operations)?;
    Ok(chosen
        .into_iter()
        .filter_map(|operation| Pointer::parse(&operation.pointer))
        .collect())
}

/// The part of a document that consists of the operations at these pointers and
/// of the schemas that they reach.
///
/// # Errors
///
/// Every cut that cannot be made.
pub fn slice(
    mut document: Value,
    operations: &BTreeSet<Pointer>,
    cuts: &[Cut],
) -> Result<Slice, Vec<Diagnostic>> {
    let whole = count(&document);
    cut::free_form(&mut document, cuts)?;
    keep_operations(&mut document, operations);
    let reached = closure::reached(&document);
    if let Some(schemas) = schemas(&mut document) {
        schemas.retain(|name, _| reached.names.contains(name));
    }
    if let Some(info) = document.get_mut("info").and_then(Value::as_object_mut) {
        info.retain(|key, _| INFO.contains(&key.as_str()));
    }
    cut::expandables(&mut document, &reached);
    let part = count(&document);
    Ok(Slice {
        document,
        operations: (part.0, whole.0),
        schemas: (part.1, whole.1),
    })
}

fn keep_operations(document: &mut Value, operations: &BTreeSet<Pointer>) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    let at = Pointer::root().child("paths");
    paths.retain(|template, path| {
        let at = at.child(template.as_str());
        let Some(path) = path.as_object_mut() else {
            return false;
        };
        let is_method = |key: &str| METHODS.contains(&key);
        path.retain(|key, _| !is_method(key) || operations.contains(&at.child(key.as_str())));
        path.keys().any(|key| is_method(key))
    });
}

fn schemas(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let components = document.get_mut("components")?;
    components.get_mut("schemas")?.as_object_mut()
}

/// Numbers of operations and of schemas.
fn count(document: &Value) -> (usize, usize) {
    let members = |pointer: &str| document.pointer(pointer).and_then(Value::as_object);
    let operations = members("/paths").map_or(0, |paths| {
        let keys = paths
            .values()
            .filter_map(Value::as_object)
            .flat_map(Map::keys);
        keys.filter(|key| METHODS.contains(&key.as_str())).count()
    });
    let schemas = members("/components/schemas").map_or(0, Map::len);
    (operations, schemas)
}
