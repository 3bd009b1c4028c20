//! Decoding that does not fail: Stripe's own fixtures and a sample of every type, whole and changed in every way that
//! Stripe may change them, through the emitted crate of the whole document.
//!
//! What a reply should be read as is worked out from the IR (`decoding/expected.rs`); the emitted crate has to agree.

#[path = "decoding/expected.rs"]
mod expected;
#[path = "decoding/mutate.rs"]
mod mutate;
#[path = "decoding/program.rs"]
mod program;
#[path = "decoding/sample.rs"]
mod sample;

use std::collections::BTreeMap;

use generator::Lowered;
use generator::ir::{Place, Shape, Type};
use mutate::mutations;
use program::{Outcome, Program};
use serde_json::Value;
use tests::{exceptions, fixups, shared};

/// A reply, and what was done to it.
struct Case {
    place: Place,
    what: String,
    json: Value,
}

/// The document that the fixtures belong to, lowered, and the program over its crate.
struct Setup {
    lowered: Lowered,
    fixtures: BTreeMap<String, Value>,
    program: Program,
}

fn setup() -> Option<Setup> {
    let document = document(&shared("specs/stripe-2026-05-27.dahlia.json")?);
    let fixtures: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(&shared("specs/stripe-fixtures-2026-05.json")?).expect("JSON");
    let input = generator::Input {
        name: "whole",
        document: document.as_bytes(),
        ledger: "",
        exceptions: &exceptions(),
        fixups: &fixups(),
    };
    let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
    let program = Program::build("whole", &document, &lowered);
    Some(Setup {
        lowered,
        fixtures: fixtures["resources"].clone(),
        program,
    })
}

/// All of the document but the two operations that the client has no code for yet: neither has a type of its own.
fn document(text: &str) -> String {
    let mut document: Value = serde_json::from_str(text).expect("JSON");
    let paths = document["paths"].as_object_mut().expect("it has paths");
    paths.remove("/v1/quotes/{quote}/pdf");
    paths["/v1/files"]
        .as_object_mut()
        .expect("it has files")
        .remove("post");
    document.to_string()
}

impl Setup {
    /// The type that a resource is, by the value of its `object` and whether it is deleted.
    fn type_of(&self, json: &Value) -> Option<&Place> {
        let name = json["object"].as_str().expect("every resource has it");
        let deleted = json["deleted"] == true;
        let mut candidates = self.lowered.api.types.iter().filter(|(_, def)| {
            let Shape::Object { fields, resource } = &def.shape else {
                return false;
            };
            let ty_of = |name: &str| {
                fields
                    .iter()
                    .find(|field| field.name == name)
                    .map(|f| &f.ty)
            };
            match ty_of("object") {
                Some(Type::Constant(value)) => {
                    value == name && (ty_of("deleted") == Some(&Type::True)) == deleted
                }
                // A resource without documented fields.
                _ => resource.as_deref() == Some(name),
            }
        });
        let found = candidates.next().map(|(place, _)| place);
        assert!(candidates.next().is_none(), "two types for {name}");
        found
    }

    /// The fixtures that have a type.
    fn typed(&self) -> Vec<Case> {
        let case = |(name, json): (&String, &Value)| {
            Some(Case {
                place: self.type_of(json)?.clone(),
                what: name.clone(),
                json: json.clone(),
            })
        };
        self.fixtures.iter().filter_map(case).collect()
    }

    /// Runs the cases and compares each with what the IR says of it.
    fn check(&self, cases: &[Case]) -> usize {
        let api = &self.lowered.api;
        let outcomes = self.program.run(cases.iter().map(|case| program::Input {
            place: &case.place,
            json: &case.json,
        }));
        assert_eq!(outcomes.len(), cases.len());
        let mut faults = Vec::new();
        let mut refused = 0;
        for (case, outcome) in cases.iter().zip(outcomes) {
            let ty = Type::Named(case.place.clone());
            let fault = match (expected::read(api, &ty, &case.json), outcome) {
                (
                    Ok(count),
                    Outcome::Read {
                        undocumented,
                        shown,
                        json,
                    },
                ) => {
                    let member = expected::shown(api, &case.place, &case.json);
                    if without_null(&json) != without_null(&case.json) {
                        format!("came back as {json}")
                    } else if count != undocumented {
                        format!("{undocumented} undocumented, not {count}")
                    } else if member != shown {
                        format!("shows {shown:?}, not {member:?}")
                    } else {
                        continue;
                    }
                }
                (Err(path), Outcome::Fault { path: found }) if path == found => {
                    refused += 1;
                    continue;
                }
                (expected, outcome) => format!("{outcome:?}, not {expected:?}"),
            };
            faults.push(format!(
                "{}: {}: {fault}\n  {}",
                case.place, case.what, case.json
            ));
        }
        let shown: Vec<_> = faults.iter().take(20).cloned().collect();
        assert!(
            faults.is_empty(),
            "{} faults\n{}",
            faults.len(),
            shown.join("\n")
        );
        refused
    }

    /// All mutations of the cases; none of those that Stripe may make is refused.
    fn survive(&self, cases: &[Case]) {
        let api = &self.lowered.api;
        let mut mutated = Vec::new();
        for case in cases {
            let ty = Type::Named(case.place.clone());
            for mutation in mutations(api, &ty, &case.json) {
                let what = format!("{} with {}", case.what, mutation.what);
                let read = expected::read(api, &ty, &mutation.json);
                assert!(mutation.breaks || read.is_ok(), "{what}: {read:?}");
                mutated.push(Case {
                    place: case.place.clone(),
                    what,
                    json: mutation.json,
                });
            }
        }
        let refused = self.check(&mutated);
        println!(
            "{} mutations, {refused} of them refused as they should be",
            mutated.len()
        );
    }
}

/// Null and absent count as equal.
fn without_null(json: &Value) -> Value {
    match json {
        Value::Object(object) => object
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_null(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_null).collect(),
        other => other.clone(),
    }
}

#[test]
fn fixtures_survive() {
    let Some(setup) = setup() else { return };
    let typed = setup.typed();
    assert_eq!(setup.fixtures.len(), 175);
    println!("{} typed", typed.len());
    assert_eq!(setup.check(&typed), 0);
    setup.survive(&typed);
}
