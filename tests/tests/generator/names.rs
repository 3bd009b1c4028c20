//! Operations are named as in Stripe's own SDKs.

use std::collections::{BTreeMap, BTreeSet};

use generator::Input;
use generator::names::LONGEST;
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

/// Types whose names would be too long get their own module.
#[test]
fn names_are_not_too_long() {
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
        let paths: BTreeSet<_> = lowered.ledger.paths().collect();
        assert!(paths.len() > 8_000, "{}", paths.len());
        for path in paths {
            for part in path.split("::") {
                assert!(part.len() <= LONGEST, "{path}");
            }
        }
    }
}
