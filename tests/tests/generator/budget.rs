//! The limits on the work for a document leave room for Stripe's own to grow.

use generator::budget::{FILE, Limits, PATHS, SCHEMA_NAMES, SCHEMAS, Spent, VALUES};
use generator::{Data, Input};

/// How many times larger each limit is than what Stripe's whole document takes.
const MARGIN: usize = 3;

fn fits(what: &str, spent: Spent, limits: Limits) -> Vec<String> {
    let pairs = [
        ("nodes", spent.nodes, limits.nodes),
        ("depth", spent.depth, limits.depth),
        ("bytes", spent.bytes, limits.bytes),
    ];
    let tight = pairs
        .into_iter()
        .filter(|(_, spent, limit)| spent * MARGIN > *limit);
    tight
        .map(|(of, spent, limit)| format!("{what}: {spent} {of} of {limit}"))
        .collect()
}

#[test]
fn stripes_whole_document_takes_less_than_a_third() {
    let name = "specs/stripe-2026-05-27.dahlia.json";
    let Some(document) = tests::shared(name) else {
        return;
    };
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &Data::default(),
    };
    let (values, schemas) = generator::spent(&input).expect("a document that is accepted");
    println!(
        "{} bytes, values: {values:?}, schemas: {schemas:?}",
        document.len()
    );
    let mut tight = Vec::new();
    if document.len() * MARGIN > FILE {
        tight.push(format!("{} bytes of {FILE}", document.len()));
    }
    tight.extend(fits("values", values, VALUES));
    tight.extend(fits("schemas", schemas, SCHEMAS));
    let read: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    for (pointer, limit) in [("/paths", PATHS), ("/components/schemas", SCHEMA_NAMES)] {
        let entries = read.pointer(pointer).and_then(|all| all.as_object());
        let entries = entries.expect("an object").len();
        if entries * MARGIN > limit {
            tight.push(format!("{pointer}: {entries} of {limit}"));
        }
    }
    assert_eq!(tight, Vec::<String>::new());
}
