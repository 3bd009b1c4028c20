//! The names of a client, as a value.

use std::collections::{BTreeMap, BTreeSet};

use super::{OperationName, RustPath, method_key};
use crate::ir::{Operation, SchemaPath};

/// The names of a client: all its operations and types. Names of members are not in it, since they follow from the IR
/// alone (`members.rs` and `setters.rs`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    types: BTreeMap<SchemaPath, RustPath>,
    /// By route.
    operations: BTreeMap<String, OperationName>,
    /// By route.
    requests: BTreeMap<String, RustPath>,
}

impl Names {
    /// Path of the type at a place.
    #[must_use]
    pub fn of(&self, place: &SchemaPath) -> Option<&RustPath> {
        self.types.get(place)
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

    /// Path of the request type of the operation at a route.
    pub(super) fn request_at(&self, route: &str) -> Option<&RustPath> {
        self.requests.get(route)
    }

    pub(super) fn add_operation(&mut self, route: String, name: OperationName, request: RustPath) {
        self.operations.insert(route.clone(), name);
        self.requests.insert(route, request);
    }

    pub(super) fn add_type(&mut self, place: SchemaPath, path: RustPath) {
        self.types.insert(place, path);
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
