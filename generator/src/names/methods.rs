//! Operations are methods of services, services are methods of their parents:
//! no two may have one name, and what cannot be reached must not go unnoticed.

use std::collections::BTreeMap;

use super::{Case, identifier, service_identifier};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::Operation;

/// Refuses operations whose name is taken, or that no service has.
pub(super) fn check(operations: &[Operation]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut services: BTreeMap<Vec<String>, &[String]> = BTreeMap::new();
    for operation in operations {
        let steps = identifiers(operation);
        for end in 1..=steps.len() {
            let name = steps.get(..end).unwrap_or_default();
            let text = operation.service.get(..end).unwrap_or_default();
            let other = services.entry(name.to_vec()).or_insert(text);
            if *other != text {
                let message = format!(
                    "the services `{}` and `{}` have one name in Rust",
                    other.join("."),
                    text.join(".")
                );
                problems.push(problem(operation, message));
            }
        }
    }
    let mut names: BTreeMap<Vec<String>, &Operation> = BTreeMap::new();
    for operation in operations {
        let mut name = identifiers(operation);
        if name.is_empty() {
            problems.push(problem(operation, "the path names no service".to_owned()));
        }
        name.push(identifier(&operation.name, Case::Snake));
        let full_name = operation.full_name();
        if services.contains_key(&name) {
            problems.push(problem(
                operation,
                format!("`{full_name}` is also the name of a service"),
            ));
        }
        if let Some(other) = names.insert(name, operation) {
            problems.push(problem(
                operation,
                format!("`{full_name}` is also the name of {}", other.route()),
            ));
        }
    }
    problems
}

fn identifiers(operation: &Operation) -> Vec<String> {
    operation
        .service
        .iter()
        .map(|step| service_identifier(step))
        .collect()
}

pub(super) fn problem(operation: &Operation, message: String) -> Diagnostic {
    let pointer = Pointer::parse(&operation.pointer).unwrap_or_default();
    Diagnostic::error("operation-name", pointer, message)
        .with_help("give the operation a name of its own in spec/exceptions.tsv")
}
