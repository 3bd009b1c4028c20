//! The plan as a pure function of the wanted, listed and found files.

use std::collections::BTreeMap;

use xtask::output::{Conflict, Found, Hash, Manifest, RelPath, Target, plan};

use crate::support::{changes, wanted};

fn target(path: &str) -> Target {
    Target::File(RelPath::parse(path).expect("a path"))
}

fn file(text: &str) -> Found {
    Found::File(text.as_bytes().to_vec())
}

fn manifest(files: &[(&str, &str)]) -> Manifest {
    let mut manifest = Manifest::default();
    for (path, text) in files {
        manifest.insert(
            RelPath::parse(path).expect("a path"),
            Hash::of(text.as_bytes()),
        );
    }
    manifest
}

fn found<const N: usize>(files: [(&str, Found); N]) -> BTreeMap<Target, Found> {
    files
        .into_iter()
        .map(|(path, found)| (target(path), found))
        .collect()
}

#[test]
fn each_file_is_new_changed_same_or_gone() {
    let wanted = wanted(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")], "names");
    let listed = manifest(&[
        ("b", "old"),
        ("c", "3"),
        ("d", "old"),
        ("e", "5"),
        ("f", "6"),
    ]);
    let mut found = found([
        ("b", file("old")),
        ("c", file("3")),
        ("d", file("by hand")),
        ("e", file("5")),
        // `f` was removed by hand already.
        ("mine", file("mine")),
    ]);
    found.insert(Target::Ledger, file("nam"));
    let plan = plan(&wanted, &listed, &found).expect("a plan");
    assert_eq!(
        changes(&plan),
        ["new a", "changed b", "edited d", "gone e", "changed LEDGER"]
    );
    assert_eq!(plan.same, 1);
}

#[test]
fn nothing_to_do_is_an_empty_plan() {
    let wanted = wanted(&[], "");
    let manifest_now = Manifest::default().render();
    let found = found([(".codegen-manifest", file(&manifest_now))]);
    let plan = plan(&wanted, &Manifest::default(), &found).expect("a plan");
    assert!(plan.is_empty(), "{:?}", changes(&plan));
}

#[test]
fn every_conflict_is_reported() {
    let wanted = wanted(
        &[
            ("a", ""),
            ("b", ""),
            ("c/x", ""),
            ("d/x", ""),
            ("e", ""),
            ("same", "equal"),
        ],
        "names",
    );
    let mut found = found([
        ("a", file("mine")),
        ("b", Found::Directory(vec!["b/mine".to_owned()])),
        ("c/x", Found::Blocked("c".to_owned())),
        ("d/x", Found::Symlink("d".to_owned())),
        ("e", Found::Special),
        ("same", file("equal")),
        ("gone", file("by hand")),
    ]);
    found.insert(Target::Ledger, Found::Symlink("names.tsv".to_owned()));
    let conflicts =
        plan(&wanted, &manifest(&[("gone", "as written")]), &found).expect_err("conflicts");
    let text = |text: &str| text.to_owned();
    let expected = [
        Conflict::Foreign(text("a")),
        Conflict::Directory {
            path: text("b"),
            inside: text("b/mine"),
        },
        Conflict::Blocked {
            path: text("c/x"),
            by: text("c"),
        },
        Conflict::Symlink {
            path: text("d/x"),
            link: text("d"),
        },
        Conflict::Special(text("e")),
        Conflict::Edited(text("gone")),
        Conflict::Symlink {
            path: text("the name ledger"),
            link: text("names.tsv"),
        },
    ];
    assert_eq!(conflicts, expected);
}

#[test]
fn files_that_go_make_room() {
    let wanted = wanted(&[("a", "now a file"), ("b/x", "now a directory")], "");
    let listed = manifest(&[("a/x", "1"), ("b", "2")]);
    let found = found([
        ("a", Found::Directory(vec!["a/x".to_owned()])),
        ("a/x", file("1")),
        ("b", file("2")),
        ("b/x", Found::Blocked("b".to_owned())),
    ]);
    let plan = plan(&wanted, &listed, &found).expect("a plan");
    assert_eq!(changes(&plan), ["new a", "gone a/x", "gone b", "new b/x"]);
}
