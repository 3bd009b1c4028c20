//! Every call that changes the disk, behind one trait.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::threads::parts;

/// How many files are flushed in parallel: the file system can then commit its log once for several of them.
const SYNCS: usize = 16;

/// The calls that change the disk.
///
/// They go through a trait so that a test can stop a run at each of them. Reading does not: a reader that dies
/// leaves nothing behind.
pub trait Disk {
    /// Creates a directory and those above it that are missing.
    fn create_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Creates or replaces a file. Its content survives a crash only after [`sync_files`](Self::sync_files).
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;
    /// Waits until the contents of files have reached the disk. The error names a file that has not.
    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)>;
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
        fs::write(path, content)
    }

    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let sync = |path: &PathBuf| {
            // Windows flushes only files that are open for writing.
            let file = fs::OpenOptions::new().write(true).open(path);
            let done = file.and_then(|file| file.sync_all());
            done.map_err(|error| (path.clone(), error))
        };
        let sync = |part: &[PathBuf]| part.iter().try_for_each(sync);
        parts(SYNCS, paths, sync).into_iter().collect()
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
