//! The Rust of the reference compiles: each snippet of each operation, for both clients.

use std::collections::BTreeMap;

use reference::Program;
use tests::emitted::{self, Features, Package, TOKIO};
use tests::{lower, read, shared};

/// Of the committed fragment.
#[test]
fn snippets_of_the_fragment() {
    let document = read("spec/refunds.yaml");
    assert_eq!(compile("refunds", "reference-refunds", &document), 11);
}

/// Of the whole API: one module for each client, both against the same build of it.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn snippets_of_the_whole() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let compiled = compile("whole-2026-05-27", "reference-whole", &document);
    assert_eq!(compiled, 619);
    println!("{compiled} snippets for each client compile");
}

/// Compiles all snippets of a document, and returns how many there are for each client.
fn compile(client: &str, name: &str, document: &str) -> usize {
    let programs = reference::programs(&lower(client, document));
    let functions = |keyword: &str, text: &dyn Fn(&Program) -> String| {
        let functions = programs.iter().enumerate().map(|(index, program)| {
            format!(
                "/// `{}`\npub {keyword} snippet_{index}() -> Result<(), Box<dyn std::error::Error>> {{\n{}\nOk(())\n}}\n",
                program.name,
                text(program)
            )
        });
        functions.collect::<String>()
    };
    let asynchronous = functions("async fn", &|program| program.asynchronous.clone());
    let blocking = functions("fn", &|program| program.blocking.clone());
    assert!(!blocking.contains("await"), "{blocking}");
    // Snippets name what they get and show it where it can be shown; some operations are deprecated.
    let root =
        "#![allow(deprecated, unused_variables)]\npub mod asynchronous;\npub mod blocking;\n";
    let files = BTreeMap::from([
        ("src/lib.rs".to_owned(), root.to_owned()),
        ("src/asynchronous.rs".to_owned(), asynchronous),
        ("src/blocking.rs".to_owned(), blocking),
    ]);
    let package = Package {
        name,
        client: &emitted::client(client, document),
        features: Features::Program,
        manifest: TOKIO,
        files,
    };
    emitted::cargo(&package.write(), &["build", "--quiet", "--lib"]);
    programs.len()
}
