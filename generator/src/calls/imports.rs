//! Imports of a call: the module of its method, and types of other modules.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::RustPath;

/// The module around each imported name. A second item of the same name is written with its path.
#[derive(Debug, Clone, Default)]
pub(super) struct Imports(BTreeMap<String, String>);

impl Imports {
    /// Imports a type or a module. `false` if another has already taken its name.
    pub(super) fn add(&mut self, root: &str, path: &RustPath) -> bool {
        let module = format!("{root}::{}", path.module.join("::"));
        let known = self.0.entry(path.name.clone()).or_insert(module.clone());
        *known == module
    }

    /// A line for each module.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut modules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, module) in &self.0 {
            modules.entry(module).or_default().insert(name);
        }
        let line = |(module, names): (&str, BTreeSet<&str>)| {
            let names: Vec<&str> = names.into_iter().collect();
            match names.as_slice() {
                [name] => format!("use {module}::{name};"),
                names => format!("use {module}::{{{}}};", names.join(", ")),
            }
        };
        modules.into_iter().map(line).collect()
    }
}
