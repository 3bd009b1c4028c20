//! Operations are named as in Stripe's own SDKs.

use std::collections::BTreeMap;

use generator::Input;
use tests::{exceptions, shared};

#[test]
fn operations_of_the_whole_document() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let Some(facts) = shared("facts/operation-names.tsv") else {
        return;
    };
    let exceptions = exceptions();
    let input = Input {
        name: "whole.json",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
    let given: BTreeMap<String, String> = lowered
        .named_operations()
        .map(|(operation, name)| (operation.route(), name))
        .collect();
    let expected: BTreeMap<String, String> = facts
        .lines()
        .skip(1)
        .filter_map(
            |line| match line.split('\t').collect::<Vec<_>>().as_slice() {
                [method, path, _, service, name, _] => {
                    Some((format!("{method} {path}"), format!("{service}.{name}")))
                }
                _ => None,
            },
        )
        .collect();
    assert_eq!(expected.len(), 619);
    assert_eq!(given, expected);
}

/// An item of a list is named in the singular: by the rule, or as the data file has it.
#[test]
fn singulars_without_a_rule_are_data() {
    let document = "openapi: 3.0.0\ninfo: {title: A, version: 2026-01-01.a}\nservers: [{url: https://api.example.com/}]\n\
        paths: {}\ncomponents:\n  schemas:\n    tree:\n      type: object\n      properties:\n        \
        first_leaves: {type: array, items: {type: string, enum: [a, b]}}\n        \
        second_fruits: {type: array, items: {type: string, enum: [c, d]}}\n";
    let names = |exceptions: &str| {
        let input = Input {
            name: "trees.yaml",
            document: document.as_bytes(),
            data: &tests::data(&tests::Data {
                exceptions,
                ..tests::Data::default()
            }),
        };
        let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
        let types = lowered.names.types();
        let names: Vec<String> = types.map(|(_, path)| path.to_string()).collect();
        names[1..].join(" ")
    };
    let fruit = "objects::tree::SecondFruit";
    assert_eq!(names(""), format!("objects::tree::FirstLeave {fruit}"));
    let exception = "singular\tleaves\tleaf\tirregular\n";
    assert_eq!(
        names(exception),
        format!("objects::tree::FirstLeaf {fruit}")
    );
}

/// No name is longer than those of the schemas that Stripe names itself.
#[test]
fn names_are_short() {
    for name in ["2026-04-22", "2026-05-27"] {
        let Some(document) = shared(&format!("specs/stripe-{name}.dahlia.json")) else {
            return;
        };
        let exceptions = exceptions();
        let input = Input {
            name: "whole.json",
            document: document.as_bytes(),
            data: &tests::data(&tests::Data {
                exceptions: &exceptions,
                ..tests::Data::default()
            }),
        };
        let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
        let types: Vec<_> = lowered.names.types().collect();
        assert!(types.len() > 8_000, "{}", types.len());
        for (place, path) in types {
            let is_schema = place.steps().is_empty();
            let longest = if is_schema { 140 } else { 60 };
            assert!(path.name.len() <= longest, "{path}");
        }
    }
}
