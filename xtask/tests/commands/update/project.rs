//! A copy of the project that commands can write to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What the command reads and writes.
const PARTS: [&str; 6] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "generated",
    "spec",
    "templates",
];

/// A folder with the files of the project that the command needs.
pub(crate) struct Project {
    folder: TempDir,
}

/// The result of a run of the command.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// The project, with a version and a changelog that do not change with each release.
    pub(crate) fn new() -> Self {
        let project = Self::committed();
        for file in ["Cargo.lock", "generated/Cargo.toml", "templates/Cargo.toml"] {
            let text = project.read(file);
            let (before, rest) = text
                .split_once("name = \"stripe-client\"\nversion = \"")
                .expect("the package");
            let (_, after) = rest.split_once('"').expect("a version");
            let package = "name = \"stripe-client\"\nversion = \"0.1.0\"";
            project.write(file, format!("{before}{package}{after}"));
        }
        let changelog = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- The beginning.\n";
        project.write("CHANGELOG.md", changelog);
        project
    }

    /// The API version that it is at.
    pub(crate) fn version(&self) -> String {
        let lock = self.read("spec/stripe.lock");
        let version = lock.lines().find_map(|line| line.strip_prefix("version "));
        version.expect("a version").trim().to_owned()
    }

    /// The project as it is.
    pub(crate) fn committed() -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for part in PARTS {
            copy(&root.join(part), &folder.path().join(part));
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Runs the command here.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in("", arguments)
    }

    /// Runs the command in a folder of the project.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.path(folder))
            .output()
            .expect("the command runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Every file except those of `target/`.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.folder.path(), self.folder.path(), &mut files);
        files.retain(|name, _| !name.starts_with("target/"));
        files
    }

    /// Files whose content differs from `before`.
    pub(crate) fn changed(&self, before: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let after = self.files();
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        names.retain(|name| before.get(*name) != after.get(*name));
        names.into_iter().cloned().collect()
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        let Self { out, err, .. } = &self;
        assert_eq!(self.code, Some(code), "stdout:\n{out}\nstderr:\n{err}");
        // No colours, and no progress line that overwrites itself.
        assert!(!format!("{out}{err}").contains(['\u{1b}', '\r']));
        self
    }

    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        let Self { out, err, .. } = &self;
        for part in parts {
            let says = out.contains(part) || err.contains(part);
            assert!(says, "`{part}` is not in\n{out}\n{err}");
        }
        self
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a directory");
        for entry in fs::read_dir(from).expect("a listing") {
            let name = entry.expect("an entry").file_name();
            if name != "target" {
                copy(&from.join(&name), &to.join(&name));
            }
        }
    } else {
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a listing") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a path below");
            let name = name.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}
