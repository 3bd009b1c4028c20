//! `names rename` and `replay` as a user runs them, and what `codegen` reports about names.

use std::fs;
use std::path::PathBuf;

use crate::document::document;
use crate::ran::xtask;
use tempfile::TempDir;
use xtask::output::{Destination, LocalDisk, Session};

fn temp() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().to_path_buf();
    (directory, path)
}

const KIND: &str = "kind: {type: string, enum: [fir, oak]}";
const BARK: &str = "bark: {type: string, enum: [dark, light]}";

/// Items of lists, whose names are in the ledger: `kind` could take that of `kinds`.
const KINDS: &str = "kinds: {type: array, items: {type: string, enum: [fir, oak]}}";
const BARKS: &str = "barks: {type: array, items: {type: string, enum: [dark, light]}}";

#[test]
fn a_name_is_changed_and_codegen_follows() {
    let (_guard, directory) = temp();
    let run = |arguments: &[&str]| xtask(&directory, arguments);
    let read = |path: &str| fs::read_to_string(directory.join(path)).expect("a file");
    let text = document("2026-05-27.dahlia", KIND);
    fs::write(directory.join("api.yaml"), text).expect("a file");
    let codegen = ["codegen", "--spec", "api.yaml", "--out", "out"];
    run(&codegen).expect(0).says("names 1 added, 0 no longer");
    let before = read("out.names.tsv");

    let rename = [
        "names",
        "rename",
        "objects::Tree",
        "Plant",
        "--ledger",
        "out.names.tsv",
        "--spec",
        "api.yaml",
    ];
    let ran = run(&rename).expect(0);
    ran.says("renamed objects::Tree to objects::Plant (schema path `tree`) in out.names.tsv");
    ran.says("moved 1 name with it, such as objects::tree::Kind to objects::plant::Kind");
    ran.says("next cargo xtask codegen --spec api.yaml --out out");
    let expected = before
        + "tree\tobjects::Plant\t2026-05-27.dahlia\ntree\tobjects::Tree\t2026-05-27.dahlia\trenamed\n";
    assert_eq!(read("out.names.tsv"), expected);
    assert!(!directory.join(".out.codegen").exists());

    let check = ["codegen", "--spec", "api.yaml", "--out", "out", "--check"];
    run(&check).expect(1).says("+pub struct Plant {");
    run(&codegen).expect(0);
    run(&check).expect(0);
    assert_eq!(read("out.names.tsv"), expected);
    assert!(read("out/src/resources/tree.rs").contains("pub struct Plant {"));
}

#[test]
fn what_cannot_be_renamed_leaves_all_as_it_is() {
    let (_guard, directory) = temp();
    let run = |arguments: &[&str]| xtask(&directory, arguments);
    let text = document("2026-05-27.dahlia", KIND);
    fs::write(directory.join("api.yaml"), text).expect("a file");
    run(&["codegen", "--spec", "api.yaml", "--out", "out"]).expect(0);
    let ledger = directory.join("out.names.tsv");
    let before = fs::read(&ledger).expect("a file");
    let to = |old: &str, new: &str| {
        let of = ["--ledger", "out.names.tsv", "--spec", "api.yaml"];
        run(&[&["names", "rename", old, new], &of[..]].concat()).expect(2)
    };
    to("Tree", "Plant").says("did you mean `objects::Tree`?");
    to("objects::Tree", "Vec").says("`Vec` is what generated code uses for something else");
    to("objects::Tree", "values::plant").says("\n       `plant` is no name for a type");
    // Another run holds the output.
    let destination = Destination::beside(&directory.join("out")).expect("a place");
    let session = Session::open(&destination, &LocalDisk).expect("a session");
    to("objects::Tree", "Plant").says("another run");
    drop(session);
    assert_eq!(fs::read(&ledger).expect("a file"), before);

    fs::write(directory.join("other.tsv"), &before).expect("a file");
    let with = |ledger: &str| run(&["names", "rename", "a", "b", "--ledger", ledger]).expect(2);
    with("other.tsv").says("OUT.names.tsv beside it");
    with("nowhere.names.tsv").says("cannot read the name ledger");
    fs::write(directory.join("bad.names.tsv"), "a\nb\n").expect("a file");
    let ran = with("bad.names.tsv");
    ran.says("3 or 4 columns, not 1");
    ran.says("bad.names.tsv:1:1");
    ran.says("bad.names.tsv:2:1");
}

#[test]
fn codegen_says_what_is_gone_and_what_is_back() {
    let (_guard, directory) = temp();
    let codegen = |version: &str, properties: &str| {
        let text = document(version, properties);
        fs::write(directory.join("api.yaml"), text).expect("a file");
        let arguments = ["codegen", "--spec", "api.yaml", "--out", "out"];
        xtask(&directory, &arguments).expect(0)
    };
    codegen("2026-04-22.dahlia", KINDS);
    let ran = codegen("2026-05-27.dahlia", BARKS);
    ran.says("names 1 added, 1 no longer in the document, 0 back in it");
    ran.says("absent objects::tree::Kind");
    let ledger = fs::read_to_string(directory.join("out.names.tsv")).expect("a file");
    let line = "tree kinds\tobjects::tree::Kind\t2026-04-22.dahlia\tgone 2026-05-27.dahlia\n";
    assert!(ledger.contains(line), "{ledger}");
    let ran = codegen("2026-08-01.elm", &format!("{KINDS}\n{BARKS}"));
    ran.says("back objects::tree::Kind");
    let ran = codegen("2026-08-01.elm", &format!("{KINDS}\n{BARKS}"));
    assert!(!ran.out.contains("names "), "{}", ran.out);
}

#[test]
fn a_chain_of_documents() {
    let (_guard, directory) = temp();
    let write = |name: &str, text: String| fs::write(directory.join(name), text).expect("a file");
    write("1.yaml", document("2026-04-22.dahlia", KIND));
    write("2.yaml", document("2026-05-27.dahlia", BARK));
    write(
        "3.yaml",
        document("2026-08-01.elm", &format!("{KIND}\n{BARK}")),
    );
    let ran = xtask(&directory, &["replay", "1.yaml", "2.yaml", "3.yaml"]).expect(0);
    for part in [
        "step 1 of 3: 1.yaml (",
        "step 1: 1.yaml, version 2026-04-22.dahlia\n",
        "names 4 added, 0 retired, 0 renamed\n",
        "step 2: 2.yaml, version 2026-05-27.dahlia\n",
        "verdict major: 1 breaking, 1 behavioural, 1 new, 0 texts\n",
        "names 1 added, 1 retired, 0 renamed\n",
        "verdict minor: 0 breaking, 1 behavioural, 1 new, 0 texts\n",
        "names 1 added, 0 retired, 0 renamed\n",
        "rest +2 -2\n",
        "files 0 added, 4 changed, 0 removed\n",
        "replay 3 documents: 0 names renamed\n",
    ] {
        ran.says(part);
    }
    assert_eq!(ran.out.matches("seconds ").count(), 3, "{}", ran.out);
    // There is nothing to compare the first document with.
    assert_eq!(ran.out.matches("verdict ").count(), 2, "{}", ran.out);
    // Nothing was written.
    assert_eq!(fs::read_dir(&directory).expect("a listing").count(), 3);
}

/// The ledger does not have the variants of values in unusual spellings, so a new value with a similar spelling can
/// rename one.
#[test]
fn a_name_that_changes_is_a_fault() {
    let (_guard, directory) = temp();
    let write = |name: &str, text: String| fs::write(directory.join(name), text).expect("a file");
    write(
        "1.yaml",
        document("2026-04-22.dahlia", "kind: {type: string, enum: [a-b, x]}"),
    );
    write(
        "2.yaml",
        document(
            "2026-05-27.dahlia",
            "kind: {type: string, enum: [a-b, x, a.b]}",
        ),
    );
    let ran = xtask(&directory, &["replay", "1.yaml", "2.yaml"]).expect(1);
    ran.says("names 0 added, 0 retired, 1 renamed\n");
    ran.says("renamed `a-b` of `tree kind`: AB is now AMinusB\n");
    ran.says("replay 2 documents: 1 name renamed\n");
}

#[test]
fn each_step_can_be_kept() {
    let (_guard, directory) = temp();
    let write = |name: &str, text: String| fs::write(directory.join(name), text).expect("a file");
    write("1.yaml", document("2026-04-22.dahlia", KIND));
    write("2.yaml", document("2026-05-27.dahlia", BARK));
    let replay = ["replay", "2.yaml", "1.yaml", "--out", "kept"];
    let ran = xtask(&directory, &replay).expect(0);
    ran.says("2026-04-22.dahlia is older than the document before it");
    let of = |step: &str| directory.join("kept").join(step);
    for step in ["1-2026-05-27.dahlia", "2-2026-04-22.dahlia"] {
        assert!(of(step).join("src/lib.rs").is_file());
        assert!(of(&format!("{step}.names.tsv")).is_file());
    }
    // `replay` keeps what `codegen` would have written, and a second replay writes the same.
    let out = "kept/1-2026-05-27.dahlia";
    xtask(
        &directory,
        &["codegen", "--spec", "2.yaml", "--out", out, "--check"],
    )
    .expect(0);
    xtask(&directory, &replay).expect(0);
    xtask(
        &directory,
        &["codegen", "--spec", "2.yaml", "--out", out, "--check"],
    )
    .expect(0);
}

#[test]
fn chains_that_are_none() {
    let (_guard, directory) = temp();
    let text = document("2026-04-22.dahlia", KIND);
    fs::write(directory.join("1.yaml"), text).expect("a file");
    fs::write(directory.join("bad.yaml"), "openapi: 3.0.0").expect("a file");
    xtask(&directory, &["replay", "1.yaml"]).expect(2);
    let ran = xtask(&directory, &["replay", "1.yaml", "2.yaml", "3.yaml"]).expect(2);
    // Both, before the first step.
    ran.says("2.yaml");
    ran.says("3.yaml");
    assert_eq!(ran.out, "");
    let ran = xtask(&directory, &["replay", "1.yaml", "bad.yaml"]).expect(2);
    ran.says("error");
    xtask(&directory, &["replay", "--help"])
        .expect(0)
        .says("oldest first");
    xtask(&directory, &["names", "rename", "--help"])
        .expect(0)
        .says("--ledger");
}
