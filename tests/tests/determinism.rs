//! The same input gives the same bytes, in any order of its maps.

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
    let input = generator::Input {
        name: "whole.json",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    generator::lower(&input)
        .map(|lowered| lowered.ledger.print())
        .unwrap_or_default()
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
