//! Downloaded documents by tag. The name of each file is its sha256.

use std::fs;
use std::path::{Path, PathBuf};

use crate::output::Hash;
use crate::support::{Error, files};

/// A folder with a folder for each tag.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The document of a tag. A damaged file is removed.
    pub(super) fn find(&self, tag: &str) -> Option<Vec<u8>> {
        let entries = fs::read_dir(self.folder.join(tag)).ok()?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.into_iter().find_map(|path| {
            let document = fs::read(&path).ok()?;
            if is_sound(&path, &document) {
                return Some(document);
            }
            // A damaged file that cannot be removed is not used either.
            let _ = fs::remove_file(&path);
            None
        })
    }

    /// Keeps the document of a tag.
    pub(super) fn keep(&self, tag: &str, document: &[u8]) -> Result<(), Error> {
        let name = format!("{}.json", Hash::of(document));
        files::replace(&self.folder.join(tag).join(name), document)
    }

    /// Removes the document of a tag.
    pub(super) fn forget(&self, tag: &str) {
        // Files that remain are checked when they are found.
        let _ = fs::remove_dir_all(self.folder.join(tag));
    }
}

fn is_sound(path: &Path, document: &[u8]) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str());
    name.and_then(Hash::parse) == Some(Hash::of(document))
}
