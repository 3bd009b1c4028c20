//! Crates that use a small client: what is printed, in which formats, and which crates are refused.

use std::fs;

use serde_json::Value;

use super::place::{Place, document, lines};
use crate::ran::xtask;

/// The second document lacks `age`, which the first has.
fn place() -> Place {
    let place = Place::new();
    for (name, text) in [
        ("events.tsv", ""),
        ("exceptions.tsv", ""),
        ("fixups.tsv", ""),
        ("examples.tsv", ""),
        ("names.tsv", ""),
    ] {
        place.write(&format!("project/spec/{name}"), text);
    }
    place.write(
        "project/old.yaml",
        &document("2026-01-01.trees", ", age: {type: integer}"),
    );
    place.write("project/new.yaml", &document("2026-01-01.trees", ""));
    place
}

const OLD_NEW: [&str; 2] = ["old.yaml", "new.yaml"];

const AGE: &str = "\
#![deny(warnings)]
use stripe_client::objects::Tree;

macro_rules! of {
    ($tree:expr) => {
        $tree.age
    };
}

pub fn age(tree: &Tree) -> Option<i64> {
    of!(tree)
}

pub fn said(tree: &Tree) -> bool {
    tree.undocumented.get(\"age\").is_some()
}
";

#[test]
fn lines_are_found_in_each_format_and_files_stay() {
    let place = place();
    place.caller("", &[("src/lib.rs".to_owned(), AGE.to_owned())]);
    let before = place.files();
    let run = |format: &str, code| {
        let arguments = ["--format", format, "--fail-on", "breaking"];
        place.run(&[&OLD_NEW[..], &arguments].concat()).expect(code)
    };
    for format in ["term", "md", "github"] {
        insta::assert_snapshot!(format, run(format, 1).out);
    }
    let json = serde_json::from_str(&run("json", 1).out).expect("JSON");
    crate::schemas::assert_valid("impact", &json);
    let sarif: Value = serde_json::from_str(&run("sarif", 1).out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let rules: Vec<&Value> = results.iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["field-removed", "field-removed"]);
    assert_eq!(place.files(), before);
}

#[test]
fn a_crate_that_uses_nothing_of_it_is_not_touched() {
    let place = place();
    let text = "pub fn id(tree: &stripe_client::objects::Tree) -> &str { &tree.id }\n";
    place.caller("", &[("src/lib.rs".to_owned(), text.to_owned())]);
    let arguments = [&OLD_NEW[..], &["--fail-on", "behaviour"]].concat();
    let ran = place.run(&arguments).expect(0);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn where_no_edit_is_certain_a_comment_is_offered_and_not_written() {
    let place = place();
    place.caller("", &[("src/lib.rs".to_owned(), AGE.to_owned())]);
    let before = place.files();
    let run = |format: &str| {
        let arguments = ["--fix", "--allow-dirty", "--format", format];
        place.run(&[&OLD_NEW[..], &arguments].concat()).expect(0)
    };
    for format in ["term", "md"] {
        insta::assert_snapshot!(format!("comment_{format}"), run(format).out);
    }
    let json: Value = serde_json::from_str(&run("json").out).expect("JSON");
    crate::schemas::assert_valid("impact", &json);
    let offered: Vec<(Option<u64>, bool)> = lines(&json)
        .iter()
        .map(|line| (line["line"].as_u64(), line["comment"].is_string()))
        .collect();
    // The string is only likely.
    assert_eq!(offered, [(Some(6), true), (Some(15), false)]);
    assert_eq!(place.files(), before);
}

#[test]
fn what_cannot_be_checked_is_refused() {
    let place = place();
    // A broken crate.
    place.caller(
        "",
        &[(
            "src/lib.rs".to_owned(),
            "fn f() -> u8 { \"\" }\n".to_owned(),
        )],
    );
    let ran = place.run(&OLD_NEW).expect(2);
    ran.says("the crate does not compile against the old version");
    ran.says("mismatched types");
    // No client.
    place.write(
        "caller/Cargo.toml",
        "[package]\nname = \"caller\"\nedition = \"2024\"\n",
    );
    place.run(&OLD_NEW).expect(2).says("no manifest of");
    // Under another name.
    place.write(
        "caller/Cargo.toml",
        "[package]\nname = \"caller\"\nedition = \"2024\"\n\n[dependencies]\n\
         stripe_client = { package = \"shop-client\", path = \"../nowhere\", default-features = false }\n",
    );
    fs::write(place.at("caller/src/lib.rs"), AGE).expect("a file");
    place.run(&OLD_NEW).expect(2).says("no manifest of");
    let named = [&OLD_NEW[..], &["--package", "shop-client"]].concat();
    place
        .run(&named)
        .expect(0)
        .says("Remove support for age on Tree");
    // No package, and a member outside of its workspace.
    place.write(
        "caller/Cargo.toml",
        "[workspace]\nmembers = [\"../other\"]\n",
    );
    place.write(
        "other/Cargo.toml",
        "[package]\nname = \"other\"\nedition = \"2024\"\nworkspace = \"../caller\"\n",
    );
    place.write("other/src/lib.rs", "");
    place
        .run(&OLD_NEW)
        .expect(2)
        .says("lies outside of its workspace");
    fs::remove_file(place.at("caller/Cargo.toml")).expect("a file");
    place
        .run(&OLD_NEW)
        .expect(2)
        .says("cargo cannot read the crate");
}

/// As where `codegen --out` wrote it into the workspace: then its folder is a member.
#[test]
fn the_client_may_be_a_member_of_the_workspace() {
    let place = place();
    place.caller("", &[("app/src/lib.rs".to_owned(), AGE.to_owned())]);
    for (path, text) in [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"./libs/stripe\"]\n",
        ),
        (
            "app/Cargo.toml",
            "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\n\
             stripe-client = { path = \"../libs/stripe\", default-features = false }\n",
        ),
        (
            "libs/stripe/Cargo.toml",
            "[package]\nname = \"stripe-client\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
        ),
        (
            "libs/stripe/src/lib.rs",
            "fn f(tree: &Tree) { tree.undocumented.get(\"age\"); }\n",
        ),
    ] {
        place.write(&format!("caller/{path}"), text);
    }
    let before = place.files();
    let json = place.run(&[&OLD_NEW[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json.expect(0).out).expect("JSON");
    let found: Vec<_> = lines(&json)
        .into_iter()
        .map(|line| (line["file"].as_str(), line["line"].as_u64()))
        .collect();
    let app = Some("app/src/lib.rs");
    assert_eq!(found, [(app, Some(6)), (app, Some(15))]);
    assert_eq!(place.files(), before);
}

#[test]
fn a_file_is_no_crate() {
    let place = place();
    place.caller("", &[("src/lib.rs".to_owned(), AGE.to_owned())]);
    let file = place.at("caller/src/lib.rs");
    let file = file.to_str().expect("UTF-8");
    let arguments = [&["impact", "--crate", file][..], &OLD_NEW].concat();
    let ran = xtask(&place.at("project"), &arguments).expect(2);
    ran.says("cargo cannot read the crate");
    ran.says("lib.rs: give the folder of a package or workspace, or its Cargo.toml");
}

/// Such as what a build script writes from a schema.
#[test]
fn uses_in_generated_code_are_found() {
    let place = place();
    let build = "fn main() {
    let out = std::env::var(\"OUT_DIR\").unwrap();
    let text = \"pub fn age(tree: &stripe_client::objects::Tree) -> Option<i64> { tree.age }\";
    std::fs::write(out + \"/generated.rs\", text).unwrap();
}
";
    let text = "#![allow(dead_code)]
include!(concat!(env!(\"OUT_DIR\"), \"/generated.rs\"));
fn again(tree: &stripe_client::objects::Tree) -> Option<i64> { tree.age }
";
    let files = [("build.rs", build), ("src/lib.rs", text)];
    place.caller(
        "",
        &files.map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    let ran = place
        .run(&[&OLD_NEW[..], &["--fail-on", "breaking"]].concat())
        .expect(1);
    insta::assert_snapshot!("generated", ran.out);
}
