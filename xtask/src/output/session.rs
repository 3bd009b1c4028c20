//! The lock of an output, and recovery from an interrupted run.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::commit::Commit;
use super::destination::Destination;
use super::disk::Disk;
use super::error::Error;
use super::found::exists;
use super::plan::Plan;
use super::staging::{self, LOCK};

/// How often a run that just ended may remove the lock file before the output counts as busy.
const ATTEMPTS: usize = 16;

/// The right to change a destination. While it exists, no other run has it.
pub struct Session<'a> {
    commit: Commit<'a>,
    recovery: Recovery,
    /// Directories above the staging directory that did not exist, deepest first.
    made: Vec<PathBuf>,
    /// Held open for its lock, which ends with the process.
    _lock: File,
}

/// What an interrupted run left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing.
    None,
    /// It had staged everything: its change was completed, with this many files.
    Completed(usize),
    /// It had not: the staged files were discarded, and the output is unchanged.
    Discarded,
}

impl<'a> Session<'a> {
    /// Takes the lock and completes or discards what an interrupted run left.
    ///
    /// Read the inputs, above all the ledger, after this, so that they cannot change before they are used.
    pub fn open(destination: &'a Destination, disk: &'a dyn Disk) -> Result<Self, Error> {
        let made = missing_above(destination.staging_dir());
        let lock = acquire(destination)?;
        let commit = Commit { destination, disk };
        let mut session = Self {
            commit,
            recovery: Recovery::None,
            made,
            _lock: lock,
        };
        if let Some(journal) = commit.pending()? {
            commit.complete(&journal)?;
            session.recovery =
                Recovery::Completed(journal.removals.len().saturating_add(journal.renames.len()));
            commit.discard()?;
        } else if commit.discard()? {
            session.recovery = Recovery::Discarded;
        }
        Ok(session)
    }

    /// What the interrupted run before this one left, if there was one.
    pub fn recovery(&self) -> Recovery {
        self.recovery
    }

    /// Carries out `plan`, all or nothing.
    pub fn apply(&self, plan: &Plan) -> Result<(), Error> {
        if plan.is_empty() {
            return Ok(());
        }
        let journal = self.commit.stage(plan)?;
        self.commit.complete(&journal)
    }

    /// Removes the staging directory. The lock file is removed while it is still locked: see [`is_at`].
    fn sweep(&self) -> Result<(), Error> {
        if self.commit.pending()?.is_some() {
            return Ok(());
        }
        self.commit.discard()?;
        if cfg!(unix) {
            let staging_dir = self.commit.destination.staging_dir();
            let lock = staging_dir.join(LOCK);
            self.commit
                .disk
                .remove_file(&lock)
                .map_err(Error::io("remove", lock))?;
            self.commit
                .disk
                .remove_dir(staging_dir)
                .map_err(Error::io("remove", staging_dir))?;
            for directory in &self.made {
                // Fails if the run has written something there, which is intended.
                self.commit
                    .disk
                    .remove_dir(directory)
                    .map_err(Error::io("remove", directory))?;
            }
        }
        Ok(())
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // The next run discards what cannot be removed now.
        let _ = self.sweep();
    }
}

/// The read-only counterpart of a [`Session`], for `--check`.
#[derive(Debug)]
pub struct Watch {
    /// Whether an interrupted run is waiting to be completed or discarded. The output can be half written.
    pub interrupted: bool,
    /// Keeps a run from starting. There is none if no lock file exists, since creating one would be a write.
    _lock: Option<File>,
}

/// Makes sure that no other run is writing, without creating anything.
pub fn watch(destination: &Destination) -> Result<Watch, Error> {
    staging::check(destination.staging_dir())?;
    let path = destination.staging_dir().join(LOCK);
    let lock = match File::open(&path) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => Some(file),
            Err(TryLockError::WouldBlock) => return Err(busy(destination, Some(file))),
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", path)(error)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Error::io("read", path)(error)),
    };
    let commit = Commit {
        destination,
        disk: &super::LocalDisk,
    };
    Ok(Watch {
        interrupted: commit.pending()?.is_some(),
        _lock: lock,
    })
}

fn acquire(destination: &Destination) -> Result<File, Error> {
    let staging_dir = destination.staging_dir();
    let path = staging_dir.join(LOCK);
    for _ in 0..ATTEMPTS {
        staging::check(staging_dir)?;
        // The run that just ended may remove the directory before, while, or after it is created here.
        let vanished = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists
            )
        };
        match fs::create_dir_all(staging_dir) {
            Err(error) if vanished(&error) => continue,
            result => result.map_err(Error::io("create", staging_dir))?,
        }
        let mut options = OpenOptions::new();
        let mut file = match options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
        {
            Err(error) if vanished(&error) => continue,
            result => result.map_err(Error::io("create", &path))?,
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => {
                note_holder(&mut file).map_err(Error::io("write", path))?;
                return Ok(file);
            }
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy(destination, Some(file))),
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", path)(error)),
        }
    }
    Err(busy(destination, None))
}

/// Whether `file` is still the one at `path`. A run that ends removes its lock file. A run that had opened that file
/// just before then holds a lock that no other run can see, and has to try again.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |meta: fs::Metadata| (meta.dev(), meta.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(there)) => identity(ours) == identity(there),
        _ => false,
    }
}

/// On other platforms the lock file is never removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

fn note_holder(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn busy(destination: &Destination, lock: Option<File>) -> Error {
    let mut text = String::new();
    let read = lock.map(|mut file| file.read_to_string(&mut text));
    let pid = text.trim();
    let holder = (matches!(read, Some(Ok(_))) && !pid.is_empty()).then(|| pid.to_owned());
    Error::Busy {
        out: destination.out().into(),
        lock: destination.staging_dir().join(LOCK),
        holder,
    }
}

fn missing_above(staging_dir: &Path) -> Vec<PathBuf> {
    let above = staging_dir.ancestors().skip(1);
    above
        .take_while(|path| matches!(exists(path), Ok(false)))
        .map(Path::to_path_buf)
        .collect()
}
