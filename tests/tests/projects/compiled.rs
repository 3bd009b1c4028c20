//! What is emitted for other documents than the fragment compiles, by itself
//! and without a warning.

use std::fs;
use std::path::{Path, PathBuf};

use tests::{emitted, generate, read, shared};

#[test]
fn obstacles() {
    let folder = emit("obstacles", &read("tests/specs/obstacles.yaml"));
    cargo(
        &folder,
        &["check", "--quiet", "--all-features", "--all-targets"],
    );
    cargo(&folder, &["doc", "--quiet", "--all-features", "--no-deps"]);
}

/// Compiled, the examples in its documentation too, and its uploads and downloads are made with both clients: the
/// fragment has none.
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
    cargo(&folder, &["test", "--quiet", "--all-features", "--doc"]);
}

/// Compiled, and the paths that it has are made.
#[test]
fn expand() {
    let folder = emit("expand", &read("tests/specs/expand.yaml"));
    fs::create_dir_all(folder.join("tests")).expect("a folder can be made");
    fs::write(
        folder.join("tests/expand.rs"),
        read("tests/emitted/expand.rs"),
    )
    .expect("a file can be written");
    cargo(
        &folder,
        &[
            "test",
            "--quiet",
            "--no-default-features",
            "--test",
            "expand",
        ],
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
        cargo(&folder, &["check", "--quiet", "--features", "webhook"]);
        cargo(
            &folder,
            &["doc", "--quiet", "--no-deps", "--features", "webhook"],
        );
    }
}

/// Writes the crate below `target/`, where no workspace claims it.
fn emit(name: &str, document: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    emitted::emit(&folder, &generate(name, document, "").files)
}

fn cargo(folder: &Path, arguments: &[&str]) {
    emitted::cargo(folder, &folder.join("target"), arguments);
}
