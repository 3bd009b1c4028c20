//! Lowering loses nothing of a document.

mod changed;
mod mutations;

use std::collections::BTreeMap;

use generator::Input;
use generator::coverage::{Coverage, RoundTrip, coverage};
use tests::{exceptions, read, shared};

const WHOLE: [&str; 2] = [
    "specs/stripe-2026-05-27.dahlia.json",
    "specs/stripe-2026-04-22.dahlia.json",
];

fn covered(name: &str, document: &str) -> Coverage {
    let exceptions = exceptions();
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    coverage(&input).unwrap_or_else(|report| panic!("{report}"))
}

#[track_caller]
fn trip(coverage: &Coverage) -> &RoundTrip {
    if let Some(report) = &coverage.report {
        panic!("{report}");
    }
    coverage.round_trip.as_ref().expect("a round trip")
}

#[track_caller]
fn assert_complete(name: &str, coverage: &Coverage) {
    let differences = &trip(coverage).differences;
    assert!(differences.is_empty(), "{name}: {differences:#?}");
    assert!(coverage.is_complete());
}

#[test]
fn documents_of_this_project() {
    for name in [
        "spec/refunds.yaml",
        "tests/specs/constructs.yaml",
        "tests/specs/foreign.yaml",
        "tests/specs/obstacles.yaml",
        "tests/specs/values.yaml",
    ] {
        assert_complete(name, &covered(name, &read(name)));
    }
}

/// The coverage report: the comparison, and how each construct is handled.
#[test]
fn constructs() {
    let name = "tests/specs/constructs.yaml";
    let coverage = covered(name, &read(name));
    let mut text = String::new();
    for construct in &coverage.constructs {
        let (group, name, count) = (construct.group, &construct.name, construct.count);
        text += &format!("{group}: {name}: {count} {:?}\n", construct.nodes);
    }
    for applied in &trip(&coverage).normalisations {
        text += &format!("{}: {}\n", applied.name, applied.count);
    }
    insta::assert_snapshot!(text);
}

/// The counts for Stripe's document, from an independent program.
#[test]
fn whole_documents() {
    for name in WHOLE {
        let Some(document) = shared(name) else { return };
        let coverage = covered(name, &document);
        assert_complete(name, &coverage);
        if name != WHOLE[0] {
            continue;
        }
        assert_eq!((coverage.operations, coverage.schemas), (619, 1578));
        let count = |wanted: &dyn Fn(&str) -> bool| -> usize {
            let all = coverage.constructs.iter();
            all.filter(|construct| wanted(&construct.name))
                .map(|construct| construct.count)
                .sum()
        };
        let one = |name: &str| count(&|other| other == name);
        for (name, expected) in [
            ("POST", 311),
            ("GET", 274),
            ("DELETE", 34),
            ("GET body without fields", 262),
            ("DELETE body as application/x-www-form-urlencoded", 7),
            ("errors as oneOf", 32),
            ("reply as application/pdf", 1),
            ("query parameter, deepObject", 357),
            ("anyOf [object, '']", 358),
            ("anyOf [integer, '']", 39),
            ("anyOf [integer, format unix-time, '']", 21),
            ("anyOf [object without fields, '']", 21),
            ("anyOf [number, '']", 14),
            ("anyOf [enum, integer, format unix-time, '']", 7),
            ("anyOf [boolean, '']", 2),
            ("enum with '' beside values", 203),
            ("array of expandables", 15),
            ("expandable with 16 targets", 1),
            ("expandable, a deleted object among its targets", 41),
            ("string, format int64", 7),
            ("string, format decimal", 124),
            ("optional field", 2132),
            ("optional field that may be null", 2665),
            ("list of a whole reply, by cursor", 122),
            ("list of a whole reply, by page", 7),
            ("list of a whole reply, by URL", 5),
            ("list inside of an object, by cursor", 23),
        ] {
            assert_eq!(one(name), expected, "{name}");
        }
        assert_eq!(count(&|name| name.starts_with("expandable with")), 312);
        let clears = |name: &str| name.starts_with("anyOf [") && name.ends_with(", '']");
        assert_eq!(count(&clears), 1072);
        // A nested list's four required fields belong to its envelope.
        assert_eq!(one("required field") + 4 * 23, 3317);
    }
}

#[test]
fn names_of_normalisations_are_unique_and_reasons_given() {
    let name = "spec/refunds.yaml";
    let coverage = covered(name, &read(name));
    let mut reasons = BTreeMap::new();
    for applied in &trip(&coverage).normalisations {
        assert!(applied.why.len() > 20, "{}: {}", applied.name, applied.why);
        assert!(reasons.insert(applied.name, applied.why).is_none());
    }
}

/// Constructs with several spellings, in the spelling that the other documents do not use.
const WAYS: &str = r##"
openapi: 3.0.1
info: {title: Ways, version: 2026-01-01.ways}
servers: [{url: "https://api.example.com/"}]
externalDocs: {url: "https://example.com/"}
paths:
  /v1/ways:
    post:
      operationId: PostWays
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                shared: {$ref: "#/components/schemas/asked"}
                words: {anyOf: [{type: string, enum: ["", now, later]}, {type: integer}]}
                later: {anyOf: [{type: string, enum: [now, later]}, {type: string, enum: [""]}]}
                keys: {anyOf: [{type: object, additionalProperties: {anyOf: [{type: string}, {type: string, enum: [""]}]}}, {type: string, enum: [""]}]}
                items: {type: array, items: {anyOf: [{type: string}, {type: string, enum: [""]}]}}
      responses:
        "200": {description: One., content: {application/json: {schema: {anyOf: [{$ref: "#/components/schemas/way"}]}}}}
    get:
      operationId: GetWays
      parameters:
        - {name: kind, in: query, schema: {type: string, minLength: 1, description: Which kind.}}
      responses:
        "200": {description: One., content: {application/json: {schema: {oneOf: [{$ref: "#/components/schemas/way"}, {$ref: "#/components/schemas/other"}]}}}}
components:
  schemas:
    asked: {type: object, properties: {deep: {type: integer}}}
    id: {type: string, description: " "}
    alias: {$ref: "#/components/schemas/way"}
    null.way: {type: object, nullable: true, properties: {a: {type: string, enum: [a, b]}}}
    other: {type: object, required: [object], properties: {object: {type: string, enum: [other]}}}
    way:
      type: object
      required: [object]
      properties:
        object: {type: string, enum: [way]}
        id: {$ref: "#/components/schemas/id"}
        again: {$ref: "#/components/schemas/alias"}
        plain: {$ref: "#/components/schemas/null.way"}
        described: {description: With prose., anyOf: [{$ref: "#/components/schemas/null.way"}]}
        inner: {description: Of one., anyOf: [{type: object, properties: {b: {type: string}}}]}
"##;

#[test]
fn ways_that_whole_documents_do_not_choose() {
    let coverage = covered("ways.yaml", WAYS);
    assert_complete("ways.yaml", &coverage);
    for name in [
        "ignored keys",
        "other limits",
        "empty prose",
        "prose of a parameter's schema",
        "schemas without a name of their own",
        "style left out",
        "references in parameters",
        "nullable components",
        "anyOf and oneOf of one",
        "oneOf in responses",
        "string or empty string",
        "keys of a clearable map",
        "place of the empty string",
    ] {
        let normalisations = &trip(&coverage).normalisations;
        let applied = normalisations.iter().find(|applied| applied.name == name);
        assert!(applied.is_some_and(|applied| applied.count > 0), "{name}");
    }
}
