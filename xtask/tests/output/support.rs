//! A temporary project to write to, snapshots of it, and disks that fail or record their steps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;
use xtask::output::{
    Change, ChangeKind, Destination, Disk, Error, LocalDisk, Plan, Session, Target, Wanted, compare,
};

/// The files outside the output that runs may replace.
const SIBLINGS: &[&str] = &["beside.md", "spec/api.yaml"];

/// A directory that contains an output `out` and a ledger `spec/names.tsv`.
pub(crate) struct Place {
    root: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().expect("a directory");
        fs::create_dir(root.path().join("spec")).expect("a directory");
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.path().join(below)
    }

    pub(crate) fn destination(&self) -> Destination {
        let destination = Destination::new(&self.path("out"), &self.path("spec/names.tsv"));
        destination.expect("a destination").with_siblings(SIBLINGS)
    }

    /// Writes a file by hand, with the directories above it.
    pub(crate) fn put(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn text(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap_or_else(|error| panic!("{below}: {error}"))
    }

    pub(crate) fn has(&self, below: &str) -> bool {
        self.path(below).symlink_metadata().is_ok()
    }

    /// A run that must succeed.
    pub(crate) fn run(&self, wanted: &Wanted) -> Plan {
        self.try_run(wanted)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn try_run(&self, wanted: &Wanted) -> Result<Plan, Error> {
        self.run_on(&QuickDisk, wanted)
    }

    pub(crate) fn run_on(&self, disk: &dyn Disk, wanted: &Wanted) -> Result<Plan, Error> {
        let destination = self.destination();
        let session = Session::open(&destination, disk)?;
        let plan = compare(&destination, wanted)?;
        session.apply(&plan)?;
        Ok(plan)
    }

    /// Every file with its content and every directory, below the root.
    pub(crate) fn contents(&self) -> BTreeMap<String, Option<String>> {
        self.snapshot()
            .into_iter()
            .map(|(path, (text, _))| (path, text))
            .collect()
    }

    /// The same with modification times, also of directories.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, (Option<String>, SystemTime)> {
        let mut entries = BTreeMap::new();
        walk(self.root(), self.root(), &mut entries);
        entries
    }
}

fn walk(
    root: &Path,
    directory: &Path,
    entries: &mut BTreeMap<String, (Option<String>, SystemTime)>,
) {
    for entry in fs::read_dir(directory).expect("a listing") {
        let path = entry.expect("an entry").path();
        let meta = path.symlink_metadata().expect("metadata");
        let name = path
            .strip_prefix(root)
            .expect("a path below")
            .display()
            .to_string();
        let text = if meta.is_dir() {
            walk(root, &path, entries);
            None
        } else {
            Some(fs::read_to_string(&path).unwrap_or_default())
        };
        entries.insert(name, (text, meta.modified().expect("a time")));
    }
}

pub(crate) fn wanted(files: &[(&str, &str)], ledger: &str) -> Wanted {
    Wanted::new(&files_of(files), ledger).expect("paths that can be written")
}

pub(crate) fn files_of(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// `new a`, `changed b`, `gone c`, without the manifest.
pub(crate) fn changes(plan: &Plan) -> Vec<String> {
    let line = |change: &Change| {
        let kind = match change.kind {
            ChangeKind::New { .. } => "new",
            ChangeKind::Changed { edited: false, .. } => "changed",
            ChangeKind::Changed { edited: true, .. } => "edited",
            ChangeKind::Gone { .. } => "gone",
        };
        match &change.target {
            Target::File(path) => format!("{kind} {path}"),
            Target::Ledger => format!("{kind} LEDGER"),
            Target::Sibling(path) => format!("{kind} ../{path}"),
        }
    };
    plan.changes
        .iter()
        .map(line)
        .filter(|line| !line.ends_with(".codegen-manifest"))
        .collect()
}

/// The local disk without flushing: flushes are slow, and tests cannot observe them.
pub(crate) struct QuickDisk;

impl Disk for QuickDisk {
    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        LocalDisk.create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        fs::write(path, content)
    }

    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        for path in paths {
            assert!(path.is_file(), "{} is no file to flush", path.display());
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        LocalDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        LocalDisk.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        LocalDisk.remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        assert!(path.is_dir(), "{} is no directory to flush", path.display());
        Ok(())
    }
}

/// A disk that fails after some number of steps, as in a crash: that step and all later ones fail, and a file that was
/// being written is left torn.
pub(crate) struct DyingDisk {
    left: Cell<Option<usize>>,
}

impl DyingDisk {
    pub(crate) fn after(steps: usize) -> Self {
        Self {
            left: Cell::new(Some(steps)),
        }
    }

    pub(crate) fn survived(&self) -> bool {
        self.left.get().is_some()
    }

    /// Counts a step; the step that fails first runs `dying`.
    fn step(&self, dying: impl FnOnce()) -> io::Result<()> {
        let left = self.left.get();
        if left == Some(0) {
            dying();
        }
        self.left.set(left.and_then(|left| left.checked_sub(1)));
        if self.survived() {
            Ok(())
        } else {
            Err(io::Error::other("the machine is off"))
        }
    }
}

impl Disk for DyingDisk {
    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        self.step(|| ())?;
        QuickDisk.create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.step(|| fs::write(path, &content[..content.len() / 2]).expect("half a file"))?;
        QuickDisk.write(path, content)
    }

    /// None of the files has reached the disk completely.
    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let tear = || {
            for path in paths {
                let content = fs::read(path).expect("a file that was written");
                fs::write(path, &content[..content.len() / 2]).expect("half a file");
            }
        };
        let lost = |error| (paths.first().cloned().unwrap_or_default(), error);
        self.step(tear).map_err(lost)?;
        QuickDisk.sync_files(paths)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| ())?;
        QuickDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| ())?;
        QuickDisk.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step(|| ())?;
        QuickDisk.remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.step(|| ())?;
        QuickDisk.sync_dir(path)
    }
}

/// A disk that records its steps as `verb path`, with paths relative to `root`.
pub(crate) struct RecordingDisk {
    root: PathBuf,
    steps: RefCell<Vec<String>>,
}

impl RecordingDisk {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.canonicalize().expect("a path"),
            steps: RefCell::default(),
        }
    }

    pub(crate) fn steps(&self) -> Vec<String> {
        self.steps.borrow().clone()
    }

    fn note(&self, verb: &str, path: &Path) {
        let path = path.strip_prefix(&self.root).unwrap_or(path).display();
        self.steps.borrow_mut().push(format!("{verb} {path}"));
    }
}

impl Disk for RecordingDisk {
    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        self.note("create", path);
        QuickDisk.create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.note("write", path);
        QuickDisk.write(path, content)
    }

    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        paths.iter().for_each(|path| self.note("flush", path));
        QuickDisk.sync_files(paths)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note("rename", to);
        QuickDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.note("remove", path);
        QuickDisk.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.note("rmdir", path);
        QuickDisk.remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.note("sync", path);
        QuickDisk.sync_dir(path)
    }
}

/// A disk that is full after some number of files and directories. What takes no space still works, and a file that does not
/// fit is left short.
pub(crate) struct FullDisk {
    left: Cell<usize>,
    refused: Cell<bool>,
}

impl FullDisk {
    pub(crate) fn after(left: usize) -> Self {
        Self {
            left: Cell::new(left),
            refused: Cell::new(false),
        }
    }

    pub(crate) fn has_refused(&self) -> bool {
        self.refused.get()
    }

    fn take(&self) -> io::Result<()> {
        match self.left.get().checked_sub(1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.refused.set(true);
                Err(io::ErrorKind::StorageFull.into())
            }
        }
    }
}

impl Disk for FullDisk {
    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        // A directory that is there takes no more space.
        if !path.is_dir() {
            self.take()?;
        }
        QuickDisk.create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if let Err(full) = self.take() {
            QuickDisk.write(path, &content[..content.len() / 2])?;
            return Err(full);
        }
        QuickDisk.write(path, content)
    }

    fn sync_files(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        QuickDisk.sync_files(paths)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        QuickDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        QuickDisk.remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        QuickDisk.remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        QuickDisk.sync_dir(path)
    }
}
