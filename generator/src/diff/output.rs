//! Changes of the output that come from the generator, for an unchanged document.

use serde::Serialize;

use super::size::Part;

/// The committed crate of the first document, compared with what this generator emits for the same document, names and
/// data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Output {
    /// The crate that it was compared with.
    pub committed: String,
    /// Files that differ, by path.
    pub files: Vec<FileChange>,
}

/// A file of the crate that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its path in the crate.
    pub path: String,
    /// The part of the crate that it belongs to.
    pub part: Part,
    /// `added`, `changed` or `removed`.
    pub change: &'static str,
    /// Lines that only the new file has.
    pub added: usize,
    /// Lines that only the committed file has.
    pub removed: usize,
}

impl Output {
    /// The parts that differ, each with its number of files and of lines added and removed.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, [usize; 3])> {
        let parts = Part::ALL.iter().map(|(part, name)| {
            let files = || self.files.iter().filter(|file| file.part == *part);
            let added = files().map(|file| file.added).sum();
            let removed = files().map(|file| file.removed).sum();
            (*name, [files().count(), added, removed])
        });
        parts.filter(|(_, [files, ..])| *files > 0).collect()
    }
}
