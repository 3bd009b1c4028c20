//! The modules that the units of the crate write, before they are printed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::format::Module;

/// Modules by path.
#[derive(Default)]
pub(super) struct Tree(BTreeMap<String, Module>);

impl Tree {
    pub(super) fn insert(&mut self, path: &str, module: Module) {
        self.0.insert(path.to_owned(), module);
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The module at a path, created by `new` on first use.
    pub(super) fn module(&mut self, path: &str, new: impl FnOnce() -> Module) -> &mut Module {
        self.0.entry(path.to_owned()).or_insert_with(new)
    }

    /// Adds the modules of another tree. Items of a module in both trees come last.
    pub(super) fn extend(&mut self, other: Self) {
        for (path, module) in other.0 {
            match self.0.entry(path) {
                Entry::Vacant(place) => drop(place.insert(module)),
                Entry::Occupied(mut place) => place.get_mut().extend(module),
            }
        }
    }

    pub(super) fn print(self) -> BTreeMap<String, String> {
        self.0
            .into_iter()
            .map(|(path, module)| (path, module.text()))
            .collect()
    }
}
