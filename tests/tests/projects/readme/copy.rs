//! A copy of the project that commands can write to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder below `target/` with the files of `original`.
///
/// It is kept between runs, so that nothing in it is rebuilt.
pub(super) struct Copy {
    pub(super) folder: PathBuf,
    /// The files of the original when the copy was made: the original may change during the test.
    original: BTreeMap<PathBuf, Vec<u8>>,
}

impl Copy {
    /// Updates the copy. Files that are already right are not touched, since cargo compares modification times.
    pub(super) fn new(original: &Path, name: &str) -> Self {
        let copy = Self {
            folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name),
            original: files(original),
        };
        fs::create_dir_all(&copy.folder).expect("a folder can be made");
        let found = files(&copy.folder);
        for path in found.keys() {
            if !copy.original.contains_key(path) {
                fs::remove_file(copy.folder.join(path)).expect("a file can be removed");
            }
        }
        for (path, bytes) in &copy.original {
            if found.get(path) != Some(bytes) {
                copy.write(path, bytes);
            }
        }
        copy
    }

    pub(super) fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.folder.join(path);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("a folder can be made");
        fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Files that differ from the original.
    pub(super) fn differences(&self) -> BTreeSet<PathBuf> {
        let found = files(&self.folder);
        let paths = self.original.keys().chain(found.keys());
        paths
            .filter(|path| self.original.get(*path) != found.get(*path))
            .cloned()
            .collect()
    }

    /// Turns it into a repository with the inputs of the generator, for commands that use git.
    pub(super) fn commit(&self) {
        let identity = [
            "-c",
            "user.name=reader",
            "-c",
            "user.email=reader@example.com",
        ];
        let commit = [
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            "Inputs",
        ];
        for arguments in [
            ["init", "--quiet"].as_slice(),
            &["add", "spec"],
            &[identity.as_slice(), &commit].concat(),
        ] {
            let mut git = Command::new("git");
            // Set if a git hook runs the tests.
            git.env_remove("GIT_DIR")
                .env_remove("GIT_WORK_TREE")
                .env_remove("GIT_INDEX_FILE");
            let status = git.args(arguments).current_dir(&self.folder).status();
            assert!(status.expect("git runs").success(), "git {arguments:?}");
        }
    }

    /// Runs a line of the README here: words separated by spaces, the first of which is `cargo`.
    ///
    /// A command of this project is run as the binary that the workspace has built already, instead of building it once
    /// more in the copy. Binary and copy are of the same sources, and the binary works on the project that it is run in.
    pub(super) fn run(&self, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        let mut command = match words.as_slice() {
            ["cargo", "xtask", rest @ ..] => {
                let mut command = Command::new(tests::binaries().join("xtask"));
                command.args(rest);
                command
            }
            ["cargo", rest @ ..] => {
                let mut cargo = tests::cargo_for_builds();
                cargo.args(rest);
                cargo
            }
            _ => panic!("`{line}` is no call of cargo"),
        };
        let output = command.current_dir(&self.folder).output();
        output.unwrap_or_else(|error| panic!("`{line}`: {error}"))
    }
}

/// The files of a clone, by path, without `target/` and `.git`.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root.join(&folder)).expect("a folder can be read");
        for entry in entries {
            let entry = entry.expect("a folder can be read");
            let path = folder.join(entry.file_name());
            let kind = entry.file_type().expect("a file has a type");
            // In a worktree `.git` is a file, which would point git in the copy to the project itself.
            if ["target", ".git"].contains(&path.to_str().unwrap_or_default()) {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                // Ignores files that disappear meanwhile, such as an editor's.
                if let Ok(bytes) = fs::read(root.join(&path)) {
                    files.insert(path, bytes);
                }
            }
        }
    }
    files
}
