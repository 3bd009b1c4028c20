//! A directory with an output, and the run that changes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use xtask::output::{Destination, LocalDisk, Session};

use crate::ran::xtask;

/// Every file by its path, with its content; directories have none.
pub(super) type Contents = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// An output of part of the fragment, and a run that adds, changes and removes files of it.
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) old: Contents,
    pub(super) new: Contents,
    arguments: &'static [&'static str],
}

/// A directory in the old state.
pub(super) struct Place {
    guard: TempDir,
}

impl Scene {
    /// A run where no output is yet.
    pub(super) fn first() -> Self {
        Self::new("a first run", &[], &["codegen", "--out", "out"])
    }

    /// A run that changes most of an output.
    pub(super) fn change() -> Self {
        let old = &["codegen", "--out", "out", "--only", "charges"];
        let new = &["codegen", "--out", "out", "--only", "refunds"];
        Self::new("a change", old, new)
    }

    fn new(
        name: &'static str,
        old: &'static [&'static str],
        arguments: &'static [&'static str],
    ) -> Self {
        let guard = tempfile::tempdir().expect("a directory");
        let place = Place::with(guard);
        if !old.is_empty() {
            xtask(place.path(), old).expect(0);
        }
        let before = place.contents();
        xtask(place.path(), arguments).expect(0);
        let scene = Self {
            name,
            old: before,
            new: place.contents(),
            arguments,
        };
        assert!(scene.old != scene.new);
        scene
    }

    /// A directory in the old state.
    pub(super) fn place(&self) -> Place {
        let guard = tempfile::tempdir().expect("a directory");
        let place = Place::with(guard);
        for (path, content) in &self.old {
            let path = place.path().join(path);
            match content {
                None => fs::create_dir(path).expect("a directory"),
                Some(content) => fs::write(path, content).expect("a file"),
            }
        }
        place
    }

    /// The run, in a directory.
    pub(super) fn command(&self, directory: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(self.arguments).current_dir(directory);
        command
    }

    /// The run as a line of a shell.
    #[cfg(unix)]
    pub(super) fn line(&self) -> String {
        let program = env!("CARGO_BIN_EXE_xtask");
        format!("'{program}' {}", self.arguments.join(" "))
    }

    /// Which state a directory is in.
    ///
    /// Fails the test if it is in neither.
    #[track_caller]
    pub(super) fn state(&self, place: &Place, case: &str) -> State {
        let found = place.contents();
        if found == self.old {
            return State::Old;
        }
        if found == self.new {
            return State::New;
        }
        let differs = |wanted: &Contents| {
            let all = found.keys().chain(wanted.keys());
            all.filter(|path| found.get(*path) != wanted.get(*path))
                .map(|path| path.display().to_string())
                .collect::<std::collections::BTreeSet<_>>()
        };
        panic!(
            "{}, {case}: neither old nor new;\nfrom the old differ {:?}\nfrom the new {:?}",
            self.name,
            differs(&self.old),
            differs(&self.new)
        );
    }
}

/// The state that a run left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Old,
    New,
}

impl Place {
    pub(super) fn with(guard: TempDir) -> Self {
        Self { guard }
    }

    pub(super) fn path(&self) -> &Path {
        self.guard.path()
    }

    pub(super) fn contents(&self) -> Contents {
        let mut contents = Contents::new();
        read(self.path(), self.path(), &mut contents);
        contents
    }

    /// What the next run does first: it completes or discards what the last one left.
    pub(super) fn recover(&self, case: &str) {
        let destination = Destination::beside(&self.path().join("out")).expect("a destination");
        let session = Session::open(&destination, &LocalDisk);
        drop(session.unwrap_or_else(|error| panic!("{case}: {error}")));
    }
}

/// Adds what is in a directory to `contents`, by paths below `root`.
fn read(root: &Path, directory: &Path, contents: &mut Contents) {
    for entry in fs::read_dir(directory).expect("a listing") {
        let path = entry.expect("an entry").path();
        let is_directory = path.symlink_metadata().expect("metadata").is_dir();
        let content = (!is_directory).then(|| fs::read(&path).expect("a file"));
        let name = path.strip_prefix(root).expect("a path below").to_path_buf();
        contents.insert(name, content);
        if is_directory {
            read(root, &path, contents);
        }
    }
}

/// How often a test with random points repeats: a few times, unless an environment variable says how often.
pub(super) fn repeats(variable: &str, few: usize) -> usize {
    let given = std::env::var(variable).ok();
    given.map_or(few, |number| {
        let number = number.parse();
        number.unwrap_or_else(|_| panic!("{variable} is no number"))
    })
}
