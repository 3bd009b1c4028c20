//! Changes of a document are noticed, and a changed document is covered like the original.

use std::collections::{BTreeMap, BTreeSet};

use generator::Input;
use generator::coverage::round_trip;
use generator::ir::Api;
use serde_json::{Value, json};
use tests::{exceptions, read, shared};

use super::mutations::{MUTATIONS, Mutation};
use super::{WHOLE, assert_complete, covered};

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

/// The pointers of a document's objects, by each of their keys.
type Index = BTreeMap<String, Vec<String>>;

fn index(document: &Value) -> Index {
    let mut found = Index::new();
    index_below(document, "", &mut found);
    found
}

fn index_below(value: &Value, pointer: &str, found: &mut Index) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            // A property may have the name of a keyword.
            let is_map = pointer.ends_with("/properties");
            for (key, value) in object {
                if !is_map {
                    found
                        .entry(key.clone())
                        .or_default()
                        .push(pointer.to_owned());
                }
                index_below(value, &format!("{pointer}/{}", escaped(key)), found);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                index_below(value, &format!("{pointer}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// Whether a listed normalisation covers everything at a pointer.
fn is_covered(document: &Value, pointer: &str, mutation: &str) -> bool {
    // "head of the document", "security"
    if pointer.starts_with("/info") || pointer.starts_with("/components/securitySchemes") {
        return true;
    }
    // "nullable components": noticed at the fields that refer to the component
    if pointer.starts_with("/components/schemas/")
        && pointer.matches('/').count() == 3
        && mutation == "may be null"
    {
        return true;
    }
    // "body without fields", and "encoding", which adds no information
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

/// Whether a pointer is a field of a list's envelope, which is a type of the runtime.
fn is_of_list(document: &Value, pointer: &str) -> bool {
    let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
    let fields = parent.and_then(|fields| document.pointer(fields));
    fields.is_some_and(|fields| {
        fields.get("data").is_some()
            && (fields.get("has_more").is_some() || fields.get("next_page_url").is_some())
    })
}

/// Whether the IR supports only one form at a pointer, so that a document with another form is refused or differs.
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

/// The document with up to `each` mutations of each kind, none of them nested.
fn mutated(
    document: &Value,
    pointers: &Index,
    each: usize,
    seeded: &mut Seeded,
    wanted: impl Fn(&Mutation, &str) -> bool,
) -> (Value, Vec<(String, &'static str)>) {
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
        data: &tests::data(&tests::Data {
            exceptions: &exceptions,
            ..tests::Data::default()
        }),
    };
    generator::document_ir(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// Compares a changed document with the IR of the original: each change must be found at its pointer, below it, or at
/// its parent object.
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

/// One mutation at a time: if one makes a schema unused, others in it would go unnoticed.
fn each_mutation_is_noticed(name: &str) {
    let text = read(name);
    let document: Value = serde_yaml::from_str(&text).expect("YAML");
    let pointers = index(&document);
    let api = lowered(name, &text);
    let mut seeded = Seeded(1);
    let mut count = 0;
    for only in MUTATIONS {
        for _ in 0..8 {
            let wanted = |mutation: &Mutation, _: &str| mutation.name == only.name;
            let (changed, done) = mutated(&document, &pointers, 1, &mut seeded, wanted);
            assert_noticed(changed, &api, &done);
            count += done.len();
        }
    }
    assert!(count > 100, "{name}: {count}");
}

#[test]
fn mutations_of_the_fragment_are_noticed() {
    each_mutation_is_noticed("spec/refunds.yaml");
}

#[test]
fn mutations_of_constructs_are_noticed() {
    each_mutation_is_noticed("tests/specs/constructs.yaml");
}

#[test]
fn mutations_of_the_whole_document_are_noticed() {
    let Some(text) = shared(WHOLE[0]) else { return };
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let api = lowered(WHOLE[0], &text);
    let pointers = index(&document);
    let mut seeded = Seeded(1);
    for _ in 0..3 {
        let (changed, done) = mutated(&document, &pointers, 20, &mut seeded, |_, _| true);
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

/// A changed document is as complete in its own IR as the original.
#[test]
fn changed_documents_are_covered_too() {
    let Some(text) = shared(WHOLE[0]) else { return };
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let pointers = index(&document);
    let mut seeded = Seeded(2);
    for _ in 0..2 {
        let wanted =
            |mutation: &Mutation, pointer: &str| mutation.lowers && !is_fixed(&document, pointer);
        let (changed, done) = mutated(&document, &pointers, 100, &mut seeded, wanted);
        assert!(done.len() > 500, "{}", done.len());
        assert_complete(WHOLE[0], &covered("changed.json", &changed.to_string()));
    }
}
