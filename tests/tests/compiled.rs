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

#[test]
fn constructs() {
    let folder = emit("constructs", &read("tests/specs/constructs.yaml"));
    cargo(&folder, &["check", "--quiet", "--all-features"]);
}

/// First contact with the whole of Stripe: all of it but the two operations that the
/// client has no code for yet, an upload and a reply that is a file.
#[test]
fn whole_document() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let mut document: serde_json::Value =
        serde_json::from_str(&document).expect("the document is JSON");
    let paths = document
        .get_mut("paths")
        .and_then(serde_json::Value::as_object_mut)
        .expect("it has paths");
    assert!(paths.remove("/v1/quotes/{quote}/pdf").is_some());
    let files = paths
        .get_mut("/v1/files")
        .and_then(serde_json::Value::as_object_mut)
        .expect("it has files");
    assert!(files.remove("post").is_some());
    let folder = emit("whole", &document.to_string());
    cargo(&folder, &["check", "--quiet"]);
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
