//! What is emitted for other documents than the fragment compiles, by itself
//! and without a warning.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::{generate, read, root};

#[test]
fn obstacles() {
    check("obstacles", &read("tests/specs/obstacles.yaml"));
}

/// Writes the crate below `target/`, where no workspace claims it, and checks it.
fn check(name: &str, document: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(folder.join("src"));
    for (path, text) in generate(name, document, "").files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    // The versions of the workspace: what it has built serves here too.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is there");
    cargo(
        &folder,
        &["check", "--quiet", "--all-features", "--all-targets"],
    );
    cargo(&folder, &["doc", "--quiet", "--all-features", "--no-deps"]);
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
