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

    /// The document of a tag. A damaged file is removed, if its name is one that [`keep`](Self::keep) gives.
    pub(super) fn find(&self, tag: &str) -> Option<Vec<u8>> {
        let entries = fs::read_dir(self.of(tag)?).ok()?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.into_iter().find_map(|path| {
            let hash = name(&path)?;
            // Not the target of a link.
            let is_file = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
            let document = is_file.then(|| fs::read(&path))?.ok()?;
            if hash == Hash::of(&document) {
                return Some(document);
            }
            // A damaged file that cannot be removed is not used either.
            let _ = fs::remove_file(&path);
            None
        })
    }

    /// Keeps the document of a tag.
    pub(super) fn keep(&self, tag: &str, document: &[u8]) -> Result<(), Error> {
        let folder = self.folder.join(tag);
        if self.of(tag).is_none() {
            fs::create_dir_all(&self.folder).map_err(Error::disk("make the folder", &folder))?;
            // Fails for a link or a file, which is not ours.
            fs::create_dir(&folder).map_err(Error::disk("make the folder", &folder))?;
        }
        let name = format!("{}.json", Hash::of(document));
        files::replace(&folder.join(name), document)
    }

    /// Removes the document of a tag.
    pub(super) fn forget(&self, tag: &str) {
        let entries = self.of(tag).and_then(|folder| fs::read_dir(folder).ok());
        for entry in entries.into_iter().flatten().flatten() {
            if name(&entry.path()).is_some() {
                // Files that remain are checked when they are found.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// The folder of a tag, if there is one. A link is none.
    fn of(&self, tag: &str) -> Option<PathBuf> {
        let folder = self.folder.join(tag);
        let is_folder = fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_dir());
        is_folder.then_some(folder)
    }
}

/// The hash in the name of a file of the cache.
fn name(path: &Path) -> Option<Hash> {
    path.file_name()?
        .to_str()?
        .strip_suffix(".json")
        .and_then(Hash::parse)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_is_removed_that_the_cache_did_not_make() {
        let place = tempfile::tempdir().expect("a folder");
        let at = |name: &str| place.path().join(name);
        fs::create_dir_all(at("mine")).expect("a folder");
        fs::create_dir_all(at("cache")).expect("a folder");
        let named = format!("{}.json", Hash::of(b"document"));
        for name in ["mine/thesis.txt", &format!("mine/{named}")] {
            fs::write(at(name), "mine").expect("a file");
        }
        symlink(at("mine"), at("cache/v1")).expect("a link");
        let cache = Cache::new(at("cache"));
        assert_eq!(cache.find("v1"), None);
        cache.forget("v1");
        assert!(cache.keep("v1", b"document").is_err());
        cache.keep("v2", b"document").expect("kept");
        fs::write(at("cache/v2/notes.txt"), "mine").expect("a file");
        assert_eq!(cache.find("v2").as_deref(), Some(&b"document"[..]));
        fs::write(at("cache/v2").join(&named), "damaged").expect("a file");
        assert_eq!(cache.find("v2"), None);
        cache.forget("v2");
        let left = |name: &str| fs::read_dir(at(name)).expect("a listing").count();
        assert_eq!((left("mine"), left("cache/v2")), (2, 1));
    }
}
