//! Crates that are emitted below `target/` and built there, where no workspace claims them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::{collect, root};

/// Writes the files of a crate or program to a folder of this name. What has not changed is not touched, so that cargo
/// builds a crate once that several tests emit.
///
/// # Panics
///
/// When the disk does not take it.
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
    // The versions of the workspace: what it has built serves here too.
    let lock = folder.join("Cargo.lock");
    fs::copy(root().join("Cargo.lock"), &lock).unwrap_or_else(|error| panic!("{error}"));
    folder.to_path_buf()
}

/// Runs cargo in a folder, without a warning, and answers what it printed.
///
/// # Panics
///
/// When it fails, with its messages.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Output {
    let output = crate::cargo()
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}
