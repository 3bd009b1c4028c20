//! Stripe's own documents: the one that the fragment is sliced from, and that of April 2026.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::project::Project;

/// The document of a version; `None`, with a note on stderr, if it is missing.
fn document(version: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = env::var_os("STRIPE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path = shared.join("specs").join(format!("stripe-{version}.json"));
    if let Ok(path) = path.canonicalize() {
        return Some(path);
    }
    let skipped = format!(
        "skipped: a test of `update` needs {}, which is not there (set STRIPE_SHARED)\n",
        path.display()
    );
    // Not with `eprintln!`, whose output the test harness captures.
    let _ = std::io::stderr().write_all(skipped.as_bytes());
    None
}

fn update(project: &Project, document: &Path) -> String {
    let path = document.to_str().expect("UTF-8");
    project.run(&["update", "--spec", path]).expect(0).out
}

/// The document that the committed fragment was sliced from, which the committed lock names.
#[test]
fn the_document_of_the_fragment_changes_nothing() {
    let project = Project::committed();
    let Some(whole) = document(&project.version()) else {
        return;
    };
    let before = project.files();
    let lock = project.read("spec/stripe.lock");
    let out = update(&project, &whole);
    assert!(out.contains("11 of "), "{out}");
    // The lock may name a tag, and this is a file.
    let mut changed = project.changed(&before);
    changed.retain(|name| name != "spec/stripe.lock");
    assert_eq!(changed, [""; 0], "{out}");
    assert_eq!(sha256(&project.read("spec/stripe.lock")), sha256(&lock));
}

/// What a lock records about the document's bytes.
fn sha256(lock: &str) -> Option<&str> {
    lock.lines().find(|line| line.starts_with("sha256 "))
}

/// Back to April and forward again, as in a release.
#[test]
fn from_april_to_the_document_of_the_fragment() {
    let project = Project::committed();
    let version = project.version();
    let (Some(april), Some(may)) = (document("2026-04-22.dahlia"), document(&version)) else {
        return;
    };
    let committed = project.files();
    update(&project, &april);
    project.run(&["codegen", "--check"]).expect(0);
    let old = project.files();
    assert_ne!(old["spec/refunds.yaml"], committed["spec/refunds.yaml"]);

    let out = update(&project, &may);
    project.run(&["codegen", "--check"]).expect(0);
    let new = project.files();
    for name in [
        "CHANGELOG.md",
        "Cargo.lock",
        "generated/Cargo.toml",
        "generated/src/resources/refund.rs",
        "generated/src/version.rs",
        "spec/refunds.yaml",
        "templates/Cargo.toml",
    ] {
        assert_ne!(old[name], new[name], "{name}");
    }
    assert_eq!(new["spec/names.tsv"], committed["spec/names.tsv"]);

    // April's document has every schema path that our texts describe, so none is lost on the way back.
    assert_eq!(new["spec/refunds.yaml"], committed["spec/refunds.yaml"]);
    assert!(
        !out.contains("to write") && !out.contains("without a location"),
        "{out}"
    );
    let body = project.read("target/update/pr-body.md");
    let document = format!("of API version {version}: `stripe-{version}.json`");
    assert!(body.contains(&document), "{body}");
    assert!(
        body.contains("It replaces the document of 2026-04-22.dahlia."),
        "{body}"
    );
    let changelog = project.read("CHANGELOG.md");
    let entry = format!("for API version {version}, after 2026-04-22.dahlia:");
    assert!(changelog.contains(&entry), "{changelog}");
}
