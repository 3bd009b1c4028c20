//! A small change of the document produces a small change of the output.

mod folded;
mod whole;

use std::collections::BTreeMap;

use serde_yaml::Value;
use similar::{ChangeTag, TextDiff};
use tests::{generate, read};

fn fragment() -> Value {
    serde_yaml::from_str(&read("spec/refunds.yaml")).expect("the fragment is YAML")
}

fn files(document: &Value) -> BTreeMap<String, String> {
    let text = serde_yaml::to_string(document).expect("a value can be written");
    generate("changed.yaml", &text, &read("spec/names.tsv")).files
}

/// Lines added and removed in all files, and the changed files.
fn changed(before: &Value, after: &Value) -> (usize, Vec<String>) {
    let (before, after) = (files(before), files(after));
    let mut lines = 0;
    let mut touched = Vec::new();
    for path in before
        .keys()
        .chain(after.keys())
        .collect::<std::collections::BTreeSet<_>>()
    {
        let text = |files: &BTreeMap<String, String>| files.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(&before), text(&after));
        let changes = TextDiff::from_lines(&old, &new)
            .iter_all_changes()
            .filter(|change| change.tag() != ChangeTag::Equal)
            .count();
        if changes > 0 {
            lines += changes;
            touched.push(path.clone());
        }
    }
    (lines, touched)
}

fn at<'a>(document: &'a mut Value, path: &[&str]) -> &'a mut Value {
    path.iter().fold(document, |value, key| {
        value.get_mut(*key).unwrap_or_else(|| panic!("no {key}"))
    })
}

const BODY: [&str; 6] = [
    "paths",
    "/v1/refunds",
    "post",
    "requestBody",
    "content",
    "application/x-www-form-urlencoded",
];

#[test]
fn a_new_enum_value_of_a_reply() {
    let (before, mut after) = (fragment(), fragment());
    let values = at(
        &mut after,
        &[
            "components",
            "schemas",
            "refund",
            "properties",
            "reason",
            "enum",
        ],
    );
    values
        .as_sequence_mut()
        .expect("a list")
        .push("brand_new".into());
    let (lines, files) = changed(&before, &after);
    assert!((1..=4).contains(&lines), "{lines} lines in {files:?}");
}

#[test]
fn a_new_enum_value_of_requests() {
    let (before, mut after) = (fragment(), fragment());
    let charges = [
        "paths",
        "/v1/charges/{charge}/refunds",
        "post",
        "requestBody",
        "content",
        "application/x-www-form-urlencoded",
    ];
    let charge = [
        "paths",
        "/v1/charges/{charge}/refund",
        "post",
        "requestBody",
        "content",
        "application/x-www-form-urlencoded",
    ];
    for body in [BODY, charges, charge] {
        let values = at(
            at(&mut after, &body),
            &["schema", "properties", "reason", "enum"],
        );
        values
            .as_sequence_mut()
            .expect("a list")
            .push("brand_new".into());
    }
    let (lines, files) = changed(&before, &after);
    assert!((1..=4).contains(&lines), "{lines} lines in {files:?}");
}

#[test]
fn a_new_optional_parameter() {
    let (before, mut after) = (fragment(), fragment());
    let properties = at(at(&mut after, &BODY), &["schema", "properties"]);
    let schema = serde_yaml::from_str(
        "{description: New., anyOf: [{type: integer}, {type: string, enum: ['']}]}",
    )
    .expect("YAML");
    properties
        .as_mapping_mut()
        .expect("a map")
        .insert("brand_new".into(), schema);
    let (lines, files) = changed(&before, &after);
    assert!((1..=12).contains(&lines), "{lines} lines in {files:?}");
}

#[test]
fn a_new_optional_reply_field() {
    let (before, mut after) = (fragment(), fragment());
    let properties = at(
        &mut after,
        &["components", "schemas", "refund", "properties"],
    );
    let schema = serde_yaml::from_str("{description: New., type: integer}").expect("YAML");
    properties
        .as_mapping_mut()
        .expect("a map")
        .insert("brand_new".into(), schema);
    let (lines, files) = changed(&before, &after);
    assert!((1..=6).contains(&lines), "{lines} lines in {files:?}");
}

#[test]
fn a_new_version_touches_provenance_alone() {
    let (before, mut after) = (fragment(), fragment());
    *at(&mut after, &["info", "version"]) = "2027-01-01.elm".into();
    let (lines, files) = changed(&before, &after);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_eq!((lines, files), (4, vec!["README.md", "src/version.rs"]));
}
