//! The result of a benchmark.

use std::collections::BTreeMap;

use super::figures::Pair;

/// The figures of one benchmark and the versions that they are of.
#[derive(Debug, Default)]
pub(crate) struct Results {
    pub(crate) rows: BTreeMap<String, Pair>,
    pub(crate) versions: BTreeMap<String, String>,
}

impl Results {
    /// Adds the figures of a row of the catalogue.
    pub(crate) fn row(&mut self, name: &str, pair: Pair) {
        self.rows.insert(name.to_owned(), pair);
    }

    /// Adds a version.
    pub(crate) fn version(&mut self, name: &str, version: String) {
        self.versions.insert(name.to_owned(), version);
    }
}
