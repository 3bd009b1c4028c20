//! The committed fragment against the whole document: the same names and types, and our own prose.
//!
//! Whole documents are read from `../shared`, or from where `STRIPE_SHARED` points; without them the tests that need one
//! say that they were skipped. `PROJECT_ROOT` points the tests at another tree.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod comparison;
mod documents;
mod walks;

use std::collections::{BTreeMap, BTreeSet};

use self::comparison::compare;
use self::documents::{Whole, fragment, plan};
use self::walks::{escape, names, prose, reference, references, walk, without_prose, words};
use generator::slice::Plan;
use serde_json::Value;

/// This many consecutive words in common count as copied.
const RUN: usize = 8;

// ---------------------------------------------------------------------------------------------------------------------
// Without the whole document

#[test]
fn the_fragment_is_an_openapi_document() {
    let fragment = fragment();
    assert_eq!(fragment["openapi"], "3.0.0");
    assert!(!names(&fragment, "/paths").is_empty(), "no paths");
    assert!(
        !names(&fragment, "/components/schemas").is_empty(),
        "no schemas"
    );
    assert!(!plan().cuts.is_empty(), "no cuts");
}

#[test]
fn every_reference_resolves() {
    let fragment = fragment();
    let mut problems = Vec::new();
    walk(&fragment, "#", &mut |pointer, node| {
        let Some(target) = reference(node) else {
            return;
        };
        let found = target
            .strip_prefix('#')
            .and_then(|path| fragment.pointer(path));
        if found.is_none() {
            problems.push(format!("{pointer}: nothing stands at {target}"));
        }
        if node.as_object().is_some_and(|node| node.len() > 1) {
            problems.push(format!(
                "{pointer}: what stands beside a $ref is ignored by OpenAPI 3.0"
            ));
        }
    });
    report(&problems);
}

#[test]
fn everything_is_described() {
    let fragment = fragment();
    let described = |node: &Value| {
        let node = match reference(node).and_then(|target| target.strip_prefix('#')) {
            Some(path) => fragment.pointer(path).unwrap_or(node),
            None => node,
        };
        node["description"]
            .as_str()
            .is_some_and(|text| !text.trim().is_empty())
    };
    let mut problems = Vec::new();
    walk(&fragment, "#", &mut |pointer, node| {
        let mut check = |place: String, node: &Value| {
            if !described(node) {
                problems.push(format!("{place}: no description"));
            }
        };
        if node["operationId"].is_string() || node["in"].is_string() {
            check(pointer.to_owned(), node);
        }
        let members = match (&node["type"], &node["properties"]) {
            (Value::String(_), Value::Object(properties)) => Some(("properties", properties)),
            _ if pointer == "#/components" => node["schemas"].as_object().map(|s| ("schemas", s)),
            _ => None,
        };
        if let Some((key, members)) = members {
            for (name, member) in members {
                check(format!("{pointer}/{key}/{}", escape(name)), member);
            }
        }
    });
    report(&problems);
}

#[test]
fn no_schema_is_unreachable() {
    let fragment = fragment();
    let mut reached = BTreeSet::new();
    let mut waiting = references(&fragment["paths"]);
    while let Some(name) = waiting.pop_first() {
        waiting.append(&mut references(&fragment["components"]["schemas"][&name]));
        reached.insert(name);
        waiting.retain(|name| !reached.contains(name));
    }
    let problems: Vec<_> = names(&fragment, "/components/schemas")
        .into_iter()
        .filter(|name| !reached.contains(name))
        .map(|name| format!("#/components/schemas/{name}: no operation reaches it"))
        .collect();
    report(&problems);
}

// ---------------------------------------------------------------------------------------------------------------------
// With the whole document

/// The fragment is the slice of the plan with our prose.
#[test]
fn the_fragment_is_a_slice_of_the_whole_document() {
    let fragment = fragment();
    let Some(whole) = Whole::of(&fragment) else {
        return;
    };
    let mut expected = whole.slice(&plan());
    generator::slice::without_prose(&mut expected);
    let mut left = Vec::new();
    prose(&expected, &mut |pointer, text| {
        // OpenAPI requires a description for each response.
        if !(text.is_empty() && pointer.contains("/responses/")) {
            left.push(format!("{pointer}: {text}"));
        }
    });
    report(&left);
    let mut problems = Vec::new();
    compare(
        &without_prose(&expected),
        &without_prose(&fragment),
        "#",
        &mut problems,
    );
    report(&problems);
}

#[test]
fn every_cut_is_needed() {
    let Some(whole) = Whole::of(&fragment()) else {
        return;
    };
    let schemas = |plan: &Plan| names(&whole.slice(plan), "/components/schemas").len();
    let plan = plan();
    let all = schemas(&plan);
    let mut problems = Vec::new();
    for cut in &plan.cuts {
        let mut others = plan.clone();
        others.cuts.retain(|other| other != cut);
        if schemas(&others) == all {
            problems.push(format!(
                "{}: the cut does not apply: nothing more is reached without it",
                cut.pointer
            ));
        }
    }
    report(&problems);
}

#[test]
fn every_operation_on_refunds_is_in_the_fragment() {
    let fragment = fragment();
    let Some(Whole { value: whole, .. }) = Whole::of(&fragment) else {
        return;
    };
    let mut problems = Vec::new();
    walk(&whole["paths"], "#/paths", &mut |pointer, node| {
        // One operation refunds a charge and returns the charge.
        let on_refunds = references(&node["responses"]["200"]).contains("refund")
            || node["operationId"] == "PostChargesChargeRefund";
        if on_refunds && fragment.pointer(&pointer[1..]).is_none() {
            problems.push(format!("{pointer}: not in the fragment"));
        }
    });
    report(&problems);
}

#[test]
fn the_prose_is_our_own() {
    let fragment = fragment();
    let Some(Whole { value: whole, .. }) = Whole::of(&fragment) else {
        return;
    };
    let mut ours: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    prose(&fragment, &mut |pointer, text| {
        for run in words(text).windows(RUN) {
            let places = ours.entry(run.join(" ")).or_default();
            places.insert(pointer.to_owned());
        }
    });
    // The text at the same place is the likeliest source of a copy, but any text of the document could be one.
    let mut problems = BTreeSet::new();
    prose(&whole, &mut |theirs, text| {
        for run in words(text).windows(RUN).map(|run| run.join(" ")) {
            for pointer in ours.get(&run).into_iter().flatten() {
                problems.insert(format!("{pointer}: \"{run}\" stands at {theirs}"));
            }
        }
    });
    report(&problems.into_iter().collect::<Vec<_>>());
}

fn report(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}
