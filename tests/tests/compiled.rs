//! What is emitted for other documents than the fragment compiles, by itself
//! and without a warning.

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
    emitted::emit(&folder, &generate(name, document, "").files)
}

fn cargo(folder: &Path, arguments: &[&str]) {
    emitted::cargo(folder, &folder.join("target"), arguments);
}
