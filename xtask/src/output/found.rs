//! Reads the file or directory at a path, without following links.

use std::fs;
use std::io;
use std::path::Path;

use super::error::Error;
use super::path::RelPath;

/// The content of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Absent,
    /// A file with this content.
    File(Vec<u8>),
    /// A directory. Its entries all the way down, relative to the output; empty directories end in `/`.
    Directory(Vec<String>),
    /// A part of the path is this file, not a directory.
    Blocked(String),
    /// This part of the path is a symbolic link.
    Symlink(String),
    /// A device, a socket, a pipe.
    Special,
}

/// Reads `path` below `root`. Each part of the path is checked, so that no link is followed.
pub(super) fn look_below(root: &Path, path: &RelPath) -> Result<Found, Error> {
    for parent in path.parents() {
        let full = root.join(parent);
        match shape(&full)? {
            Shape::Directory => {}
            Shape::Absent => return Ok(Found::Absent),
            Shape::File => return Ok(Found::Blocked(parent.to_owned())),
            Shape::Symlink => return Ok(Found::Symlink(parent.to_owned())),
            Shape::Special => return Ok(Found::Special),
        }
    }
    let full = path.below(root);
    Ok(match look(&full)? {
        Found::Directory(_) => {
            let mut entries = Vec::new();
            list(&full, path.as_str(), &mut entries)?;
            entries.sort();
            Found::Directory(entries)
        }
        Found::Symlink(_) => Found::Symlink(path.as_str().to_owned()),
        found => found,
    })
}

/// Reads `path`, which may go through links. Does not list a directory.
pub(super) fn look(path: &Path) -> Result<Found, Error> {
    Ok(match shape(path)? {
        Shape::Absent => Found::Absent,
        Shape::File => Found::File(fs::read(path).map_err(Error::io("read", path))?),
        Shape::Directory => Found::Directory(Vec::new()),
        Shape::Symlink => Found::Symlink(path.display().to_string()),
        Shape::Special => Found::Special,
    })
}

/// Whether anything is at `path`, even a dangling link.
pub(super) fn exists(path: &Path) -> Result<bool, Error> {
    Ok(!matches!(shape(path)?, Shape::Absent))
}

/// What is at a path.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Absent,
    File,
    Directory,
    Symlink,
    Special,
}

impl Shape {
    /// For messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Absent => "missing",
            Self::File => "a file",
            Self::Directory => "a directory",
            Self::Symlink => "a symbolic link",
            Self::Special => "neither a file nor a directory",
        }
    }
}

pub(super) fn shape(path: &Path) -> Result<Shape, Error> {
    let kind = match fs::symlink_metadata(path) {
        Ok(meta) => meta.file_type(),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Shape::Absent);
        }
        Err(error) => return Err(Error::io("read", path)(error)),
    };
    Ok(if kind.is_symlink() {
        Shape::Symlink
    } else if kind.is_dir() {
        Shape::Directory
    } else if kind.is_file() {
        Shape::File
    } else {
        Shape::Special
    })
}

/// The first file below a directory for which `is_known` is false, by its path from there. Links are files here.
pub(super) fn first_unknown(
    directory: &Path,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Option<String>, Error> {
    first_below(directory, "", is_known)
}

fn first_below(
    directory: &Path,
    prefix: &str,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Option<String>, Error> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(Error::io("list", directory))? {
        entries.push(entry.map_err(Error::io("list", directory))?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let unknown = match shape(&path)? {
            Shape::Directory => first_below(&path, &format!("{name}/"), is_known)?,
            _ if is_known(&name) => None,
            _ => Some(name),
        };
        if unknown.is_some() {
            return Ok(unknown);
        }
    }
    Ok(None)
}

fn list(directory: &Path, name: &str, entries: &mut Vec<String>) -> Result<(), Error> {
    let before = entries.len();
    for entry in fs::read_dir(directory).map_err(Error::io("list", directory))? {
        let entry = entry.map_err(Error::io("list", directory))?;
        let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry
            .file_type()
            .map_err(Error::io("list", directory))?
            .is_dir()
        {
            list(&entry.path(), &inner, entries)?;
        } else {
            entries.push(inner);
        }
    }
    if entries.len() == before {
        entries.push(format!("{name}/"));
    }
    Ok(())
}
