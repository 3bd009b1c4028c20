//! Assigns schemas to files of `resources`.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::ir::{Api, Operation, SchemaPath, Shape, TypeDef};
use crate::names::{Case, Use, free, identifier};

/// The files of `resources`, one for each resource.
pub(super) struct Files {
    /// The file of each schema, by the schema's name.
    by_schema: HashMap<String, String>,
}

impl Files {
    pub(super) fn new(api: &Api) -> Self {
        let resource = |def: &TypeDef| match &def.shape {
            Shape::Object { resource, .. } => resource.clone(),
            _ => None,
        };
        let resources: BTreeSet<String> = api
            .types
            .values()
            .filter_map(resource)
            .map(|id| identifier(&id, Case::Snake))
            .collect();
        let routes: HashSet<String> = api.operations.iter().map(Operation::route).collect();
        let roots = api.types.keys().map(SchemaPath::root);
        let schemas: BTreeSet<&str> = roots.filter(|root| !routes.contains(*root)).collect();
        let file = |schema: &str| {
            let file = file(schema, &resources);
            (schema.to_owned(), free(&file, Use::File))
        };
        Self {
            by_schema: schemas.into_iter().map(file).collect(),
        }
    }

    /// The file of a place; `None` if it is no part of a schema.
    pub(super) fn of(&self, place: &SchemaPath) -> Option<&str> {
        self.by_schema.get(place.root()).map(String::as_str)
    }
}

/// The file of a schema: that of the resource whose name is a prefix of its own,
/// else that of its namespace or first word. It depends only on names, so that a
/// schema does not move when another one starts to refer to it.
fn file(schema: &str, resources: &BTreeSet<String>) -> String {
    let name = identifier(schema, Case::Snake);
    let ends = name.rmatch_indices('_').map(|(end, _)| end);
    // The longest prefix first.
    let beginnings = std::iter::once(name.len())
        .chain(ends)
        .filter_map(|end| name.get(..end));
    let mut owners = beginnings.filter(|beginning| resources.contains(*beginning));
    if let Some(owner) = owners.next() {
        return owner.to_owned();
    }
    match schema.rsplit_once('.') {
        Some((namespace, _)) => identifier(namespace, Case::Snake),
        None => identifier(name.split('_').next().unwrap_or(&name), Case::Snake),
    }
}
