//! The first screen of a report: what breaks, in at most ten lines, each with its changes.

use std::collections::BTreeSet;

use generator::Lowered;
use generator::diff::{Level, Reason, Report, Revision};
use serde_json::json;
use tests::{read, shared};

use super::{BODY, FRAGMENT, REFUND, document, lower, remove, set};

fn report(base: &Lowered, head: &Lowered) -> Report {
    let revision = |lowered| Revision {
        name: "",
        sha256: "",
        lowered,
    };
    Report::new(revision(base), revision(head), "")
}

/// Lines about what breaks: one for each reason and example, and one for what no example is about.
fn lines(report: &Report) -> usize {
    let breaking = report.reasons.iter().filter(|one| is_breaking(one));
    let lines = breaking.map(|one| 1 + one.examples.len() + usize::from(one.more() > 0));
    lines.sum()
}

fn is_breaking(reason: &Reason) -> bool {
    reason.verdict == Level::Breaking.verdict()
}

#[test]
fn many_changes_are_at_most_ten_lines_and_each_leads_to_its_change() {
    let base = document(FRAGMENT);
    let mut head = base.clone();
    let fields = format!("{REFUND}/properties");
    for name in ["description", "receipt_number", "failure_reason"] {
        remove(&mut head, &fields, name);
    }
    for name in ["amount", "created", "currency"] {
        set(&mut head, &fields, name, json!({"type": "boolean"}));
    }
    let parameters = format!("{BODY}/properties");
    for name in ["charge", "payment_intent"] {
        remove(&mut head, &parameters, name);
    }
    remove(&mut head, "/paths", "/v1/refunds/{refund}/cancel");
    let base = lower(&base.to_string(), &read("spec/names.tsv"));
    let head = lower(&head.to_string(), &base.ledger.print());
    let report = report(&base, &head);
    let nouns: Vec<_> = report.reasons.iter().map(|one| one.noun).collect();
    assert_eq!(nouns[..2], ["removal", "change"], "{:?}", report.reasons);
    assert!(report.reasons[..2].iter().all(|one| one.more() > 0));
    assert!(lines(&report) <= 10, "{:?}", report.reasons);
    for reason in &report.reasons {
        for example in &reason.examples {
            let [number] = report.numbers(example)[..] else {
                panic!("{example:?} leads to no change");
            };
            let item = &report.at(Level::Breaking)[number - 1];
            assert_eq!(example.fingerprints, [item.fingerprint.as_str()]);
        }
    }
}

#[test]
fn of_many_removals_the_first_are_shown() {
    let base = document(FRAGMENT);
    let mut head = base.clone();
    let schemas = base["components"]["schemas"].as_object().expect("schemas");
    for (name, schema) in schemas {
        let lists = ["required", "x-expandableFields"].into_iter();
        let taken = lists.filter_map(|list| schema[list].as_array()).flatten();
        let taken: Vec<&serde_json::Value> = taken.collect();
        let fields = schema["properties"].as_object();
        let mut optional = fields.into_iter().flatten().map(|(field, _)| field);
        let field = optional.rfind(|field| !taken.iter().any(|one| *one == *field));
        if let Some(field) = field {
            let fields = format!("/components/schemas/{name}/properties");
            remove(&mut head, &fields, field);
        }
    }
    let base = lower(&base.to_string(), &read("spec/names.tsv"));
    let head = lower(&head.to_string(), &base.ledger.print());
    let report = report(&base, &head);
    let [first, ..] = report.reasons.as_slice() else {
        panic!("nothing breaks");
    };
    assert!(first.noun == "removal" && first.count > 10, "{first:?}");
    assert_eq!(first.examples.len() + first.more(), first.count);
    assert!(lines(&report) <= 10, "{:?}", report.reasons);
}

#[test]
fn a_release_of_stripe_is_one_removal_and_types_that_changed_place() {
    let versions = ["2026-04-22", "2026-05-27"];
    let texts = versions.map(|version| shared(&format!("specs/stripe-{version}.dahlia.json")));
    let [Some(old), Some(new)] = texts else {
        return;
    };
    let base = lower(&old, &read("spec/names.tsv"));
    let head = lower(&new, &base.ledger.print());
    let report = report(&base, &head);
    let breaking: Vec<&Reason> = report.reasons.iter().filter(|r| is_breaking(r)).collect();
    let counted = breaking.iter().map(|one| (one.count, one.noun));
    assert_eq!(
        counted.collect::<Vec<_>>(),
        [(1, "removal"), (10, "type"), (1, "name")]
    );
    assert!(lines(&report) <= 10, "{breaking:?}");
    // Together they lead to all of them, to each once.
    let examples = breaking.iter().flat_map(|one| &one.examples);
    let numbers: Vec<Vec<usize>> = examples.map(|one| report.numbers(one)).collect();
    assert_eq!(
        numbers.iter().map(Vec::len).collect::<Vec<_>>(),
        [1, 6, 4],
        "{breaking:?}"
    );
    let all: BTreeSet<usize> = numbers.into_iter().flatten().collect();
    assert_eq!(all, (1..=report.at(Level::Breaking).len()).collect());
}
