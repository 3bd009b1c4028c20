//! Files that benchmarks make, count and throw away.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::Error;

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

/// Lines of all Rust files of a folder.
pub(crate) fn rust_lines(folder: &Path) -> Result<u64, Error> {
    let mut lines: u64 = 0;
    for entry in fs::read_dir(folder).map_err(Error::disk("list", folder))? {
        let path = entry.map_err(Error::disk("list", folder))?.path();
        if path.is_dir() {
            lines = lines.saturating_add(rust_lines(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let count = read(&path)?.lines().count();
            lines = lines.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rust_are_counted_at_any_depth() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        write(&path("a.rs"), "1\n2\n").expect("it writes");
        write(&path("b/c/d.rs"), "3\n4").expect("it writes");
        write(&path("b/e.md"), "not Rust\n").expect("it writes");
        assert_eq!(rust_lines(folder.path()).expect("it counts"), 4);
        remove(&path("b")).expect("it removes");
        remove(&path("b")).expect("it need not be there");
        assert_eq!(rust_lines(folder.path()).expect("it counts"), 2);
        assert_eq!(read_or_empty(&path("b")).expect("nothing"), "");
    }
}
