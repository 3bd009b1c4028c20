//! Documents that were fetched, by tag, each in a file that is called as its sha256.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::Hash;

/// A folder with a folder for each tag.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The document of a tag. A file whose content is not what its name says is none, and goes.
    pub(super) fn find(&self, tag: &str) -> Option<Vec<u8>> {
        let entries = fs::read_dir(self.folder.join(tag)).ok()?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.into_iter().find_map(|path| {
            let document = fs::read(&path).ok()?;
            if is_sound(&path, &document) {
                return Some(document);
            }
            // One that cannot be removed is no document all the same.
            let _ = fs::remove_file(&path);
            None
        })
    }

    /// Keeps the document of a tag. A file has its name only when it is whole.
    pub(super) fn keep(&self, tag: &str, document: &[u8]) -> Result<(), Failure> {
        let folder = self.folder.join(tag);
        let path = folder.join(format!("{}.json", Hash::of(document)));
        let draft = folder.join("draft");
        let write = || -> io::Result<()> {
            fs::create_dir_all(&folder)?;
            fs::write(&draft, document)?;
            fs::rename(&draft, &path)
        };
        write().map_err(|source| Failure::Write {
            path: path.clone(),
            source,
        })
    }

    /// Forgets the document of a tag.
    pub(super) fn forget(&self, tag: &str) {
        // What is left is checked when it is found.
        let _ = fs::remove_dir_all(self.folder.join(tag));
    }
}

fn is_sound(path: &Path, document: &[u8]) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str());
    name.and_then(Hash::parse) == Some(Hash::of(document))
}
