//! Which file of `objects` a schema stands in.

use std::collections::BTreeSet;

use super::OBJECTS;
use crate::ir::{Api, SchemaPath, Shape, TypeDef};
use crate::names::{Case, RustPath, identifier};

/// The files of `objects`, one for each resource.
pub(super) struct Files {
    /// Ids of all resources, in the form of their files.
    resources: BTreeSet<String>,
}

impl Files {
    pub(super) fn new(api: &Api) -> Self {
        let resource = |def: &TypeDef| match &def.shape {
            Shape::Object { resource, .. } => resource.clone(),
            _ => None,
        };
        Self {
            resources: api
                .types
                .values()
                .filter_map(resource)
                .map(|id| identifier(&id, Case::Snake))
                .collect(),
        }
    }

    /// The module that a type is written in. One of `objects` stands in its file, which others do not see, unless its
    /// path has a module of its own.
    pub(super) fn module(&self, place: &SchemaPath, path: &RustPath) -> Vec<String> {
        let mut module = path.module.clone();
        if module == [OBJECTS] {
            module.push(self.of(place.root()));
        }
        module
    }

    /// The file of a schema: that of the resource whose name its own begins with,
    /// else that of its namespace or first word. Only names decide, so that a
    /// schema does not move when something else begins to refer to it.
    pub(super) fn of(&self, schema: &str) -> String {
        let name = identifier(schema, Case::Snake);
        let ends = name.rmatch_indices('_').map(|(end, _)| end);
        let beginnings = std::iter::once(name.len())
            .chain(ends)
            .filter_map(|end| name.get(..end));
        // The longest first.
        let mut owners = beginnings.filter(|beginning| self.resources.contains(*beginning));
        if let Some(owner) = owners.next() {
            return owner.to_owned();
        }
        match schema.rsplit_once('.') {
            Some((namespace, _)) => identifier(namespace, Case::Snake),
            None => identifier(name.split('_').next().unwrap_or(&name), Case::Snake),
        }
    }
}
