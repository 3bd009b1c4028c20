//! Files that commands write, read and remove.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::Error;
use super::scratch::new_file;

/// Writes a file and the folders that it lies in.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::disk("make the folder", folder))?;
    }
    fs::write(path, text).map_err(Error::disk("write", path))
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::disk("read", path))
}

/// Reads a file that need not be there.
pub(crate) fn read_or_empty(path: &Path) -> Result<String, Error> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        other => other.map_err(Error::disk("read", path)),
    }
}

/// Reads a document. Of one that is too long for the generator, which says so, no more than that takes.
pub(crate) fn read_document(path: &Path) -> io::Result<Vec<u8>> {
    let most = generator::budget::FILE as u64 + 1;
    let mut document = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut document)?;
    Ok(document)
}

/// Removes a file or a folder with all that is in it, where there is one. A link is removed, and not what it leads to.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    let removed = if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()) {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::disk("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// [`replace`] for a path that the caller chose: a file there must be empty or have `mark` in it, which shows that the same
/// command wrote it. With an empty mark only the same content is replaced.
pub(crate) fn replace_own(path: &Path, content: &[u8], mark: &str) -> Result<(), Error> {
    let refused = |why| Error::Input {
        what: "the file",
        path: path.to_path_buf(),
        why,
    };
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Error::disk("write", path)(error)),
        Ok(meta) if !meta.is_file() => {
            return Err(refused("is a link, a folder or a device; choose another"));
        }
        Ok(_) => {
            let old = fs::read(path).map_err(Error::disk("read", path))?;
            let has_mark = !mark.is_empty() && String::from_utf8_lossy(&old).contains(mark);
            if !(old.is_empty() || old == content || has_mark) {
                let why =
                    "exists and was not written by this command; remove it, or choose another";
                return Err(refused(why));
            }
        }
    }
    replace(path, content)
}

/// Replaces a file as a whole: readers see the old text or the new one. Directories above it are created.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let draft = path.with_file_name(name);
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| new_file(&draft)?.write_all(content))
        .and_then(|()| fs::rename(&draft, path))
        .map_err(|error| {
            // It may not exist.
            let _ = fs::remove_file(&draft);
            Error::disk("write", path)(error)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.txt");
        for text in ["one", "two"] {
            replace(&path, text.as_bytes()).expect("it replaces");
            assert_eq!(read(&path).expect("a file"), text);
        }
        // A directory cannot be replaced by a file.
        assert!(replace(&folder.path().join("a"), b"x").is_err());
        let left = |path: &Path| fs::read_dir(path).expect("a listing").count();
        assert_eq!(
            (left(folder.path()), left(&folder.path().join("a"))),
            (1, 1)
        );
    }

    #[test]
    fn a_file_of_someone_else_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        write(&at("mine"), "mine").expect("a file");
        write(&at("empty"), "").expect("a file");
        for (name, mark) in [("mine", "MARK"), ("mine", ""), (".", "MARK")] {
            let error = replace_own(&at(name), b"x", mark).expect_err("a refusal");
            assert!(error.to_string().contains("choose another"), "{error}");
        }
        assert_eq!(read(&at("mine")).expect("a file"), "mine");
        for text in ["MARK 1", "MARK 2"] {
            replace_own(&at("empty"), text.as_bytes(), "MARK").expect("it replaces");
        }
        replace_own(&at("mine"), b"mine", "").expect("the same");
    }

    #[test]
    fn what_is_removed_need_not_exist() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b");
        write(&path.join("c/d.rs"), "3").expect("it writes");
        remove(&path).expect("it removes");
        remove(&path).expect("it need not exist");
        assert_eq!(read_or_empty(&path).expect("nothing"), "");
    }
}
