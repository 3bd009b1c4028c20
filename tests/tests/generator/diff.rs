//! Comparison of two documents: each kind of change is reported once, at its level, and nothing else is.

mod fields;
mod first_screen;
mod mutations;
mod operations;
mod recall;
mod report;
mod shapes;
mod texts;
mod untold;
mod whole;

use generator::diagnostic::Report;
use generator::diff::{Change, Diff, Level, compare};
use generator::{Input, Lowered};
use serde_json::Value;
use tests::{events, exceptions, fixups, read};

pub(crate) fn lower(document: &str, ledger: &str) -> Lowered {
    try_lower(document, ledger).unwrap_or_else(|report| panic!("{report}"))
}

fn try_lower(document: &str, ledger: &str) -> Result<Lowered, Report> {
    let (exceptions, fixups, events) = (exceptions(), fixups(), events());
    let input = Input {
        name: "document",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger,
            exceptions: &exceptions,
            fixups: &fixups,
            events: &events,
            ..tests::Data::default()
        }),
    };
    generator::lower(&input)
}

/// Like `cargo xtask diff` with two files.
fn diff_of(base: &str, head: &str) -> (Lowered, Lowered, Diff) {
    let base = lower(base, &read("spec/names.tsv"));
    let head = lower(head, &base.ledger.print());
    let diff = compare(&base, &head);
    (base, head, diff)
}

fn document(path: &str) -> Value {
    serde_yaml::from_str(&read(path)).expect("it is YAML")
}

/// Compares a document with a copy that `change` has edited.
fn changed(path: &str, change: impl Fn(&mut Value)) -> Diff {
    let base = document(path);
    let mut head = base.clone();
    change(&mut head);
    assert_ne!(base, head, "nothing was changed");
    let (_, _, diff) = diff_of(&base.to_string(), &head.to_string());
    for (one, document) in [(true, &base), (false, &head)] {
        assert_pointers(&diff, one, document);
    }
    diff
}

/// Each pointer resolves.
fn assert_pointers(diff: &Diff, base: bool, document: &Value) {
    for change in diff.all() {
        for site in &change.sites {
            let pointer = if base { &site.base } else { &site.head };
            let Some(pointer) = pointer else { continue };
            let path = pointer.strip_prefix('#').expect("a pointer begins with #");
            assert!(document.pointer(path).is_some(), "{pointer} leads nowhere");
        }
        let proven = |site: &generator::diff::Site| site.base.is_some() || site.head.is_some();
        assert!(change.sites.iter().all(proven), "{change:?}");
    }
}

fn reported(diff: &Diff) -> Vec<(Level, String)> {
    let reported = |change: &Change| (change.level, change.sentence(usize::MAX));
    diff.changes.iter().map(reported).collect()
}

#[track_caller]
fn expect(diff: &Diff, expected: &[(Level, &str)]) {
    let expected: Vec<(Level, String)> = expected
        .iter()
        .map(|(level, text)| (*level, (*text).to_owned()))
        .collect();
    assert_eq!(reported(diff), expected);
    assert_eq!(diff.prose, 0);
    assert!(!diff.rest);
}

const FRAGMENT: &str = "spec/refunds.yaml";
const CONSTRUCTS: &str = "tests/specs/constructs.yaml";
const REFUND: &str = "/components/schemas/refund";
const BODY: &str =
    "/paths/~1v1~1refunds/post/requestBody/content/application~1x-www-form-urlencoded/schema";

fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("no {pointer}"))
}

fn set(document: &mut Value, pointer: &str, key: &str, value: Value) {
    let map = at(document, pointer).as_object_mut().expect("a map");
    map.insert(key.to_owned(), value);
}

fn remove(document: &mut Value, pointer: &str, key: &str) {
    let map = at(document, pointer).as_object_mut().expect("a map");
    map.remove(key).unwrap_or_else(|| panic!("no {key}"));
}

fn push(document: &mut Value, pointer: &str, value: &str) {
    let list = at(document, pointer).as_array_mut().expect("a list");
    list.push(value.into());
}

fn take(document: &mut Value, pointer: &str, value: &str) {
    let list = at(document, pointer).as_array_mut().expect("a list");
    list.retain(|item| item != value);
}
