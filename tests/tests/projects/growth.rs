//! A program that was written for a part of the API compiles against more of it: every place has a name, and the name does
//! not depend on what else is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use generator::ir::Direction;
use generator::slice::{Patterns, Plan};
use generator::{Input, Lowered};
use serde_json::Value;
use tests::emitted::{self, Features, Package};
use tests::{exceptions, fixups, read, shared};

/// Pairs of slices for each document; `GROWTH_PAIRS` has another number.
const PAIRS: usize = 3;

/// Lowers a document, or a part of it.
fn lower(document: &str, ledger: &str, plan: Option<&Plan>) -> Lowered {
    let (exceptions, fixups) = (exceptions(), fixups());
    let input = Input {
        name: "document",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            ledger,
            exceptions: &exceptions,
            fixups: &fixups,
            ..tests::Data::default()
        }),
    };
    let lowered = match plan {
        Some(plan) => generator::lower_slice(&input, plan),
        None => generator::lower(&input),
    };
    lowered.unwrap_or_else(|report| panic!("{report}"))
}

/// The paths of all types and requests, by their places.
fn paths(lowered: &Lowered) -> BTreeMap<String, String> {
    let types = lowered.names.types();
    let types = types.map(|(place, path)| (place.to_string(), path.to_string()));
    let requests = lowered.api.operations.iter().map(|operation| {
        let path = lowered.names.request(operation).expect("it has a name");
        (operation.route(), path.to_string())
    });
    types.chain(requests).collect()
}

#[test]
#[ignore = "slow: lowers the whole document for each pair of slices, and compiles a program with all names"]
fn a_program_for_a_part_compiles_against_more() {
    let pairs = std::env::var("GROWTH_PAIRS").ok();
    let pairs = pairs.map_or(PAIRS, |pairs| pairs.parse().expect("a number"));
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(document) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        let whole = lower(&document, "", None);
        let names: Vec<String> = whole.named_operations().map(|(_, name)| name).collect();
        let all = paths(&whole);
        let mut random = fastrand::Rng::with_seed(7);
        for pair in 0..pairs {
            let mut chosen = BTreeSet::new();
            let mut part = |count: usize| {
                chosen.extend((0..count).map(|_| names[random.usize(..names.len())].as_str()));
                let list: Vec<&str> = chosen.iter().copied().collect();
                let plan = Plan::from(Patterns::parse(&list.join(",")));
                paths(&lower(&document, "", Some(&plan)))
            };
            let (smaller, larger) = (part(6), part(20));
            assert!(smaller.len() > 20, "{version} {pair}");
            for (place, path) in &smaller {
                assert_eq!(larger.get(place), Some(path), "{version} {pair}: {place}");
            }
            for (place, path) in &larger {
                assert_eq!(all.get(place), Some(path), "{version} {pair}: {place}");
            }
        }
        // All of these, and those of the committed client, in one program.
        let fragment = lower(&read("spec/refunds.yaml"), &read("spec/names.tsv"), None);
        let mut used: BTreeSet<String> = all.values().cloned().collect();
        used.extend(paths(&fragment).into_values());
        let mut program = "#![allow(deprecated)]\n".to_owned();
        for (number, path) in used.iter().enumerate() {
            let _ = writeln!(program, "pub type N{number} = stripe_client::{path};");
        }
        let package = Package {
            name: &format!("growth-{version}"),
            client: &emitted::client(&format!("whole-{version}"), &document),
            features: Features::None,
            manifest: "",
            files: BTreeMap::from([("src/lib.rs".to_owned(), program)]),
        };
        emitted::cargo(&package.write(), &["check", "--quiet"]);
        println!("{version}: {pairs} pairs of slices, {} names", used.len());
    }
}

/// Counted from the document, by other code than names them.
#[test]
fn every_place_of_a_parameter_has_a_name() {
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(text) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        let document: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut expected = 0;
        for item in document["paths"].as_object().expect("a map").values() {
            for operation in item.as_object().expect("a map").values() {
                let query = operation["parameters"].as_array().into_iter().flatten();
                let query = query.filter(|parameter| parameter["in"] == "query");
                expected += query
                    .map(|one| count(&one["schema"], &document))
                    .sum::<usize>();
                let bodies = operation["requestBody"]["content"].as_object();
                for media in bodies.into_iter().flat_map(serde_json::Map::values) {
                    let properties = media["schema"]["properties"].as_object();
                    let properties = properties.into_iter().flat_map(serde_json::Map::values);
                    expected += properties.map(|one| count(one, &document)).sum::<usize>();
                }
            }
        }
        let lowered = lower(&text, "", None);
        let routes: BTreeSet<String> = lowered
            .api
            .operations
            .iter()
            .map(|one| one.route())
            .collect();
        let named: BTreeSet<String> = lowered
            .names
            .types()
            .filter(|(place, _)| routes.contains(place.root()) && place.steps()[0] != "reply")
            .map(|(_, path)| path.to_string())
            .collect();
        println!(
            "{version}: {} of {expected} places have a name of their own",
            named.len()
        );
        assert_eq!(named.len(), expected, "{version}");
        assert!(expected > 5000, "{expected}");
        // A slip of the counter would compare nothing.
        let requests = lowered.api.types.values();
        let defined = requests.filter(|def| def.direction == Direction::Request);
        assert!(defined.count() < expected);
    }
}

/// Objects, enumerations and unions in the schema of a parameter.
fn count(schema: &Value, document: &Value) -> usize {
    if let Some(pointer) = schema["$ref"].as_str() {
        let target = document.pointer(pointer.trim_start_matches('#'));
        return count(target.expect("it is there"), document);
    }
    if let Some(all) = schema["anyOf"].as_array() {
        let clears = |one: &&Value| one["enum"] == serde_json::json!([""]);
        let all: Vec<&Value> = all.iter().filter(|one| !clears(one)).collect();
        if is_range(&all) {
            return 0;
        }
        let inner: usize = all.iter().map(|one| count(one, document)).sum();
        return inner + usize::from(all.len() > 1);
    }
    if let Some(values) = schema["enum"].as_array() {
        return usize::from(values.iter().any(|value| value != ""));
    }
    match schema["type"].as_str() {
        Some("array") => count(&schema["items"], document),
        Some("object") if schema["additionalProperties"].is_object() => {
            count(&schema["additionalProperties"], document)
        }
        Some("object") if !is_range(&[schema]) => {
            let properties = schema["properties"].as_object();
            let properties = properties.into_iter().flat_map(serde_json::Map::values);
            1 + properties.map(|one| count(one, document)).sum::<usize>()
        }
        _ => 0,
    }
}

/// Bounds, which are Rust's own ranges.
fn is_range(all: &[&Value]) -> bool {
    let bounds = |one: &Value| {
        let names = one["properties"].as_object();
        names.is_some_and(|names| names.keys().eq(["gt", "gte", "lt", "lte"]))
    };
    all.iter().any(|one| bounds(one))
        && all
            .iter()
            .all(|one| bounds(one) || one["properties"].is_null())
}
