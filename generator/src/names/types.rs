//! Names of types and of the modules in them, by rule: each a function of its place alone.
//!
//! A type is named after the last step of its place, in the singular if the place is an item of a list or map. The types
//! that its fields are made of are in a module of the same words.

use std::collections::BTreeMap;

use super::{
    Case, OperationName, RustPath, Use, identifier, is_reserved, service_modules, service_type,
    singular,
};
use crate::ir::{Api, Operation, SchemaPath, Segment, Shape};

/// The module of all objects.
const OBJECTS: &str = "objects";

/// What a type is, wherever its definition is shared from: sharing must not
/// decide a name.
pub(super) fn suffix(api: &Api, shape: &Shape) -> &'static str {
    match shape {
        Shape::Object { .. } => "Object",
        Shape::Enum { .. } => "Enum",
        Shape::Union { .. } => "Union",
        Shape::Alias(other) => api
            .types
            .get(other)
            .map_or("Object", |def| suffix(api, &def.shape)),
    }
}

/// Modules of a service.
fn service_module(service: &[String]) -> Vec<String> {
    let root = std::iter::once("services".to_owned());
    root.chain(service_modules(service)).collect()
}

/// The paths of a service's type and of those around it.
pub(super) fn service_paths(service: &[String]) -> impl Iterator<Item = String> {
    (1..=service.len()).filter_map(|end| {
        let service = service.get(..end)?;
        Some(
            RustPath {
                module: service_module(service),
                name: service_type(service),
            }
            .to_string(),
        )
    })
}

/// Verb, then what it acts on: `CreateRefund`, `ListChargeRefunds`.
pub(super) fn request_path(
    operation: &Operation,
    name: &OperationName,
    words: &Words<'_>,
) -> RustPath {
    let OperationName { service, method } = name;
    let collection = |step: &String| {
        operation.path.windows(2).any(
            |pair| matches!(pair, [Segment::Literal(name), Segment::Argument(_)] if name == step),
        )
    };
    let many = matches!(method.as_str(), "list" | "search");
    // `Self` alone would get an underscore, which is wrong inside of a name.
    let part = |word: &str| {
        identifier(word, Case::Pascal)
            .trim_end_matches('_')
            .to_owned()
    };
    let mut name = part(method);
    for (index, step) in service.iter().enumerate() {
        let last = index + 1 == service.len();
        let one = if last { !many } else { collection(step) };
        let noun = if one {
            words.singular(step)
        } else {
            step.clone()
        };
        name.push_str(&part(&noun));
    }
    RustPath {
        module: service_module(service),
        name,
    }
}

/// The module of what the parameters of an operation are made of.
pub(super) fn request_module(name: &OperationName) -> Vec<String> {
    let mut module = service_module(&name.service);
    module.push(module_name(&name.method));
    module
}

/// The module that objects are in.
pub(super) fn objects() -> Vec<String> {
    vec![OBJECTS.to_owned()]
}

/// The name of a type that is named after words. The suffix is for names with another meaning.
pub(super) fn type_name(words: &str, suffix: &str) -> String {
    let name = identifier(words, Case::Pascal);
    if is_reserved(&name, Use::Item) {
        name + suffix
    } else {
        name
    }
}

/// A module that stands beside types.
pub(super) fn module_name(words: &str) -> String {
    let name = identifier(words, Case::Snake);
    if is_reserved(&name, Use::Module) {
        name + "_"
    } else {
        name
    }
}

/// The words that a type can be named after.
pub(crate) struct Words<'a> {
    pub(crate) api: &'a Api,
    /// Singulars of words that have no regular one.
    pub(crate) irregular: &'a BTreeMap<String, String>,
}

impl Words<'_> {
    /// The name of the type at a place by rule.
    pub(crate) fn name(&self, place: &SchemaPath) -> String {
        let def = self.api.types.get(place);
        let suffix = def.map_or("Object", |def| suffix(self.api, &def.shape));
        type_name(&self.of(place).0, suffix)
    }

    /// What the type at a place is named after, and what else if that is taken.
    pub(crate) fn of(&self, place: &SchemaPath) -> (String, String) {
        let plain = place.steps().last();
        let plain = plain.map_or_else(|| place.root().to_owned(), Clone::clone);
        let is_item = self.api.types.get(place).is_some_and(|def| def.is_item);
        if is_item && !place.steps().is_empty() {
            (self.singular(&plain), plain)
        } else {
            (plain.clone(), plain)
        }
    }

    fn singular(&self, words: &str) -> String {
        let (before, last) = match words.rsplit_once(['_', ' ']) {
            Some((before, last)) => (words.get(..=before.len()).unwrap_or_default(), last),
            None => ("", words),
        };
        match self.irregular.get(last) {
            Some(one) => format!("{before}{one}"),
            None => singular(words),
        }
    }
}
