//! The names of a client, as a value.

use std::collections::{BTreeMap, BTreeSet};

use super::{OperationName, RustPath, method_key, types};
use crate::ir::{Operation, SchemaPath};

/// The names of a client: all its operations and types. Names of members are not in it, since they follow from the IR
/// alone (`members.rs` and `setters.rs`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    types: BTreeMap<SchemaPath, TypeName>,
    /// By route.
    operations: BTreeMap<String, OperationName>,
    /// By route.
    requests: BTreeMap<String, RustPath>,
}

/// The name of a type, and that of the module of what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TypeName {
    path: RustPath,
    module: String,
}

impl Names {
    /// Path of the type at a place. Every place has one, also below an alias, where a re-export has it.
    #[must_use]
    pub fn of(&self, place: &SchemaPath) -> Option<&RustPath> {
        self.types.get(place).map(|name| &name.path)
    }

    /// All types by their places.
    pub fn types(&self) -> impl Iterator<Item = (&SchemaPath, &RustPath)> {
        self.types.iter().map(|(place, name)| (place, &name.path))
    }

    /// The last part of the module of what the type at a place is made of. It is beside the type.
    #[must_use]
    pub fn module(&self, place: &SchemaPath) -> Option<&str> {
        self.types.get(place).map(|name| name.module.as_str())
    }

    /// The module of what the parameters of an operation are made of.
    #[must_use]
    pub fn request_module(&self, operation: &Operation) -> Option<Vec<String>> {
        self.operation(operation).map(types::request_module)
    }

    /// The module of the types directly below a place: the type or operation there need not be in the document.
    pub(super) fn inside(&self, place: &SchemaPath) -> Vec<String> {
        let mut module = match self.operations.get(place.root()) {
            Some(name) => types::request_module(name),
            None => types::objects(),
        };
        let is_schema = !self.operations.contains_key(place.root());
        let mut above = Some(place.clone());
        let mut steps = Vec::new();
        while let Some(at) = above {
            if at.steps().is_empty() && !is_schema {
                break;
            }
            let last = at.steps().last().map_or(at.root(), String::as_str);
            let step = self.module(&at);
            steps.push(step.map_or_else(|| types::module_name(last), str::to_owned));
            above = at.parent();
        }
        module.extend(steps.into_iter().rev());
        module
    }

    /// Service and method of an operation.
    #[must_use]
    pub fn operation(&self, operation: &Operation) -> Option<&OperationName> {
        self.operations.get(&operation.route())
    }

    /// Service and method of an operation as one text, such as `charges.refunds.create`; empty for one of another
    /// document.
    #[must_use]
    pub fn full_name(&self, operation: &Operation) -> String {
        self.operation(operation)
            .map_or_else(String::new, ToString::to_string)
    }

    /// Path of the request type of an operation.
    #[must_use]
    pub fn request(&self, operation: &Operation) -> Option<&RustPath> {
        self.requests.get(&operation.route())
    }

    pub(super) fn add_operation(&mut self, route: String, name: OperationName, request: RustPath) {
        self.operations.insert(route.clone(), name);
        self.requests.insert(route, request);
    }

    pub(super) fn add_type(&mut self, place: SchemaPath, path: RustPath, module: String) {
        self.types.insert(place, TypeName { path, module });
    }

    /// Paths that differ in `other`, but for that of a place.
    pub(crate) fn moved(&self, other: &Self, but: &str) -> Vec<(String, String)> {
        let types = |names: &Self| -> BTreeMap<String, String> {
            let types = names.types();
            let types = types.map(|(place, path)| (place.to_string(), path.to_string()));
            types.chain(names.of_operations()).collect()
        };
        let after = types(other);
        let moved = types(self).into_iter().filter_map(|(place, old)| {
            let new = after.get(&place)?;
            (place != but && *new != old).then(|| (old, new.clone()))
        });
        moved.collect()
    }

    /// Paths of requests and names of operations, by their places as the ledger writes them.
    pub(super) fn of_operations(&self) -> impl Iterator<Item = (String, String)> {
        let requests = self.requests.iter();
        let requests = requests.map(|(route, path)| (route.clone(), path.to_string()));
        let operations = self.operations.iter();
        requests.chain(operations.map(|(route, name)| (method_key(route), name.to_string())))
    }

    /// All places that have a name, as the ledger writes them.
    #[must_use]
    pub fn places(&self) -> BTreeSet<String> {
        let types = self.types.keys().map(ToString::to_string);
        let requests = self.requests.keys();
        let requests = requests.flat_map(|route| [route.clone(), method_key(route)]);
        types.chain(requests).collect()
    }
}
