//! The staging directory: its parts, and the check that it holds nothing else.
//!
//! A repository can carry links and files by these names, so nothing in the directory is trusted: a link in it would lead
//! reads and removals to another place.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::found::{Shape, shape};

/// The lock file.
pub(super) const LOCK: &str = "lock";
/// The journal. If it exists, all files are staged and the change must be completed.
pub(super) const JOURNAL: &str = "journal";
/// The journal's name until it is complete.
pub(super) const DRAFT: &str = "journal.draft";
/// The directory of the staged files.
pub(super) const STAGED: &str = "staged";

/// Refuses a staging directory that this tool did not make. It need not exist.
pub(super) fn check(directory: &Path) -> Result<(), Error> {
    match shape(directory)? {
        Shape::Absent => return Ok(()),
        Shape::Directory => {}
        other => return Err(refused(directory, directory.to_path_buf(), other.name())),
    }
    for (name, path) in entries(directory)? {
        let shape = shape(&path)?;
        match (name.as_str(), shape) {
            // Another run may remove it meanwhile.
            (_, Shape::Absent) | (LOCK | JOURNAL | DRAFT, Shape::File) => {}
            (STAGED, Shape::Directory) => check_staged(directory, &path)?,
            (_, shape) => return Err(refused(directory, path, shape.name())),
        }
    }
    Ok(())
}

fn check_staged(directory: &Path, staged: &Path) -> Result<(), Error> {
    for (name, path) in entries(staged)? {
        match shape(&path)? {
            Shape::Absent => {}
            Shape::File if is_staged_name(&name) => {}
            shape => return Err(refused(directory, path, shape.name())),
        }
    }
    Ok(())
}

/// Whether a staged file has this name, which becomes part of a path.
pub(super) fn is_staged_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

fn entries(directory: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let listing = match fs::read_dir(directory) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(Error::io("list", directory))?,
    };
    let mut entries = Vec::new();
    for entry in listing {
        let entry = entry.map_err(Error::io("list", directory))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push((name, entry.path()));
    }
    entries.sort();
    Ok(entries)
}

fn refused(staging_dir: &Path, path: PathBuf, shape: &'static str) -> Error {
    Error::Staging {
        path,
        shape,
        staging_dir: staging_dir.to_path_buf(),
    }
}
