//! Operations are methods of services, services are methods of their parents:
//! no two may have the same name.

use std::collections::BTreeMap;

use super::{Names, OperationName};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Api, Operation};

/// Refuses operations whose name is taken, or that no service has.
pub(super) fn check(api: &Api, names: &Names) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let named: Vec<(&Operation, &OperationName)> = api
        .operations
        .iter()
        .filter_map(|operation| Some((operation, names.operation(operation)?)))
        .collect();
    let mut services: BTreeMap<Vec<String>, &[String]> = BTreeMap::new();
    for (operation, name) in &named {
        let modules = name.modules();
        for end in 1..=modules.len() {
            let module = modules.get(..end).unwrap_or_default();
            let service = name.service.get(..end).unwrap_or_default();
            let other = services.entry(module.to_vec()).or_insert(service);
            if *other != service {
                let message = format!(
                    "the services `{}` and `{}` have the same name in Rust",
                    other.join("."),
                    service.join(".")
                );
                problems.push(problem(operation, message));
            }
        }
    }
    let mut methods: BTreeMap<Vec<String>, &Operation> = BTreeMap::new();
    for (operation, name) in named {
        let mut method = name.modules();
        if method.is_empty() {
            problems.push(problem(operation, "the path names no service".to_owned()));
        }
        method.push(name.identifier());
        if services.contains_key(&method) {
            problems.push(problem(
                operation,
                format!("`{name}` is also the name of a service"),
            ));
        }
        if let Some(other) = methods.insert(method, operation) {
            problems.push(problem(
                operation,
                format!("`{name}` is also the name of {}", other.route()),
            ));
        }
    }
    problems
}

pub(super) fn problem(operation: &Operation, message: String) -> Diagnostic {
    let pointer = Pointer::parse(&operation.pointer).unwrap_or_default();
    Diagnostic::error("operation-name", pointer, message)
        .with_help("give the operation a name of its own in spec/exceptions.tsv")
}
