//! Files that commands write, read and remove.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::Error;

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

/// Removes a file or a folder with all that is in it, where there is one.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    let removed = if path.is_dir() {
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

/// Replaces a file as a whole: readers see the old text or the new one. Directories above it are created.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let draft = path.with_file_name(name);
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(&draft, content))
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
    fn what_is_removed_need_not_exist() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b");
        write(&path.join("c/d.rs"), "3").expect("it writes");
        remove(&path).expect("it removes");
        remove(&path).expect("it need not exist");
        assert_eq!(read_or_empty(&path).expect("nothing"), "");
    }
}
