//! What is emitted for other documents than the fragment compiles, by itself
//! and without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::{generate, read, root, shared};

#[test]
fn obstacles() {
    let folder = emit("obstacles", &read("tests/specs/obstacles.yaml"));
    cargo(
        &folder,
        &["check", "--quiet", "--all-features", "--all-targets"],
    );
    cargo(&folder, &["doc", "--quiet", "--all-features", "--no-deps"]);
}

/// Compiled, and its uploads and downloads are made with both clients: the fragment has none.
#[test]
fn constructs() {
    let folder = emit("constructs", &read("tests/specs/constructs.yaml"));
    cargo(&folder, &["check", "--quiet", "--all-features"]);
    let tests = folder.join("tests");
    fs::create_dir_all(&tests).expect("a folder can be made");
    for (from, to) in [
        ("tests/emitted/files.rs", "files.rs"),
        ("tests/src/server.rs", "server/mod.rs"),
    ] {
        let to = tests.join(to);
        fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("it can be made");
        fs::write(to, read(from)).expect("a file can be written");
    }
    cargo(
        &folder,
        &["test", "--quiet", "--all-features", "--test", "files"],
    );
}

/// The whole of Stripe: every operation of both documents, compiled and documented without a warning.
#[test]
fn whole_documents() {
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(document) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        // One folder for both: dependencies are built once.
        let folder = emit("whole", &document);
        cargo(&folder, &["check", "--quiet"]);
        cargo(&folder, &["doc", "--quiet", "--no-deps"]);
    }
}

/// Writes the crate below `target/`, where no workspace claims it.
fn emit(name: &str, document: &str) -> PathBuf {
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
    folder
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
