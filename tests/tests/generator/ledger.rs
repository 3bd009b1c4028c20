//! An assigned name never changes, whatever else changes in the document, and is never reused.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod changes;
mod retired;
mod whole;

use std::collections::BTreeMap;

use generator::emit::{Named, public_names};
use generator::names::Ledger;
use generator::{Input, Lowered};
use serde_yaml::Value;
use tests::read;

/// Documents with very different contents.
const DOCUMENTS: [&str; 5] = [
    "spec/refunds.yaml",
    "tests/specs/calls.yaml",
    "tests/specs/constructs.yaml",
    "tests/specs/expand.yaml",
    "tests/specs/obstacles.yaml",
];

fn try_lower(document: &str, ledger: &str) -> Result<Lowered, String> {
    let exceptions = tests::exceptions();
    let input = Input {
        name: "document",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger,
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    generator::lower(&input).map_err(|report| report.render(false))
}

fn lower(document: &str, ledger: &str) -> Lowered {
    try_lower(document, ledger).unwrap_or_else(|report| panic!("{report}"))
}

/// The public names of the client, by schema path and item.
fn public(lowered: &Lowered) -> BTreeMap<Named, String> {
    public_names(&lowered.api, &lowered.names)
}

/// Items of both whose name in `after` differs from that in `before`.
fn renamed(before: &Lowered, after: &Lowered) -> Vec<String> {
    let (before, after) = (public(before), public(after));
    let both = before
        .iter()
        .filter_map(|(named, old)| Some((named, old, after.get(named)?)));
    both.filter(|(_, old, new)| old != new)
        .map(|((place, of), old, new)| format!("{place} {of}: {old} is now {new}"))
        .collect()
}

/// Paths of the first ledger that have another name in the second, or none.
fn moved(before: &Ledger, after: &Ledger) -> Vec<String> {
    before
        .iter()
        .filter(|(place, path)| after.path(place) != Some(path))
        .map(|(place, _)| place.to_owned())
        .collect()
}

fn parse(document: &str) -> Value {
    serde_yaml::from_str(document).expect("a document is YAML")
}

fn text(document: &Value) -> String {
    serde_yaml::to_string(document).expect("a value can be written")
}

fn fragment() -> Value {
    parse(&read("spec/refunds.yaml"))
}

/// The value at a path of keys.
fn at<'a>(document: &'a mut Value, path: &[&str]) -> &'a mut Value {
    path.iter().fold(document, |value, key| {
        value.get_mut(*key).unwrap_or_else(|| panic!("no {key}"))
    })
}

/// The parameters in the body of an operation.
fn parameters<'a>(document: &'a mut Value, path: &str) -> &'a mut Value {
    let body = [
        "requestBody",
        "content",
        "application/x-www-form-urlencoded",
    ];
    let body = at(at(document, &["paths", path, "post"]), &body);
    at(body, &["schema", "properties"])
}

fn insert(map: &mut Value, key: &str, value: Value) {
    let map = map.as_mapping_mut().expect("a map");
    map.insert(key.into(), value);
}

fn remove(map: &mut Value, key: &str) -> Value {
    let map = map.as_mapping_mut().expect("a map");
    map.remove(key).expect("it is there")
}

fn set_version(document: &mut Value, version: &str) {
    *at(document, &["info", "version"]) = version.into();
}

/// A dot stands between the steps of an operation's name, so a segment of a path must not bring one of its own.
#[test]
fn a_path_with_a_dot_is_accepted_with_its_own_ledger() {
    let get = |id: &str| {
        format!(
            "{{get: {{operationId: {id}, responses: {{'200': {{description: One., \
             content: {{application/json: {{schema: {{type: object}}}}}}}}}}}}}}"
        )
    };
    let document = format!(
        "openapi: 3.0.0\ninfo: {{title: Dots, version: 2026-01-01.dots}}\n\
         servers: [{{url: \"https://api.example.com/\"}}]\npaths:\n  \
         /v1/coin.note: {}\n  /v1/coins/print.all: {}\n",
        get("One"),
        get("Two")
    );
    let first = lower(&document, "");
    let again = lower(&document, &first.ledger.print());
    assert_eq!(again.ledger, first.ledger);
    assert_eq!(public(&again), public(&first));
}
