//! README.md and the pages that it leads to, as their reader uses them: each command does what it says, each manifest resolves, and every block is of a
//! kind that is tested. `cargo test --doc` runs the Rust blocks, through the items on top of `src/lib.rs`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod copy;
mod release;
mod stand_in;

use std::collections::BTreeSet;
use std::process::Output;

use self::copy::Copy;
use self::stand_in::StandIn;
use tests::{read, root, shared};

/// The pages that say how things are used, by their paths. Of the guide, those with commands or features: all of its Rust
/// is tests of the client.
const PAGES: [(&str, &str); 6] = [
    ("README.md", include_str!("../../../README.md")),
    (
        "docs/generator.md",
        include_str!("../../../docs/generator.md"),
    ),
    ("docs/impact.md", include_str!("../../../docs/impact.md")),
    (
        "docs/reference.md",
        include_str!("../../../docs/reference.md"),
    ),
    (
        "generated/src/guide/front.md",
        include_str!("../../../generated/src/guide/front.md"),
    ),
    (
        "generated/src/guide/slices.md",
        include_str!("../../../generated/src/guide/slices.md"),
    ),
];

/// All lines of all pages.
fn lines() -> impl Iterator<Item = &'static str> {
    PAGES.iter().flat_map(|(_, page)| page.lines())
}

/// A fenced block: its info string, and its lines.
struct Block {
    kind: &'static str,
    lines: Vec<&'static str>,
}

fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in lines() {
        match line.trim_start().strip_prefix("```") {
            Some(_) if open => open = false,
            Some(kind) => {
                open = true;
                let lines = Vec::new();
                blocks.push(Block { kind, lines });
            }
            None if open => blocks.last_mut().expect("a block").lines.push(line),
            None => {}
        }
    }
    assert!(!open, "a fence is left open");
    blocks
}

fn of_kind(kind: &str) -> Vec<Block> {
    let found: Vec<Block> = blocks().into_iter().filter(|b| b.kind == kind).collect();
    assert!(!found.is_empty(), "the README has no block of {kind}");
    found
}

#[track_caller]
fn succeeded(line: &str, output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "`{line}` failed:\n{out}\n{err}");
    out
}

#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    for block in blocks() {
        match block.kind {
            "sh" | "toml" => {}
            "rust" | "rust,no_run" => {
                // Rustdoc would hide it, but GitHub shows it.
                let hidden = |line: &&str| line.trim_start().starts_with("# ");
                assert_eq!(block.lines.iter().find(|line| hidden(line)), None);
            }
            kind => panic!("nothing tests blocks of `{kind}`"),
        }
    }
    let outside = PAGES
        .iter()
        .filter(|(path, _)| !path.starts_with("generated/"));
    for (path, _) in outside {
        let included = format!("#[cfg(doctest)]\n#[doc = include_str!(\"../../{path}\")]");
        assert!(read("tests/src/lib.rs").contains(&included), "{path}");
    }
}

/// Runs them in a copy of the project. The command that runs all tests cannot run inside of a test; CI runs that line.
#[test]
fn every_command_does_what_it_says() {
    // The alias `cargo xtask`. `Copy::run` runs the binary directly.
    assert!(read(".cargo/config.toml").contains("\nxtask = \"run --package xtask --\"\n"));
    let lines: Vec<&str> = of_kind("sh").into_iter().flat_map(|b| b.lines).collect();
    assert_eq!(lines.first(), Some(&"cargo xtask codegen"));
    let project = Copy::new(&root(), "readme");
    // So that the first command has something to do.
    project.remove("generated/src/resources/refund.rs");
    project.write("generated/src/services/refunds.rs", "edited");
    assert_eq!(project.differences().len(), 2);

    let mut stand_in = None;
    for line in lines {
        if line == "cargo xtask mock" {
            stand_in = Some(StandIn::start(&project.folder));
            continue;
        }
        if line.starts_with("STRIPE_SECRET_KEY=") {
            let stand_in = stand_in.as_ref().expect("it is started before");
            let said = succeeded(line, &stand_in.run(line));
            assert!(said.starts_with("created re_"), "`{line}`: {said}");
            continue;
        }
        if line.starts_with("cargo test") {
            let runs = |other: &str| other.trim() == line;
            assert!(read(".ci/run").lines().any(runs), "{line}");
            continue;
        }
        let takes_a_document = line.contains("--spec openapi.json");
        let out = line.split("--out ").nth(1);
        if line.contains("--latest") {
            let out = project.folder.join(out.expect("it writes something"));
            release::take(&project, line, &out);
            assert_eq!(project.differences(), BTreeSet::new(), "after `{line}`");
            continue;
        }
        if takes_a_document {
            project.write("openapi.json", release::document());
            project.write("openapi-old.json", release::document());
            // Left by an earlier run of this test.
            let out = project.folder.join(out.expect("it writes something"));
            let _ = std::fs::remove_dir_all(&out).or_else(|_| std::fs::remove_file(&out));
        }
        if line.starts_with("cargo xtask diff") || line.starts_with("cargo xtask impact") {
            project.commit();
        }
        let output = if line.starts_with("cargo xtask impact") {
            write_shop(&project);
            // The dependencies are built there.
            let target = tests::emitted::target();
            project.run(&format!("{line} --target-dir {}", target.display()))
        } else {
            project.run(line)
        };
        let said = succeeded(line, &output).len() + output.stderr.len();
        assert!(said > 0, "`{line}` says nothing");
        if takes_a_document {
            project.remove("openapi.json");
            project.remove("openapi-old.json");
            let out = out.expect("it writes something");
            let is_there = |path: &str| project.folder.join(path).is_file();
            let crate_of = |out: &str| {
                is_there(&format!("{out}/src/lib.rs")) && is_there(&format!("{out}.names.tsv"))
            };
            let is_site =
                line.starts_with("cargo xtask docs") && is_there(&format!("{out}/index.html"));
            assert!(is_there(out) || crate_of(out) || is_site, "no {out}");
        }
        assert_eq!(project.differences(), BTreeSet::new(), "after `{line}`");
    }
}

/// A crate beside the project that uses its client.
fn write_shop(project: &Copy) {
    let manifest = "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[dependencies]\n\
                    stripe-client = { path = \"../readme/generated\", default-features = false }\n";
    project.write("../shop/Cargo.toml", manifest);
    project.write("../shop/Cargo.lock", read("Cargo.lock"));
    let text = "pub fn id(refund: &stripe_client::objects::Refund) -> &str {\n    &refund.id\n}\n";
    project.write("../shop/src/lib.rs", text);
}

/// Without a part `.ci/run` runs all of them, and each is a job of the workflow.
#[test]
fn every_part_of_the_checks_is_a_job() {
    let words = |path: &str, before: &str, after: char| -> Vec<String> {
        let text = read(path);
        let rest = text.split_once(before).expect(before).1;
        let list = rest.split(after).next().unwrap_or_default();
        list.split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let parts = words(".ci/run", "parts=(lint", ')');
    assert!(parts.len() > 2, "{parts:?}");
    let jobs = words(".github/workflows/ci.yml", "part: [lint,", ']');
    assert_eq!(parts, jobs);
}

/// In a folder next to a `stripe-client`, as in the README. Cargo itself checks that the features exist. The committed
/// client stands in for the one that a command of the README writes to `../stripe`.
#[test]
fn every_manifest_resolves() {
    let client = Copy::new(&root().join("generated"), "reader/stripe-client/generated");
    let published = "git = \"https://github.com/OWNER/REPOSITORY\", branch = \"whole-api\"";
    for block in of_kind("toml") {
        // The client stands in for what a reader's own workflow publishes.
        let local = "path = \"../stripe-client/generated\"";
        let lines = block.lines.join("\n").replace(published, local);
        let lines = lines.replace("path = \"../stripe\"", local);
        let package = "[package]\nname = \"reader\"\nedition = \"2024\"";
        let manifest = format!("{package}\n\n{lines}\n");
        client.write("../../app/Cargo.toml", &manifest);
        client.write("../../app/src/lib.rs", "");
        // The versions that are already downloaded.
        client.write("../../app/Cargo.lock", read("Cargo.lock"));
        let tree = "cargo tree --manifest-path ../../app/Cargo.toml --offline --edges normal --prefix none";
        let tree = succeeded(&manifest, &client.run(tree));
        let has = |name: &str| tree.lines().any(|l| l.starts_with(&format!("{name} v")));
        assert!(has("stripe-client"), "{tree}");
        let blocking = manifest.contains("\"blocking\"");
        for (name, expected) in [
            ("ureq", blocking),
            ("reqwest", !blocking),
            ("tokio", !blocking),
        ] {
            assert_eq!(has(name), expected, "{name} with\n{manifest}\n{tree}");
        }
    }
}

#[test]
fn every_feature_is_told() {
    let manifest = read("generated/Cargo.toml");
    let features = manifest
        .split("\n[")
        .find_map(|part| part.strip_prefix("features]\n"))
        .expect("there are features");
    let names = features.lines().filter_map(|line| line.split_once(" = ["));
    let mut count = 0;
    for (name, _) in names.filter(|(name, _)| *name != "default") {
        let row = |line: &&str| line.starts_with("| ") && line.contains(&format!("`{name}`"));
        assert!(lines().any(|line| row(&line)), "no row for `{name}`");
        count += 1;
    }
    assert!(count > 3, "{features}");
}

/// The README's number of operations is right: the crate has every operation of the whole document.
#[test]
fn the_whole_document_is_taken() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let totals = tests::generate("whole.json", &document, "").totals;
    let claim = format!("all {} operations", totals.operations);
    let words: Vec<&str> = PAGES[0].1.split_whitespace().collect();
    assert!(words.join(" ").contains(&claim), "{claim}");
}
