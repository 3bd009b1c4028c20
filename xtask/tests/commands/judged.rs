//! `diff` over time: what was judged before, what git shows, and annotations.

use serde_json::Value;

use crate::impact::place::{Place, document};
use crate::ran::{Ran, xtask};

/// `age` and `height` of the object.
const BOTH: &str = ", age: {type: integer}, bark: {type: string}";

fn place(old: &str, new: &str) -> Place {
    let place = Place::new();
    place.write("project/old.yaml", &document("2026-01-01.trees", old));
    place.write("project/new.yaml", &document("2026-01-01.trees", new));
    place
}

fn diff(place: &Place, arguments: &[&str]) -> Ran {
    let documents = ["diff", "old.yaml", "new.yaml"];
    xtask(&place.at("project"), &[&documents[..], arguments].concat())
}

/// The fingerprints of the breaking changes, by their sentences.
fn breaking(place: &Place) -> Vec<(String, String)> {
    let json: Value =
        serde_json::from_str(&diff(place, &["--format", "json"]).expect(0).out).expect("JSON");
    let sections = json["sections"].as_array().expect("a list").iter();
    let breaking = sections.filter(|section| section["level"] == "breaking");
    let items = breaking.flat_map(|section| section["items"].as_array().expect("a list"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    items
        .map(|item| (text(&item["sentence"]), text(&item["fingerprint"])))
        .collect()
}

#[test]
fn what_was_accepted_is_not_judged_again() {
    let place = place(BOTH, ", bark: {type: string}");
    let [(sentence, fingerprint)] = breaking(&place).try_into().expect("one change");
    assert_eq!(sentence, "Remove support for `age` on `Tree`");
    diff(&place, &["--fail-on", "major"])
        .expect(1)
        .says(&format!("Fingerprint: {fingerprint}"));
    let line = format!("# Judged.\n{fingerprint}\tnobody reads it\n");
    place.write("project/spec/reviewed.tsv", &line);
    let ran = diff(&place, &["--fail-on", "major"]).expect(0);
    ran.says("verdict: major");
    ran.says(
        "Accepted in spec/reviewed.tsv (1)\n  * Remove support for age on Tree: nobody reads it",
    );
    assert!(!ran.out.contains("Breaking for callers"), "{}", ran.out);
    let ran = diff(&place, &["--format", "md"]).expect(0);
    ran.says("- Remove support for `age` on `Tree`: nobody reads it");

    // Another change beside it is new, and does not make the first another one.
    place.write(
        "project/new.yaml",
        &document("2026-01-01.trees", ", bark: {type: integer}"),
    );
    let ran = diff(&place, &["--fail-on", "major"]).expect(1);
    ran.says("Breaking for callers (1)\n  1. Change type of Tree.bark from string to integer");
    // The same change at more places is another one.
    place.write("project/new.yaml", &document("2026-01-01.trees", ""));
    let [(_, both)] = breaking(&place).try_into().expect("one change");
    assert_ne!(both, fingerprint);
}

#[test]
fn lines_that_say_nothing_are_refused() {
    let place = place(BOTH, "");
    let lines = "0123456789abcdef\nxyz\ta reason\n0123456789abcdef\t \n\
                 0123456789abcdef\ta reason\n0123456789abcdef\tanother\n";
    place.write("project/spec/reviewed.tsv", lines);
    let ran = diff(&place, &[]).expect(2);
    for part in [
        "spec/reviewed.tsv:1:1",
        "spec/reviewed.tsv:2:1",
        "`xyz` is no fingerprint",
        "spec/reviewed.tsv:3:18",
        "a change without a reason",
        "spec/reviewed.tsv:5:1",
        "`0123456789abcdef` has a line already",
    ] {
        ran.says(part);
    }
}

#[test]
fn annotations_are_on_the_lines_of_the_crate() {
    let place = place(BOTH, ", bark: {type: integer}");
    let ran = diff(&place, &["--format", "github"]).expect(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    let [removed, retyped] = lines.as_slice() else {
        panic!("{}", ran.out);
    };
    assert!(
        removed.contains("::Remove support for `age` on `Tree`. Instead: "),
        "{removed}"
    );
    let rest = retyped
        .strip_prefix("::error file=generated/")
        .expect("a file");
    let (file, rest) = rest.split_once(",line=").expect("a line");
    let (number, rest) = rest.split_once(',').expect("a title");
    assert!(
        rest.starts_with("title=retyped::Change type of `Tree.bark`"),
        "{rest}"
    );
    let codegen = ["codegen", "--spec", "new.yaml", "--out", "out"];
    xtask(&place.at("project"), &codegen).expect(0);
    let text = std::fs::read_to_string(place.at("project/out").join(file)).expect("a file");
    let number: usize = number.parse().expect("a number");
    let line = text.lines().nth(number - 1).expect("a line");
    assert_eq!(line.trim(), "pub bark: Option<i64>,");
}

#[test]
fn git_shows_changes_rather_than_lines() {
    let place = place("", "");
    let files = |document: &str| {
        place.commit(&[("refunds.yaml", document)]);
    };
    files(&document("2026-01-01.trees", BOTH));
    files(&document("2026-01-01.trees", ", bark: {type: string}"));
    place.write(
        "project/.git/info/attributes",
        "spec/refunds.yaml diff=stripe\n",
    );
    let driver = format!(
        "diff.stripe.command={} diff --git-driver",
        env!("CARGO_BIN_EXE_xtask")
    );
    let diff = |arguments: &[&str]| {
        place.git(&[&["-c", &driver, "--no-pager", "diff"], arguments].concat())
    };
    let said = diff(&["HEAD~1", "HEAD"]);
    assert!(said.starts_with("verdict: major\n"), "{said}");
    assert!(said.contains("1. Remove support for age on Tree"), "{said}");
    assert!(said.contains("spec/refunds.yaml ("), "{said}");
    // A version in the middle of an edit: the rest of the diff is still shown.
    place.write("project/spec/refunds.yaml", "openapi: [");
    place.write("project/spec/slice.yaml", "");
    place.git(&["add", "--intent-to-add", "spec/slice.yaml"]);
    let said = diff(&[]);
    assert!(said.starts_with("spec/refunds.yaml: error"), "{said}");
    assert!(said.contains("spec/slice.yaml"), "{said}");
}
