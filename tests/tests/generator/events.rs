//! Types of events: the data file, the emitted code, and a comparison with Stripe's own documents and SDKs.

use std::collections::{BTreeMap, BTreeSet};

use generator::events::{Events, Kind};
use generator::ir::{Api, SchemaPath, Shape, Tag, Type};
use generator::{Input, PackageName};
use serde_json::Value;
use tests::{events, exceptions, read, shared, templates};

const DOCUMENT: &str = "
openapi: 3.0.0
info: {title: Events, version: 2026-01-01.no}
servers: [{url: https://api.example.com/}]
paths: {}
components:
  schemas:
    thing: {type: object, required: [object], properties: {object: {type: string, enum: [thing]}}}
    long.named_thing: {type: object, required: [object], properties: {object: {type: string, enum: [long.named_thing]}}}
    deleted_thing: {type: object, required: [object, deleted], properties: {object: {type: string, enum: [thing]}, deleted: {type: boolean, enum: [true]}}}
    either: {anyOf: [{$ref: '#/components/schemas/thing'}, {$ref: '#/components/schemas/long.named_thing'}]}
    optional: {type: object, properties: {object: {type: string, enum: [optional]}}}
    plain: {type: object, properties: {id: {type: string}}}
    other: {type: object, properties: {name: {type: string}}}
    untold: {anyOf: [{$ref: '#/components/schemas/plain'}, {$ref: '#/components/schemas/other'}]}
";

const EVENTS: &str = "
# a comment
thin\tv2.thing[part.one].done\tthing\ta test
thin\tv2.nothing\t-\ta test
snapshot\tthing.created\tthing\ta test
snapshot\tthing.deleted\tdeleted_thing\ta test
snapshot\tlong.named_thing.created\tlong.named_thing\ta test
snapshot\tthing.either.created\teither\ta test
snapshot\tthing.absent.created\tabsent\ta test
";

fn generate(
    document: &str,
    events: &str,
) -> Result<BTreeMap<String, String>, generator::diagnostic::Report> {
    let input = Input {
        name: "events.yaml",
        document: document.as_bytes(),
        data: &tests::try_data(&tests::Data {
            events,
            ..tests::Data::default()
        })?,
    };
    let output = generator::generate(&input, &templates(), &PackageName::default())?;
    Ok(output.files)
}

/// Code, message and pointer of each problem.
fn problems(events: &str) -> String {
    let report = generate(DOCUMENT, events).expect_err("it is refused");
    let problems = report.diagnostics().iter();
    let lines: Vec<String> = problems
        .map(|problem| {
            format!(
                "{}: {} at {}",
                problem.code, problem.message, problem.pointer
            )
        })
        .collect();
    lines.join("\n")
}

#[test]
fn each_type_is_a_line_with_its_object() {
    let files = generate(DOCUMENT, EVENTS).unwrap_or_else(|report| panic!("{report}"));
    insta::assert_snapshot!(files["src/events.rs"]);
    let tagged = |text: &str| -> Vec<String> {
        let lines = files
            .iter()
            .filter(|(path, _)| path.starts_with("src/plumbing/resources/"));
        let lines = lines.flat_map(|(_, text)| text.lines());
        lines
            .filter(|line| line.contains(text))
            .map(str::to_owned)
            .collect()
    };
    insta::assert_snapshot!(
        [tagged("object!"), tagged("union!"), tagged("value!")]
            .concat()
            .join("\n")
    );
}

#[test]
fn the_order_of_the_lines_does_not_matter() {
    let mut lines: Vec<&str> = EVENTS.lines().collect();
    lines.reverse();
    let reversed =
        generate(DOCUMENT, &lines.join("\n")).map(|files| files["src/events.rs"].clone());
    let files = generate(DOCUMENT, EVENTS).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(
        reversed.unwrap_or_else(|report| panic!("{report}")),
        files["src/events.rs"]
    );
}

/// A type whose object the document lacks is not in the crate.
#[test]
fn without_objects_there_are_no_types() {
    for events in [
        "",
        "thin\tv2.nothing\t-\ta test\nsnapshot\ta.b\tabsent\ta test\n",
    ] {
        let files = generate(DOCUMENT, events).unwrap_or_else(|report| panic!("{report}"));
        let text = &files["src/events.rs"];
        assert!(
            !text.contains("events!") && !text.contains("use "),
            "{text}"
        );
    }
}

#[test]
fn the_file_is_checked() {
    let lines = [
        "snapshot\tthing.created\tthing",
        "other\tthing.created\tthing\ta test",
        "snapshot\tthing.created\tthing\t ",
        "snapshot\tthing created\tthing\ta test",
        "snapshot\t\tthing\ta test",
        "snapshot\tthing.created\t\ta test",
        "snapshot\tthing.updated\tthing\ta test",
        "snapshot\tthing.updated\tthing\ta test",
        "thin\tthing_updated\tthing\ta test",
    ];
    insta::assert_snapshot!(problems(&lines.join("\n")));
}

#[test]
fn what_no_field_tells_apart_is_no_object_of_an_event() {
    let lines = ["plain", "optional", "untold"];
    let lines = lines.map(|schema| format!("snapshot\t{schema}.created\t{schema}\ta test"));
    insta::assert_snapshot!(problems(&lines.join("\n")));
}

fn known() -> Events {
    let data = tests::data(&tests::Data {
        events: &events(),
        ..tests::Data::default()
    });
    data.events
}

fn whole(version: &str) -> Option<Api> {
    let document = shared(&format!("specs/stripe-{version}.dahlia.json"))?;
    let input = Input {
        name: "whole.json",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions(),
            ..tests::Data::default()
        }),
    };
    let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
    Some(lowered.api)
}

/// Types that the document lists and the file lacks are new, and must be added to the file.
#[test]
fn every_type_that_the_documents_list_is_known() {
    let known: BTreeSet<String> = known()
        .facts()
        .map(|fact| fact.event_type.clone())
        .collect();
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(api) = whole(version) else { return };
        for method in [
            "POST /v1/webhook_endpoints",
            "POST /v1/webhook_endpoints/{webhook_endpoint}",
        ] {
            let mut place = SchemaPath::operation(method).child("enabled_events");
            let values = loop {
                match &api.types[&place].shape {
                    Shape::Enum { values } => break values,
                    Shape::Alias(other) => place = other.clone(),
                    other => panic!("{other:?}"),
                }
            };
            assert!(values.len() > 200);
            let listed: BTreeSet<String> = values.iter().cloned().collect();
            let unknown: Vec<_> = listed.difference(&known).collect();
            assert_eq!(unknown, ["*"], "{version}: add these to spec/events.tsv");
        }
    }
}

/// A misspelt schema looks like one that the fragment lacks, so it is checked against the whole document.
#[test]
fn the_whole_documents_have_the_objects() {
    let known = known();
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(api) = whole(version) else { return };
        let found = known
            .known(&api)
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let found: BTreeSet<_> = found.iter().map(|(fact, _)| &fact.event_type).collect();
        let absent: BTreeSet<&str> = known
            .facts()
            .filter(|fact| !found.contains(&fact.event_type))
            .filter_map(|fact| fact.schema.as_deref())
            .collect();
        let expected = [
            "billing.alert_triggered",
            "entitlements.active_entitlement_summary",
            "reserve.hold",
            "reserve.plan",
            "reserve.release",
        ];
        assert!(absent.iter().eq(&expected), "{version}: {absent:?}");
    }
}

/// All types of events of Stripe's SDKs, with their objects.
#[test]
fn the_sdks_say_the_same() {
    let (Some(snapshot), Some(thin)) = (
        shared("facts/event-types.tsv"),
        shared("facts/thin-event-types.tsv"),
    ) else {
        return;
    };
    // Classes whose name differs from their schema's.
    let schemas = BTreeMap::from([
        ("CustomerSource", "payment_source"),
        ("InvoiceItem", "invoiceitem"),
        ("Sigma.ScheduledQueryRun", "scheduled_query_run"),
        ("Meter", "billing.meter"),
        ("ProductCatalogImport", "v2.commerce.product_catalog_import"),
    ]);
    let schema = |class: &str, before: &str| {
        let known = schemas.get(class).map(|schema| (*schema).to_owned());
        let words = || {
            let parts = class.split('.');
            let parts: Vec<_> = parts
                .map(|part| generator::names::identifier(part, generator::names::Case::Snake))
                .collect();
            format!("{before}{}", parts.join("."))
        };
        (!class.is_empty()).then(|| known.unwrap_or_else(words))
    };
    let mut expected = BTreeMap::new();
    for line in snapshot.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        expected.insert(
            columns[0].to_owned(),
            (Kind::Snapshot, schema(columns[2], "")),
        );
    }
    for line in thin.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        expected.insert(
            columns[0].to_owned(),
            (Kind::Thin, schema(columns[1], "v2.core.")),
        );
    }
    assert_eq!(expected.len(), 284);
    let given = known()
        .facts()
        .map(|fact| (fact.event_type.clone(), (fact.kind, fact.schema.clone())))
        .collect();
    assert_eq!(expected, given);
}

/// Stripe's fixture of each object has the discriminator of its type.
#[test]
fn fixtures_are_told_by_what_the_types_ask_for() {
    let (Some(api), Some(text)) = (
        whole("2026-05-27"),
        shared("specs/stripe-fixtures-2026-05.json"),
    ) else {
        return;
    };
    let fixtures: Value = serde_json::from_str(&text).expect("JSON");
    let known = known();
    let mut count = 0;
    for (fact, place) in known.known(&api).unwrap_or_default() {
        let Some(place) = place.filter(|_| fact.kind == Kind::Snapshot) else {
            continue;
        };
        let object = &fixtures["resources"][place.root()];
        let sent = object["object"].as_str().expect("it has the field");
        let deleted = object["deleted"] == true;
        let def = &api.types[&place];
        let is = |tag: &Tag| {
            *tag == Tag::Object {
                value: sent.to_owned(),
                deleted,
            }
        };
        let found = match &def.shape {
            Shape::Union { members } => members.iter().any(|member| is(&member.tag)),
            Shape::Object { fields, .. } => {
                let constant = |ty: &Type| matches!(ty, Type::Constant(value) if value == sent);
                assert!(
                    fields.iter().any(|field| constant(&field.ty)),
                    "{}",
                    fact.event_type
                );
                def.tag().is_some_and(|tag| is(&tag))
            }
            _ => false,
        };
        assert!(found, "{}: {sent}", fact.event_type);
        count += 1;
    }
    assert!(count > 240, "{count}");
}

/// The fragment's crate has the types of events of its objects, and no others.
#[test]
fn the_fragment_has_those_of_its_objects() {
    let output = tests::generate("refunds.yaml", &read("spec/refunds.yaml"), "");
    let text = &output.files["src/events.rs"];
    assert_eq!(text.matches("objects::Charge,").count(), 7);
    assert_eq!(text.matches("objects::Refund,").count(), 4);
    assert!(!text.contains("Thin"));
}
