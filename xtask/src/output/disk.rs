//! Every call that changes the disk, behind one trait.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The calls that change the disk.
///
/// They go through a trait so that a test can stop a run at each of them. Reading does not: a reader that dies
/// leaves nothing behind.
pub trait Disk {
    /// Creates a directory and those above it that are missing.
    fn create_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Creates or replaces a file; the content has reached the disk when this returns.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Renames a file, replacing the target.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty directory.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Waits until the entries of a directory have reached the disk.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create(path)?;
        file.write_all(content)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        // Only Unix can open a directory and flush it; elsewhere renames are ordered by the file system's own log.
        if cfg!(unix) {
            fs::File::open(path)?.sync_all()
        } else {
            Ok(())
        }
    }
}
