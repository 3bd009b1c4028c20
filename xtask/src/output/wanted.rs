//! The files that a run wants on disk.

use std::collections::BTreeMap;

use super::error::Error;
use super::hash::Hash;
use super::manifest::{MANIFEST, Manifest};
use super::path::RelPath;

/// The files of the output with the manifest, the text of the ledger, and files outside the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub(super) files: BTreeMap<RelPath, Vec<u8>>,
    /// `None` if the run leaves the ledger alone.
    pub(super) ledger: Option<Vec<u8>>,
    pub(super) beside: BTreeMap<RelPath, Vec<u8>>,
}

impl Wanted {
    /// How many files a run writes: those of the crate, the manifest and the ledger.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len() + self.beside.len() + usize::from(self.ledger.is_some())
    }

    /// Checks the paths of `files` and adds the manifest. All faults come in one error.
    pub fn new(files: &BTreeMap<String, String>, ledger: &str) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let mut wanted = BTreeMap::new();
        let mut manifest = Manifest::default();
        let texts: Vec<&[u8]> = files.values().map(String::as_bytes).collect();
        for ((name, text), hash) in files.iter().zip(Hash::of_all(&texts)) {
            match RelPath::parse(name) {
                Ok(path) => {
                    manifest.insert(path.clone(), hash);
                    wanted.insert(path, text.clone().into_bytes());
                }
                Err(fault) => faults.push(format!("{name}: {fault}")),
            }
        }
        match RelPath::parse(MANIFEST) {
            Ok(path) if wanted.contains_key(&path) => {
                faults.push(format!("{MANIFEST}: the name of the manifest"))
            }
            Ok(path) => {
                wanted.insert(path, manifest.render().into_bytes());
            }
            Err(fault) => faults.push(format!("{MANIFEST}: {fault}")),
        }
        collisions(wanted.keys(), &mut faults);
        if !faults.is_empty() {
            return Err(Error::Paths(faults));
        }
        Ok(Self {
            files: wanted,
            ledger: Some(ledger.as_bytes().to_vec()),
            beside: BTreeMap::new(),
        })
    }

    /// Leaves the ledger alone, whatever it holds: it is no file of this output, and is not counted as one.
    #[must_use]
    pub fn without_ledger(mut self) -> Self {
        self.ledger = None;
        self
    }

    /// Adds files outside the output, by their paths from its parent folder. No manifest lists them: an existing file is
    /// replaced.
    pub fn with_beside(mut self, files: &BTreeMap<&str, String>) -> Result<Self, Error> {
        let mut faults = Vec::new();
        for (name, text) in files {
            match RelPath::parse(name) {
                Ok(path) => {
                    self.beside.insert(path, text.clone().into_bytes());
                }
                Err(fault) => faults.push(format!("{name}: {fault}")),
            }
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(Error::Paths(faults))
        }
    }
}

/// Paths that differ only in case, and files that are also needed as directories.
fn collisions<'a>(paths: impl Iterator<Item = &'a RelPath> + Clone, faults: &mut Vec<String>) {
    let mut folded = BTreeMap::new();
    for path in paths.clone() {
        if let Some(other) = folded.insert(path.as_str().to_lowercase(), path) {
            faults.push(format!("{path}: differs from {other} in case only"));
        }
    }
    for path in paths {
        for parent in path.parents() {
            if let Some(file) = folded.get(&parent.to_lowercase()) {
                faults.push(format!(
                    "{path}: needs the directory `{parent}`, but {file} is a file"
                ));
            }
        }
    }
}
