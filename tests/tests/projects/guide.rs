//! The examples of the guide, in the client of the whole API and in one without refunds. `cargo test --doc` runs those of
//! the committed client.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tests::emitted::{self, Features, Package, TOKIO};
use tests::{collect, read, shared};

/// The Rust blocks of a chapter: whether each is run, and its text.
fn blocks(chapter: &str) -> Vec<(bool, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in chapter.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some("rust"), None) => open = Some((true, String::new())),
            (Some("rust,no_run"), None) => open = Some((false, String::new())),
            // A block of another language.
            (Some(kind), None) => assert!(kind == "sh" || kind.is_empty(), "`{kind}`"),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    blocks
}

/// A module with a test, as rustdoc makes a program of a block: without a `main` it is the body of one.
fn module(name: &str, runs: bool, text: &str) -> String {
    let body = if text.contains("fn main()") {
        let call = if runs {
            "assert!(main().is_ok());"
        } else {
            "let _ = main;"
        };
        format!("{text}#[test] fn runs() {{ {call} }}\n")
    } else if runs {
        format!("#[test] fn runs() {{ {text} }}\n")
    } else {
        format!("{text}#[test] fn compiles() {{}}\n")
    };
    format!("#[cfg(test)] mod {name} {{ {body} }}\n")
}

/// Compiles and runs the blocks of all chapters of a client, and returns how many there are.
fn run(name: &str, client: &Path) -> usize {
    let mut chapters = BTreeMap::new();
    let folder = client.join("src/guide");
    collect(&folder, &folder, &mut chapters);
    let mut text = "#![allow(dead_code, unused)]\n".to_owned();
    let mut count = 0;
    for (path, chapter) in chapters {
        let Some(chapter_name) = path.strip_suffix(".md") else {
            continue;
        };
        for (index, (runs, block)) in blocks(&chapter).iter().enumerate() {
            text += &module(&format!("{chapter_name}_{index}"), *runs, block);
            count += 1;
        }
    }
    let package = Package {
        name,
        client,
        features: Features::Program,
        manifest: TOKIO,
        files: BTreeMap::from([("src/lib.rs".to_owned(), text)]),
    };
    let folder = package.write();
    let output = emitted::cargo(&folder, &["test", "--lib"]);
    let output = String::from_utf8_lossy(&output.stdout);
    let passed = format!("test result: ok. {count} passed; 0 failed");
    assert!(output.contains(&passed), "{output}");
    count
}

/// The examples that only the client of the whole API has: that of nested types in `values.md`.
const ONLY_OF_THE_WHOLE_API: usize = 1;

/// The examples of the committed client hold in that of the whole API too: all of them are there.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn of_the_whole_api() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let count = run(
        "guide-whole",
        &emitted::client("whole-2026-05-27", &document),
    );
    let committed = tests::root().join("generated/src/guide");
    let committed = fs::read_dir(committed).expect("the guide is there");
    let committed = committed.filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok());
    assert_eq!(
        count,
        committed
            .map(|chapter| blocks(&chapter).len())
            .sum::<usize>()
            + ONLY_OF_THE_WHOLE_API
    );
}

/// What names refunds is left out or replaced. The rest is the same.
#[test]
#[ignore = "slow: builds a client"]
fn of_an_api_without_refunds() {
    let client = emitted::client("constructs", &read("tests/specs/constructs.yaml"));
    let count = run("guide-constructs", &client);
    assert!(count > 10, "{count}");
}
