//! The same input produces the same bytes, whatever the order of its maps.

use std::num::NonZeroUsize;

use generator::emit::{Context, emit_on};
use tests::{generate, read, reversed, shared};

#[test]
fn twice_is_the_same() {
    for (path, ledger) in [
        ("spec/refunds.yaml", read("spec/names.tsv")),
        ("tests/specs/obstacles.yaml", String::new()),
    ] {
        let document = read(path);
        let first = generate(path, &document, &ledger);
        let second = generate(path, &document, &ledger);
        assert_eq!(first.files, second.files);
        assert_eq!(first.ledger, second.ledger);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_files() {
    let whole = shared("specs/stripe-2026-05-27.dahlia.json");
    let documents = ["spec/refunds.yaml", "tests/specs/obstacles.yaml"]
        .map(|path| (path, read(path)))
        .into_iter()
        .chain(whole.map(|document| ("whole.json", document)));
    for (name, document) in documents {
        let exceptions = tests::exceptions();
        let data = tests::data(&without(&exceptions));
        let input = input(name, &document, &data);
        let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
        let on = |threads| {
            let context = Context {
                api: &lowered.api,
                names: &lowered.names,
                exceptions: &data.exceptions,
                crate_name: "stripe_client",
                events: &data.events,
                examples: &data.examples,
            };
            emit_on(threads, &context).unwrap_or_else(|problems| panic!("{problems:?}"))
        };
        let [one, two, seven] = [1, 2, 7].map(|threads| on(NonZeroUsize::new(threads).unwrap()));
        assert!(one.len() > 10, "{name}");
        assert_eq!(one, two, "{name}");
        assert_eq!(one, seven, "{name}");
    }
}

#[test]
fn order_of_maps_does_not_matter() {
    for path in ["spec/refunds.yaml", "tests/specs/obstacles.yaml"] {
        let document = read(path);
        let other = reversed(&document);
        assert_ne!(document, other);
        let (first, second) = (generate(path, &document, ""), generate(path, &other, ""));
        assert_eq!(first.files, second.files);
        assert_eq!(first.ledger, second.ledger);
    }
}

#[test]
fn ledger_of_one_run_is_that_of_the_next() {
    let document = read("spec/refunds.yaml");
    let first = generate("spec/refunds.yaml", &document, "");
    let second = generate("spec/refunds.yaml", &document, &first.ledger.print());
    assert_eq!(first.files, second.files);
    assert_eq!(first.ledger, second.ledger);
}

#[test]
fn prose_is_no_part_of_a_name() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let mut value: serde_json::Value = serde_json::from_str(&document).unwrap_or_default();
    replace_prose(&mut value);
    let (before, after) = (names(&document), names(&value.to_string()));
    assert!(before.lines().count() > 600);
    assert_eq!(before, after);
}

fn names(document: &str) -> String {
    let exceptions = tests::exceptions();
    generator::lower(&input(
        "whole.json",
        document,
        &tests::data(&without(&exceptions)),
    ))
    .map(|lowered| lowered.ledger.print())
    .unwrap_or_default()
}

fn input<'a>(name: &'a str, document: &'a str, data: &'a generator::Data) -> generator::Input<'a> {
    let document = document.as_bytes();
    generator::Input {
        name,
        document,
        data,
    }
}

/// The exceptions, without ledger, fixups or events.
fn without(exceptions: &str) -> tests::Data<'_> {
    tests::Data {
        exceptions,
        ..tests::Data::default()
    }
}

fn replace_prose(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    serde_json::Value::String(text)
                        if key == "title" || key == "description" || key == "summary" =>
                    {
                        *text = "Other words".to_owned();
                    }
                    other => replace_prose(other),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(replace_prose),
        _ => {}
    }
}
