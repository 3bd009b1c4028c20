//! Nothing of a document is lost on the way to the IR.

use std::collections::{BTreeMap, BTreeSet};

use generator::Input;
use generator::coverage::{Coverage, RoundTrip, coverage, round_trip};
use generator::ir::Api;
use serde_json::{Value, json};
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
        ledger: "",
        exceptions: &exceptions,
        fixups: "",
        events: "",
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
        "tests/specs/obstacles.yaml",
    ] {
        assert_complete(name, &covered(name, &read(name)));
    }
}

/// What the IR is compared by, and what became of each construct.
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

/// The figures are those of the description of Stripe's API, counted by another program.
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
        // The four required fields of a list inside of an object are the envelope's.
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

/// A seeded sequence of numbers (xorshift).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// One way to change what a document means, at an object that has a key.
struct Mutation {
    name: &'static str,
    /// The key that such an object has.
    key: &'static str,
    /// `false` where there is nothing to change at this object.
    apply: fn(&mut serde_json::Map<String, Value>) -> bool,
    /// Whether the changed document is one that can be lowered too.
    lowers: bool,
}

fn replace(object: &mut serde_json::Map<String, Value>, key: &str, value: Value) -> bool {
    let is_other = object.get(key).is_some_and(|old| *old != value);
    if is_other {
        object.insert(key.to_owned(), value);
    }
    is_other
}

fn append(object: &mut serde_json::Map<String, Value>, key: &str) -> bool {
    let text = object.get(key).and_then(Value::as_str).map(str::to_owned);
    text.is_some_and(|text| replace(object, key, json!(text + "x")))
}

fn is_schema(object: &serde_json::Map<String, Value>) -> bool {
    object.get("type").is_some_and(Value::is_string)
}

fn list<'a>(
    object: &'a mut serde_json::Map<String, Value>,
    key: &str,
) -> Option<&'a mut Vec<Value>> {
    object.get_mut(key)?.as_array_mut()
}

const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "another type",
        key: "type",
        apply: |object| {
            let other = if object.get("type") == Some(&json!("string")) {
                "integer"
            } else {
                "string"
            };
            is_schema(object) && replace(object, "type", json!(other))
        },
        lowers: false,
    },
    Mutation {
        name: "no format",
        key: "format",
        apply: |object| is_schema(object) && object.remove("format").is_some(),
        lowers: true,
    },
    Mutation {
        name: "another format",
        key: "type",
        apply: |object| {
            let is_plain = is_schema(object) && object.get("type") == Some(&json!("string"));
            let is_plain = is_plain && !object.contains_key("enum");
            is_plain
                && !object.contains_key("format")
                && object
                    .insert("format".to_owned(), json!("decimal"))
                    .is_none()
        },
        lowers: true,
    },
    Mutation {
        name: "one more enum value",
        key: "enum",
        apply: |object| match list(object, "enum") {
            Some(values) if values.len() > 1 => {
                values.push(json!("one_more"));
                true
            }
            _ => false,
        },
        lowers: true,
    },
    Mutation {
        name: "one enum value less",
        key: "enum",
        apply: |object| list(object, "enum").is_some_and(|values| values.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "enum values in another order",
        key: "enum",
        apply: |object| match list(object, "enum") {
            Some(values) if values.len() > 2 => {
                let last = values.len() - 1;
                values.swap(last - 1, last);
                true
            }
            _ => false,
        },
        lowers: true,
    },
    Mutation {
        name: "never null",
        key: "nullable",
        // `false` says nothing.
        apply: |object| {
            object.get("nullable") == Some(&json!(true)) && object.remove("nullable").is_some()
        },
        lowers: true,
    },
    Mutation {
        name: "may be null",
        key: "type",
        apply: |object| {
            is_schema(object) && object.insert("nullable".to_owned(), json!(true)).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "other prose",
        key: "description",
        apply: |object| append(object, "description"),
        lowers: true,
    },
    Mutation {
        name: "another summary",
        key: "summary",
        apply: |object| append(object, "summary"),
        lowers: true,
    },
    Mutation {
        name: "another reference",
        key: "$ref",
        apply: |object| append(object, "$ref"),
        lowers: false,
    },
    Mutation {
        name: "one required field less",
        key: "required",
        apply: |object| list(object, "required").is_some_and(|names| names.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "optional parameter",
        key: "in",
        apply: |object| {
            object.contains_key("in") && object.remove("required").is_some_and(|r| r == true)
        },
        lowers: false,
    },
    Mutation {
        name: "one alternative less",
        key: "anyOf",
        apply: |object| list(object, "anyOf").is_some_and(|all| all.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "one error less",
        key: "oneOf",
        apply: |object| list(object, "oneOf").is_some_and(|all| all.pop().is_some()),
        lowers: false,
    },
    Mutation {
        name: "another field",
        key: "properties",
        apply: |object| {
            let Some(Value::Object(fields)) = object.get_mut("properties") else {
                return false;
            };
            let Some(name) = fields.keys().next().cloned() else {
                return false;
            };
            let field = fields.remove(&name).unwrap_or_default();
            fields.insert(name + "_", field).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "one field more",
        key: "properties",
        apply: |object| {
            let Some(Value::Object(fields)) = object.get_mut("properties") else {
                return false;
            };
            fields
                .insert("one_more".to_owned(), json!({"type": "string"}))
                .is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "deprecated",
        key: "type",
        apply: |object| {
            let is_one = is_schema(object) && object.contains_key("description");
            is_one
                && object
                    .insert("deprecated".to_owned(), json!(true))
                    .is_none()
        },
        lowers: true,
    },
    Mutation {
        name: "no longer deprecated",
        key: "deprecated",
        apply: |object| {
            object
                .remove("deprecated")
                .is_some_and(|value| value == true)
        },
        lowers: true,
    },
    Mutation {
        name: "values of a map",
        key: "additionalProperties",
        apply: |object| {
            let is_map = object
                .get("additionalProperties")
                .is_some_and(Value::is_object);
            is_map && replace(object, "additionalProperties", json!({"type": "boolean"}))
        },
        lowers: false,
    },
    Mutation {
        name: "another resource",
        key: "x-resourceId",
        apply: |object| append(object, "x-resourceId"),
        lowers: true,
    },
    Mutation {
        name: "no expansion",
        key: "x-expansionResources",
        apply: |object| object.remove("x-expansionResources").is_some(),
        lowers: false,
    },
    Mutation {
        name: "another operation id",
        key: "operationId",
        apply: |object| append(object, "operationId"),
        lowers: true,
    },
    Mutation {
        name: "another parameter",
        key: "in",
        apply: |object| object.contains_key("in") && append(object, "name"),
        lowers: false,
    },
    Mutation {
        name: "another style",
        key: "in",
        apply: |object| {
            let other = if object.get("style") == Some(&json!("form")) {
                "deepObject"
            } else {
                "form"
            };
            object.contains_key("in") && replace(object, "style", json!(other))
        },
        lowers: false,
    },
    Mutation {
        name: "another host",
        key: "url",
        apply: |object| {
            object.get("url").is_some_and(Value::is_string)
                && replace(object, "url", json!("https://other.example.com/"))
        },
        lowers: true,
    },
    Mutation {
        name: "another media type",
        key: "content",
        apply: |object| {
            let Some(Value::Object(content)) = object.get_mut("content") else {
                return false;
            };
            let Some((name, media)) = content.iter().next() else {
                return false;
            };
            let (other, media) = (name.clone() + "x", media.clone());
            content.clear();
            content.insert(other, media).is_none()
        },
        lowers: false,
    },
    Mutation {
        name: "no reply of an error",
        key: "200",
        apply: |object| object.contains_key("200") && object.remove("default").is_some(),
        lowers: true,
    },
];

/// Pointers of all objects of a document that have a key, by that key.
type Index = BTreeMap<String, Vec<String>>;

fn index(value: &Value, pointer: &str, found: &mut Index) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            // A map of properties may have one that is called like a keyword.
            let is_map = pointer.ends_with("/properties");
            for (key, value) in object {
                if !is_map {
                    found
                        .entry(key.clone())
                        .or_default()
                        .push(pointer.to_owned());
                }
                index(value, &format!("{pointer}/{}", escaped(key)), found);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                index(value, &format!("{pointer}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// Whether a listed normalisation covers all that stands at a pointer.
fn is_covered(document: &Value, pointer: &str, mutation: &str) -> bool {
    // "head of the document", "security"
    if pointer.starts_with("/info") || pointer.starts_with("/components/securitySchemes") {
        return true;
    }
    // "nullable components": it is noticed at the fields that refer to it
    if pointer.starts_with("/components/schemas/")
        && pointer.matches('/').count() == 3
        && mutation == "may be null"
    {
        return true;
    }
    // "body without fields", and "encoding", which says nothing of its own
    if let Some((operation, _)) = pointer.split_once("/requestBody") {
        let content = document.pointer(&format!("{operation}/requestBody/content"));
        let media = content
            .and_then(Value::as_object)
            .and_then(|all| all.values().next());
        let fields = media.and_then(|media| media.pointer("/schema/properties")?.as_object());
        let is_post = operation.ends_with("/post");
        if !is_post
            && (fields.is_none_or(serde_json::Map::is_empty) || mutation == "another media type")
        {
            return true;
        }
    }
    // "string or empty string"
    if mutation == "one alternative less" && pointer.ends_with("/items") {
        return true;
    }
    is_of_list(document, pointer) && mutation == "other prose"
}

/// Whether something is a field of a list, of which the runtime has a type.
fn is_of_list(document: &Value, pointer: &str) -> bool {
    let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
    let fields = parent.and_then(|fields| document.pointer(fields));
    fields.is_some_and(|fields| {
        fields.get("data").is_some()
            && (fields.get("has_more").is_some() || fields.get("next_page_url").is_some())
    })
}

/// Whether the IR has one form only for what stands at a pointer, so that a
/// document that has another is refused or seen to differ.
fn is_fixed(document: &Value, pointer: &str) -> bool {
    let is_id = pointer.ends_with("/anyOf/0");
    let is_union = document
        .pointer(pointer)
        .is_some_and(|schema| schema.get("anyOf").is_some());
    let is_file = document
        .pointer(pointer)
        .is_some_and(|schema| schema.get("format") == Some(&json!("binary")));
    is_of_list(document, pointer)
        || is_id
        || is_file
        || (is_union && pointer.matches('/').count() == 3)
}

/// The document with up to `each` mutations of each kind, none inside of another.
fn mutated(
    document: &Value,
    each: usize,
    seeded: &mut Seeded,
    wanted: impl Fn(&Mutation, &str) -> bool,
) -> (Value, Vec<(String, &'static str)>) {
    let mut pointers = Index::new();
    index(document, "", &mut pointers);
    let mut changed = document.clone();
    let mut done: BTreeMap<String, &'static str> = BTreeMap::new();
    for mutation in MUTATIONS {
        let mut left = each;
        let pointers = pointers.get(mutation.key).map_or(&[][..], Vec::as_slice);
        for _ in 0..pointers.len() * 2 {
            if left == 0 {
                break;
            }
            let pointer = &pointers[seeded.below(pointers.len())];
            let mut ends = pointer.match_indices('/').map(|(end, _)| end);
            let below = format!("{pointer}/");
            let overlaps = done.contains_key(pointer)
                || ends.any(|end| done.contains_key(&pointer[..end]))
                || done
                    .range(below.clone()..)
                    .next()
                    .is_some_and(|(other, _)| other.starts_with(&below));
            if overlaps
                || !wanted(mutation, pointer)
                || is_covered(document, pointer, mutation.name)
            {
                continue;
            }
            if let Some(Value::Object(object)) = changed.pointer_mut(pointer)
                && (mutation.apply)(object)
            {
                done.insert(pointer.clone(), mutation.name);
                left -= 1;
            }
        }
    }
    (changed, done.into_iter().collect())
}

fn lowered(name: &str, text: &str) -> Api {
    let exceptions = exceptions();
    let input = Input {
        name,
        document: text.as_bytes(),
        ledger: "",
        exceptions: &exceptions,
        fixups: "",
        events: "",
    };
    generator::lower_all(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// Compares a changed document with the IR of the original: each change must
/// be seen at its place, inside of it, or where the object that holds it
/// became another.
#[track_caller]
fn assert_noticed(changed: Value, api: &Api, done: &[(String, &'static str)]) {
    let differences = round_trip(changed, &[], api).differences;
    let seen = |pointer: &str| {
        differences.iter().any(|difference| {
            let seen = difference.pointer.as_str();
            seen.starts_with(pointer) || pointer.starts_with(seen)
        })
    };
    let missed: Vec<_> = done
        .iter()
        .filter(|(pointer, _)| !seen(&format!("#{pointer}")))
        .collect();
    assert!(missed.is_empty(), "not noticed: {missed:#?}");
}

/// One at a time: where one takes a schema out of use, no other in it is seen.
#[test]
fn mutations_of_the_projects_documents_are_noticed() {
    for name in ["spec/refunds.yaml", "tests/specs/constructs.yaml"] {
        let text = read(name);
        let document: Value = serde_yaml::from_str(&text).expect("YAML");
        let api = lowered(name, &text);
        let mut seeded = Seeded(1);
        let mut count = 0;
        for only in MUTATIONS {
            for _ in 0..8 {
                let wanted = |mutation: &Mutation, _: &str| mutation.name == only.name;
                let (changed, done) = mutated(&document, 1, &mut seeded, wanted);
                assert_noticed(changed, &api, &done);
                count += done.len();
            }
        }
        assert!(count > 100, "{name}: {count}");
    }
}

#[test]
fn mutations_of_the_whole_document_are_noticed() {
    let Some(text) = shared(WHOLE[0]) else { return };
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let api = lowered(WHOLE[0], &text);
    let mut seeded = Seeded(1);
    for _ in 0..3 {
        let (changed, done) = mutated(&document, 20, &mut seeded, |_, _| true);
        let kinds: BTreeSet<_> = done.iter().map(|(_, name)| *name).collect();
        let missing: Vec<_> = MUTATIONS
            .iter()
            .map(|mutation| mutation.name)
            .filter(|name| !kinds.contains(name))
            .collect();
        assert!(missing.is_empty(), "never applied: {missing:?}");
        assert!(done.len() > 400, "{}", done.len());
        assert_noticed(changed, &api, &done);
    }
}

/// A changed document is as completely in its own IR as the original is.
#[test]
fn changed_documents_are_covered_too() {
    let Some(text) = shared(WHOLE[0]) else { return };
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let mut seeded = Seeded(2);
    for _ in 0..2 {
        let wanted =
            |mutation: &Mutation, pointer: &str| mutation.lowers && !is_fixed(&document, pointer);
        let (changed, done) = mutated(&document, 100, &mut seeded, wanted);
        assert!(done.len() > 500, "{}", done.len());
        assert_complete(WHOLE[0], &covered("changed.json", &changed.to_string()));
    }
}

/// What can be said in more than one way, in the way that other documents do not choose.
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
        "oneOf in replies",
        "string or empty string",
        "keys of a clearable map",
        "place of the empty string",
    ] {
        let normalisations = &trip(&coverage).normalisations;
        let applied = normalisations.iter().find(|applied| applied.name == name);
        assert!(applied.is_some_and(|applied| applied.count > 0), "{name}");
    }
}
