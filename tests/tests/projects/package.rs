//! `cargo package` takes the crate as it is: what it needs is in it, and nothing else.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use tests::{emitted, root, shared};

/// Packages the crate in a folder, without a network.
#[track_caller]
fn package(folder: &Path, arguments: &[&str]) -> Output {
    let output = emitted::command(folder)
        // Not that of programs: cargo would replace what they have built.
        .env("CARGO_TARGET_DIR", root().join("target/package"))
        .args(["package", "--offline"])
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    // The crate has no home page of its own.
    let mut warnings = said.lines().filter(|line| line.starts_with("warning"));
    let expected = "warning: manifest has no documentation, homepage or repository";
    assert_eq!(warnings.find(|line| *line != expected), None, "{said}");
    output
}

#[test]
fn the_committed_client() {
    let folder = root().join("generated");
    // The test may run on changes that are not committed yet.
    let dirty = "--allow-dirty";
    package(&folder, &["--no-verify", dirty]);
    let listed = package(&folder, &["--list", dirty]).stdout;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let listed: BTreeSet<&str> = listed.lines().collect();
    for file in [
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "examples/refunds.rs",
        "src/lib.rs",
        "src/services/refunds.rs",
    ] {
        assert!(listed.contains(file), "no {file} in {listed:#?}");
    }
    assert!(!listed.contains(".codegen-manifest"), "{listed:#?}");
}

/// With `--verify`: cargo builds what it packaged.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn the_whole_api() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let folder = emitted::client("whole-2026-05-27", &document);
    package(&folder, &[]);
}
