//! The published schemas of `--format json`: real reports are as they say, and they list all kinds and levels.

use std::collections::{BTreeMap, BTreeSet};

use generator::diff::{FileChange, Lapsed, Output, Part, Report, Revision};
use generator::{Input, Lowered};
use serde_json::{Value, json};
use tests::cases::{self, lowered};
use tests::{read, shared};

use crate::ran::xtask;

const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The keys that a report may lack.
const OPTIONAL: [&str; 3] = ["comment", "reviewed", "within"];

fn schema(name: &str) -> Value {
    let text = read(&format!("docs/schemas/{name}.schema.json"));
    serde_json::from_str(&text).expect("JSON")
}

/// Asserts that a report is as its schema says.
pub(crate) fn assert_valid(name: &str, report: &Value) {
    let errors = errors(name, report);
    assert!(errors.is_empty(), "{errors:#?}");
}

fn errors(name: &str, report: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&schema(name)).expect("a schema");
    let errors = validator.iter_errors(report).take(5);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn compared(base: &Lowered, head: &Lowered) -> Report {
    let revision = |name, lowered| Revision {
        name,
        sha256: HASH,
        lowered,
    };
    Report::new(revision("old", base), revision("new", head), "1.2.3")
}

fn json(report: &Report) -> Value {
    serde_json::to_value(report).expect("plain data")
}

/// Each value that stands at a key, anywhere.
fn at<'a>(value: &'a Value, key: &str, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| at(item, key, found)),
        Value::Object(map) => {
            found.extend(map.get(key).and_then(Value::as_str));
            map.values().for_each(|item| at(item, key, found));
        }
        _ => {}
    }
}

fn listed<'a>(schema: &'a Value, pointer: &str) -> BTreeSet<&'a str> {
    let list = schema.pointer(pointer).and_then(Value::as_array);
    let list = list.unwrap_or_else(|| panic!("no list at {pointer}"));
    let listed: BTreeSet<&str> = list.iter().filter_map(Value::as_str).collect();
    assert_eq!(listed.len(), list.len(), "{pointer} lists something twice");
    listed
}

/// Another test asserts that the cases have all kinds of the code.
#[test]
fn reports_of_all_kinds_are_valid_and_the_schemas_list_no_other() {
    let mut reports = Vec::new();
    for case in cases::all() {
        let [base, head] = lowered(std::slice::from_ref(&case));
        reports.push(json(&compared(&base, &head)));
        reports.push(json(&compared(&base, &base)));
    }
    for report in &reports {
        assert_valid("diff", report);
    }
    let schema = schema("diff");
    for key in ["kind", "level", "verdict"] {
        let mut found = BTreeSet::new();
        reports
            .iter()
            .for_each(|report| at(report, key, &mut found));
        assert_eq!(
            found,
            listed(&schema, &format!("/$defs/{key}/enum")),
            "{key}"
        );
    }
    let parts: BTreeSet<&str> = Part::ALL.iter().map(|(_, name)| *name).collect();
    assert_eq!(parts, listed(&schema, "/$defs/file/properties/part/enum"));

    let impact = self::schema("impact");
    let mut kinds = listed(&schema, "/$defs/kind/enum");
    // Changes of every request are sentences there, and code can differ without a change.
    for everywhere in ["version", "host"] {
        assert!(kinds.remove(everywhere));
    }
    kinds.insert("code");
    assert_eq!(kinds, listed(&impact, "/$defs/kind/enum"));
    let levels = "/$defs/level/enum";
    assert_eq!(listed(&schema, levels), listed(&impact, levels));
    for same in ["level", "compared", "rust"] {
        assert_eq!(schema["$defs"][same], impact["$defs"][same], "{same}");
    }
}

/// The parts of a report that need a repository or a person.
#[test]
fn a_report_with_all_parts_is_valid_and_another_field_is_not() {
    let cases = cases::all();
    let [base, head] = lowered(&cases);
    let mut report = compared(&base, &head);
    report.output = Some(Output {
        committed: "generated/".to_owned(),
        files: vec![FileChange {
            path: "src/objects/refund.rs".to_owned(),
            part: Part::Definitions,
            change: "changed",
            added: 1,
            removed: 0,
        }],
    });
    report.fixups.push(Lapsed {
        place: "refund.id".to_owned(),
        why: "it is unused".to_owned(),
    });
    let first = report.sections[0].items[0].fingerprint.clone();
    report.review(&BTreeMap::from([(first, "nobody uses it".to_owned())]));
    let report = json(&report);
    assert_eq!(report["reviewed"].as_array().map(Vec::len), Some(1));
    assert_valid("diff", &report);

    for pointer in [
        "",
        "/sections/0",
        "/sections/0/items/0",
        "/output/files/0",
        "/size",
    ] {
        let mut more = report.clone();
        more.pointer_mut(pointer).expect("it is there")["extra"] = json!(1);
        assert!(!errors("diff", &more).is_empty(), "{pointer}");
    }
}

/// Every object of a schema lists all that it may have, and says what each is.
#[test]
fn schemas_are_strict_and_explained() {
    for name in ["diff", "impact"] {
        let schema = schema(name);
        jsonschema::draft202012::meta::validate(&schema).expect("a schema of the draft");
        let definitions = schema["$defs"].as_object().expect("a map");
        for (of, one) in definitions.iter().chain([(&name.to_owned(), &schema)]) {
            assert!(one["description"].is_string(), "{name}: {of}");
            assert_strict(&format!("{name}: {of}"), one);
        }
    }
}

fn assert_strict(of: &str, object: &Value) {
    let Some(properties) = object["properties"].as_object() else {
        return;
    };
    assert_eq!(object["additionalProperties"], false, "{of}");
    let required = listed(object, "/required");
    for (key, property) in properties {
        let of = format!("{of}.{key}");
        let is_optional = OPTIONAL.contains(&key.as_str());
        assert_ne!(required.contains(key.as_str()), is_optional, "{of}");
        // A reference leads to a definition, which has one.
        let says = property["description"].is_string() || property["$ref"].is_string();
        assert!(says, "{of} has no description");
        assert_strict(&of, property);
    }
}

/// The command itself, with the documents of a fragment.
#[test]
fn what_the_command_prints_is_valid() {
    let fragment = tests::root().join("spec/refunds.yaml");
    let fragment = fragment.to_str().expect("UTF-8");
    let ran = xtask(
        &tests::root(),
        &["diff", fragment, fragment, "--format", "json"],
    );
    let report = serde_json::from_str(&ran.expect(0).out).expect("JSON");
    assert_valid("diff", &report);
}

/// Stripe's own documents.
#[test]
fn reports_of_the_whole_api_are_valid() {
    let april = shared("specs/stripe-2026-04-22.dahlia.json");
    let may = shared("specs/stripe-2026-05-27.dahlia.json");
    let (Some(april), Some(may)) = (april, may) else {
        return;
    };
    let lower = |document: &str, ledger: &str| {
        let input = Input {
            name: "document",
            document: document.as_bytes(),
            data: &tests::data(&tests::Data {
                ledger,
                exceptions: &tests::exceptions(),
                fixups: &tests::fixups(),
                events: &tests::events(),
                ..tests::Data::default()
            }),
        };
        generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
    };
    let april = lower(&april, &read("spec/names.tsv"));
    let may = lower(&may, &april.ledger.print());
    assert_valid("diff", &json(&compared(&april, &may)));
    assert_valid("diff", &json(&compared(&may, &april)));
}
