//! Clients that are emitted for test documents, and packages that depend on them, built below `target/` outside of any
//! workspace.
//!
//! Building a client's dependencies takes longer than everything else here, so it is done once: every package is built
//! in the target directory of `cargo xtask parity`, with the same lock file, profile and features.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError, RwLock};

use crate::{cargo_for_builds, collect, generate, root};

/// The folder of a client or a package.
#[must_use]
pub fn folder(name: &str) -> PathBuf {
    root().join("target/emitted").join(name)
}

/// The target directory of all packages.
#[must_use]
pub fn target() -> PathBuf {
    root().join("target/parity/out")
}

/// Emits the client of a document, once in a process, and returns its folder.
///
/// # Panics
///
/// If the document is refused, or the files cannot be written.
#[must_use]
pub fn client(name: &str, document: &str) -> PathBuf {
    static EMITTED: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut emitted = EMITTED.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = emitted.entry(name.to_owned());
    entry
        .or_insert_with(|| emit(&folder(name), &generate(name, document, "").files))
        .clone()
}

/// The features of a client that is built: any other set would rebuild the dependencies.
#[derive(Clone, Copy)]
pub enum Features {
    /// All features.
    All,
    /// No feature.
    None,
    /// Those of a program that has tests: both clients, webhooks, test doubles.
    Program,
}

const PROGRAM: [&str; 4] = ["async", "blocking", "testing", "webhook"];

/// The dependency of programs with async tests. Packages that share a build of a large client all have it, since a feature of
/// tokio is one more build of the client.
pub const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// A package that depends on a client.
pub struct Package<'a> {
    /// The name of the package and of its folder.
    pub name: &'a str,
    /// The folder of the client.
    pub client: &'a Path,
    /// The features of the client.
    pub features: Features,
    /// The rest of the manifest: dependencies first.
    pub manifest: &'a str,
    /// Sources, by path.
    pub files: BTreeMap<String, String>,
}

impl Package<'_> {
    /// Writes the package and returns its folder.
    ///
    /// # Panics
    ///
    /// If the files cannot be written.
    #[must_use]
    pub fn write(mut self) -> PathBuf {
        let Self {
            name,
            client,
            features: enabled,
            manifest,
            ..
        } = self;
        let features = match enabled {
            Features::All => features(client),
            Features::None => Vec::new(),
            Features::Program => PROGRAM.map(str::to_owned).to_vec(),
        };
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             stripe-client = {{ path = {client:?}, default-features = false, features = {features:?} }}\n{manifest}"
        );
        self.files.insert("Cargo.toml".to_owned(), manifest);
        emit(&folder(name), &self.files)
    }
}

/// The features in a client's manifest.
fn features(client: &Path) -> Vec<String> {
    let manifest = fs::read_to_string(client.join("Cargo.toml"));
    let manifest = manifest.unwrap_or_else(|error| panic!("{}: {error}", client.display()));
    let mut tables = manifest.split("\n[");
    let table = tables.find_map(|table| table.strip_prefix("features]\n"));
    let lines = table.unwrap_or_default().lines();
    let names = lines.filter_map(|line| Some(line.split_once(" = [")?.0.to_owned()));
    let features: Vec<String> = names.filter(|name| name != "default").collect();
    assert!(features.len() > 3, "{manifest}");
    features
}

/// Writes the files of a package to a folder. Unchanged files are not touched, so that cargo does not rebuild them.
///
/// # Panics
///
/// If the files cannot be written.
#[must_use]
pub fn emit(folder: &Path, files: &BTreeMap<String, String>) -> PathBuf {
    let mut old = BTreeMap::new();
    if folder.join("src").is_dir() {
        collect(folder, &folder.join("src"), &mut old);
    }
    for path in old.keys().filter(|path| !files.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).unwrap_or_else(|error| panic!("{error}"));
        }
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    // The workspace's versions, so that all packages share their dependencies.
    let lock = folder.join("Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock).unwrap_or_else(|error| panic!("{error}"));
    folder.to_path_buf()
}

/// Cargo in the folder of a package.
#[must_use]
pub fn command(folder: &Path) -> Command {
    let mut cargo = cargo_for_builds();
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        // As in the manifest of the parity program.
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never");
    cargo
}

/// Runs cargo in the folder of a package, and returns what it printed.
///
/// # Panics
///
/// If it fails or warns, with its messages. `RUSTFLAGS` could deny warnings too, but would rebuild the dependencies.
pub fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    // Documentation tests link the client by a file name that all clients share, long after cargo has released its lock.
    static CLIENT: RwLock<()> = RwLock::new(());
    let (mut _reads, mut _writes) = (None, None);
    if arguments.contains(&"--doc") {
        _writes = Some(CLIENT.write().unwrap_or_else(PoisonError::into_inner));
    } else {
        _reads = Some(CLIENT.read().unwrap_or_else(PoisonError::into_inner));
    }
    let output = command(folder)
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    let messages = String::from_utf8_lossy(&output.stderr);
    let warned = messages.lines().any(|line| line.starts_with("warning"));
    // A test that fails says why on standard output.
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !warned, "{messages}{said}");
    output
}
