//! Clients of documents other than the fragment compile on their own, without warnings, and work.

use std::collections::BTreeMap;

use tests::emitted::{self, Features, Package};
use tests::hostile::{NAMES, document};
use tests::{read, root, shared};

/// Runs a file of `tests/emitted/` as an integration test of a client.
fn test(document: &str, file: &str, features: Features, dependencies: &str) {
    let text = read(&format!("tests/specs/{document}.yaml"));
    test_client(document, &text, file, features, dependencies);
}

fn test_client(document: &str, text: &str, file: &str, features: Features, dependencies: &str) {
    let path = root().join("tests/emitted").join(file);
    let package = Package {
        name: &format!("{document}-tests"),
        client: &emitted::client(document, text),
        features,
        manifest: &format!("{dependencies}\n[[test]]\nname = \"emitted\"\npath = {path:?}\n"),
        files: BTreeMap::from([("src/lib.rs".to_owned(), String::new())]),
    };
    emitted::cargo(&package.write(), &["test", "--quiet", "--test", "emitted"]);
}

/// Uploads and downloads, which the fragment lacks, with both clients.
#[test]
fn files() {
    let dependencies = "bytes = \"1\"\nhttp = \"1\"\n\
         tokio = { version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }\n";
    test("constructs", "files.rs", Features::All, dependencies);
}

/// In a package of its own, because cargo would enable the feature for the whole workspace.
#[test]
fn arbitrary_precision() {
    let text = read("spec/refunds.yaml");
    let dependencies = "serde_json = { version = \"1\", features = [\"arbitrary_precision\"] }\n";
    test_client(
        "refunds",
        &text,
        "arbitrary_precision.rs",
        Features::All,
        dependencies,
    );
}

/// Paths to expand, without a transport.
#[test]
fn expand() {
    test("expand", "expand.rs", Features::None, "");
}

/// Ranges, times and required parameters, without a transport.
#[test]
fn values() {
    test("values", "values.rs", Features::None, "");
}

/// Names that are designed to break the output compile, tests and examples included; links in the documentation resolve.
#[test]
#[ignore = "slow: checks all dependencies of the client again, for its documentation"]
fn obstacles() {
    let folder = emitted::client("obstacles", &read("tests/specs/obstacles.yaml"));
    emitted::cargo(
        &folder,
        &["check", "--quiet", "--all-features", "--all-targets"],
    );
    emitted::cargo(&folder, &["doc", "--quiet", "--all-features", "--no-deps"]);
}

/// Names and prose that are designed to become markup compile, and rustdoc has nothing to say about them.
#[test]
#[ignore = "slow: documents a client"]
fn hostile() {
    let document = document("2026-05-27.dahlia", &NAMES).to_string();
    let folder = emitted::client("hostile", &document);
    emitted::cargo(&folder, &["check", "--quiet", "--features", "webhook"]);
    emitted::cargo(
        &folder,
        &["doc", "--quiet", "--no-deps", "--features", "webhook"],
    );
}

/// The examples in the documentation compile.
#[test]
#[ignore = "slow: builds the client with its dev-dependencies"]
fn constructs() {
    let folder = emitted::client("constructs", &read("tests/specs/constructs.yaml"));
    emitted::cargo(&folder, &["test", "--quiet", "--all-features", "--doc"]);
}

/// Methods, parameters and responses that Stripe's documents do not have.
#[test]
#[ignore = "slow: builds the client with its dev-dependencies"]
fn foreign() {
    let folder = emitted::client("foreign", &read("tests/specs/foreign.yaml"));
    emitted::cargo(&folder, &["test", "--quiet", "--all-features", "--doc"]);
}

/// Every operation of Stripe's documents compiles, the documentation has no broken link, and its examples compile.
#[test]
#[ignore = "slow: compiles and documents the client of the whole API, at two versions"]
fn whole_documents() {
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(document) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        let folder = emitted::client(&format!("whole-{version}"), &document);
        emitted::cargo(&folder, &["check", "--quiet", "--features", "webhook"]);
        emitted::cargo(
            &folder,
            &["doc", "--quiet", "--no-deps", "--features", "webhook"],
        );
        emitted::cargo(
            &folder,
            &["test", "--quiet", "--doc", "--features", "webhook"],
        );
    }
}
