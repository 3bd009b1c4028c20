//! Paths of types, by rule: from the place alone, and for a type of an operation from the name of that.

use super::ident::pascal;
use super::{
    Case, Names, OperationName, RustPath, identifier, length, service_modules, service_type,
    singular,
};
use crate::ir::{Api, Operation, SchemaPath, Segment, Shape};

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
pub(super) fn request_path(operation: &Operation, name: &OperationName) -> RustPath {
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
        let noun = if one { singular(step) } else { step.clone() };
        name.push_str(&part(&noun));
    }
    RustPath {
        module: service_module(service),
        name,
    }
}

/// The module that the types of a place are in, but for those with long names.
pub(super) fn module(place: &SchemaPath, names: &Names) -> Vec<String> {
    match names.request_at(place.root()) {
        Some(request) => request.module.clone(),
        None => vec!["objects".to_owned()],
    }
}

pub(super) fn type_path(place: &SchemaPath, names: &Names) -> RustPath {
    let steps = place.steps();
    let mut module = module(place, names);
    let (head, name) = match names.request_at(place.root()) {
        Some(request) => (
            request.name.as_str(),
            request.name.clone() + &pascal(&steps.join(" ")),
        ),
        None => {
            let whole = format!("{} {}", place.root(), steps.join(" "));
            (place.root(), identifier(&whole, Case::Pascal))
        }
    };
    if name.len() <= length::LONGEST {
        return RustPath { module, name };
    }
    let (inner, name) = length::split(head, steps);
    module.push(inner);
    RustPath { module, name }
}
