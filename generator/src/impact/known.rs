//! The types of both clients by their Rust paths, and which of them are one type.

use std::collections::{BTreeMap, BTreeSet};

use crate::Lowered;
use crate::ir::{SchemaPath, Shape};
use crate::names::service_modules;

/// The paths of a client.
pub(super) struct Known {
    /// Types and requests.
    paths: BTreeSet<String>,
    /// The modules around them.
    modules: BTreeSet<String>,
    /// The path of the definition of each type that shares one.
    definitions: BTreeMap<String, String>,
}

impl Known {
    pub(super) fn new(lowered: &Lowered) -> Self {
        let names = &lowered.names;
        let mut known = Self {
            paths: BTreeSet::new(),
            modules: BTreeSet::new(),
            definitions: BTreeMap::new(),
        };
        for (place, path) in names.types() {
            known.add(&path.to_string());
            let definition = definition(lowered, place);
            if let Some(other) = definition.and_then(|place| names.of(&place)) {
                let pair = (path.to_string(), other.to_string());
                known.definitions.extend(Some(pair));
            }
        }
        for operation in &lowered.api.operations {
            let request = names.request(operation);
            request
                .into_iter()
                .for_each(|path| known.add(&path.to_string()));
            let Some(name) = names.operation(operation) else {
                continue;
            };
            let service = service_modules(&name.service);
            known
                .modules
                .insert(format!("services::{}", service.join("::")));
        }
        known
    }

    fn add(&mut self, path: &str) {
        self.paths.insert(path.to_owned());
        let ends = path.match_indices("::").map(|(end, _)| end);
        let modules = ends.filter_map(|end| path.get(..end));
        self.modules.extend(modules.map(str::to_owned));
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn has_module(&self, path: &str) -> bool {
        self.modules.contains(path)
    }

    /// The other names of a definition.
    pub(super) fn aliases<'a>(&'a self, definition: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.definitions.iter();
        let of = all.filter(move |(_, target)| *target == definition);
        of.map(|(path, _)| path.as_str())
    }

    /// The path of the definition, which is `path` itself for a type of its own.
    pub(super) fn definition<'a>(&'a self, path: &'a str) -> &'a str {
        self.definitions.get(path).map_or(path, String::as_str)
    }
}

/// The place of the definition that a place, or one around it, is an alias of.
fn definition(lowered: &Lowered, place: &SchemaPath) -> Option<SchemaPath> {
    let mut place = place.clone();
    let mut found = None;
    // Each round leaves an alias, and definitions are none.
    'rounds: for _ in 0..=place.steps().len() {
        let mut around = Some(place.clone());
        while let Some(at) = around {
            let def = lowered.api.types.get(&at);
            if let Some(Shape::Alias(other)) = def.map(|def| &def.shape) {
                place = place.moved(&at, other)?;
                found = Some(place.clone());
                continue 'rounds;
            }
            around = at.parent();
        }
        break;
    }
    found
}

/// The types of both clients.
pub(super) struct Both {
    pub(super) base: Known,
    pub(super) head: Known,
}

impl Both {
    /// A path of the first client, such that equal paths of both clients are one type. If the place of a definition is
    /// removed, the others that share it keep one type under their own names.
    pub(super) fn of_base<'a>(&'a self, path: &'a str) -> &'a str {
        let definition = self.base.definition(path);
        if self.head.has(definition) {
            definition
        } else {
            path
        }
    }

    /// The same for a path of the second client.
    pub(super) fn of_head<'a>(&'a self, path: &'a str) -> &'a str {
        if self.base.has(path) && !self.head.has(self.base.definition(path)) {
            path
        } else {
            self.head.definition(path)
        }
    }
}
