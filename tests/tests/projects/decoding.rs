//! Robust decoding: the emitted crate of the whole document decodes Stripe's own fixtures and a sample of every type,
//! unchanged and with every change that Stripe may make.
//!
//! The expected result is computed from the IR (`decoding/expected.rs`); the emitted crate must agree.

mod expected;
mod mutate;
mod program;
pub(crate) mod sample;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use self::mutate::mutations;
use self::program::{Outcome, Program};
use generator::Lowered;
use generator::ir::{Presence, SchemaPath, Shape, Tag, Type};
use serde_json::Value;
use tests::{exceptions, fixups, shared};

/// A response, and the changes made to it.
struct Case {
    place: SchemaPath,
    what: String,
    json: Value,
    /// Whether decoding may fail.
    breaks: bool,
}

/// The lowered document of the fixtures, and the program that uses its crate.
struct Setup {
    lowered: Lowered,
    fixtures: BTreeMap<String, Value>,
    program: Program,
}

/// Built once for all tests here; `None` if the documents are missing.
fn setup() -> Option<&'static Setup> {
    static SETUP: OnceLock<Setup> = OnceLock::new();
    let document = shared("specs/stripe-2026-05-27.dahlia.json")?;
    let fixtures = shared("specs/stripe-fixtures-2026-05.json")?;
    Some(SETUP.get_or_init(|| make(&document, &fixtures)))
}

fn make(document: &str, fixtures: &str) -> Setup {
    let fixtures: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(fixtures).expect("JSON");
    let input = generator::Input {
        name: "whole",
        document: document.as_bytes(),
        data: &tests::data(&tests::Data {
            exceptions: &exceptions(),
            fixups: &fixups(),
            ..tests::Data::default()
        }),
    };
    let lowered = generator::lower(&input).unwrap_or_else(|report| panic!("{report}"));
    let program = Program::build("whole-2026-05-27", document, &lowered);
    Setup {
        lowered,
        fixtures: fixtures["resources"].clone(),
        program,
    }
}

impl Setup {
    /// The type of a resource, by its `object` and whether it is deleted.
    fn type_of(&self, json: &Value) -> Option<&SchemaPath> {
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
                breaks: false,
            })
        };
        self.fixtures.iter().filter_map(case).collect()
    }

    /// Runs the cases and compares each with the expectation from the IR. Returns how many were refused, as expected.
    fn check(&self, cases: &[Case]) -> usize {
        let api = &self.lowered.api;
        let outcomes = self.program.run(cases.iter().map(|case| program::Input {
            place: &case.place,
            json: &case.json,
            is_fixture: false,
        }));
        assert_eq!(outcomes.len(), cases.len());
        let mut faults = Vec::new();
        let mut refused = 0;
        for (case, outcome) in cases.iter().zip(outcomes) {
            let ty = Type::Named(case.place.clone());
            let reading = expected::read(api, &ty, &case.json);
            let fault = match (reading, outcome) {
                (
                    Ok(paths),
                    Outcome::Read {
                        undocumented,
                        shown,
                        json,
                    },
                ) => {
                    let member = expected::shown(api, &case.place, &case.json);
                    if without_null(&json) != without_null(&case.json) {
                        format!("came back as {json}")
                    } else if paths.len() != undocumented {
                        format!("{undocumented} undocumented, not {paths:?}")
                    } else if member != shown {
                        format!("shows {shown:?}, not {member:?}")
                    } else {
                        continue;
                    }
                }
                (Err(path), Outcome::Fault { path: found }) if path == found && case.breaks => {
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

    /// All mutations of the cases. Those that Stripe may make never fail to decode.
    fn survive(&self, cases: &[Case]) {
        let api = &self.lowered.api;
        let mut mutated = Vec::new();
        for case in cases {
            let found = mutations(api, &Type::Named(case.place.clone()), &case.json);
            mutated.extend(found.into_iter().map(|mutation| Case {
                place: case.place.clone(),
                what: format!("{} with {}", case.what, mutation.what),
                json: mutation.json,
                breaks: mutation.breaks,
            }));
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
#[ignore = "slow: builds the client of the whole API"]
fn fixtures_are_typed_and_nothing_known_is_unknown() {
    let Some(setup) = setup() else { return };
    let typed = setup.typed();
    assert_eq!((setup.fixtures.len(), typed.len()), (175, 170));
    assert_eq!(setup.check(&typed), 0);
    let api = &setup.lowered.api;
    let undocumented: String = typed
        .iter()
        .filter_map(|case| {
            let ty = Type::Named(case.place.clone());
            let mut paths = expected::read(api, &ty, &case.json).expect("it was read");
            paths.sort();
            (!paths.is_empty()).then(|| format!("{}: {}\n", case.what, paths.join(", ")))
        })
        .collect();
    insta::assert_snapshot!(undocumented);
}

/// The others are kept as JSON in every union.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn fixtures_without_a_type_are_kept_by_every_union() {
    let Some(setup) = setup() else { return };
    let kept: Vec<&String> = setup
        .fixtures
        .iter()
        .filter(|(_, json)| setup.type_of(json).is_none())
        .map(|(name, _)| name)
        .collect();
    insta::assert_debug_snapshot!(kept);
    let api = &setup.lowered.api;
    let cases: Vec<Case> = program::places(&setup.lowered)
        .filter(|place| match &api.types[*place].shape {
            Shape::Union { members } => members.iter().all(|member| member.tag != Tag::None),
            _ => false,
        })
        .flat_map(|place| {
            kept.iter().map(|name| Case {
                place: place.clone(),
                what: (*name).clone(),
                json: setup.fixtures[*name].clone(),
                breaks: false,
            })
        })
        .collect();
    assert!(!cases.is_empty());
    for case in &cases {
        assert_eq!(
            expected::shown(api, &case.place, &case.json),
            "",
            "{}",
            case.what
        );
    }
    assert_eq!(setup.check(&cases), 0);
}

#[test]
#[ignore = "slow: builds the client of the whole API"]
fn fixtures_survive_every_mutation() {
    let Some(setup) = setup() else { return };
    setup.survive(&setup.typed());
}

/// Several mutations in sequence: the second may affect the result of the first.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn fixtures_survive_random_combinations() {
    let Some(setup) = setup() else { return };
    let api = &setup.lowered.api;
    let mut random = Random(3);
    let mut cases = Vec::new();
    for case in setup.typed() {
        let ty = Type::Named(case.place.clone());
        for _ in 0..5 {
            let (mut what, mut json) = (case.what.clone(), case.json.clone());
            for _ in 0..2 + random.below(4) {
                let mut mutations = mutations(api, &ty, &json);
                mutations.retain(|mutation| !mutation.breaks);
                if mutations.is_empty() {
                    break;
                }
                let mutation = mutations.swap_remove(random.below(mutations.len()));
                what = format!("{what}, {}", mutation.what);
                json = mutation.json;
            }
            cases.push(Case {
                place: case.place.clone(),
                what,
                json,
                breaks: false,
            });
        }
    }
    assert_eq!(setup.check(&cases), 0);
}

/// The fixtures omit most optional fields and have few unions, so a sample of every type is generated with all of its
/// fields, and mutated too.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn a_sample_of_every_type_survives_every_mutation() {
    let Some(setup) = setup() else { return };
    let api = &setup.lowered.api;
    let samples: Vec<Case> = program::places(&setup.lowered)
        .map(|place| Case {
            place: place.clone(),
            what: "a sample".to_owned(),
            json: sample::sample(api, &Type::Named(place.clone()), 1),
            breaks: false,
        })
        .collect();
    for case in &samples {
        let read = expected::read(api, &Type::Named(case.place.clone()), &case.json);
        assert_eq!(read, Ok(Vec::new()), "{}", case.place);
    }
    assert_eq!(setup.check(&samples), 0);
    setup.survive(&samples);
}

/// `{}` is a fixture of every type: a complete response without an optional field, read by what the IR says. No object
/// has anything undocumented, since none requires a union whose members have tags; such a union itself is open.
#[test]
#[ignore = "slow: builds the client of the whole API"]
fn an_empty_fixture_of_every_type_is_a_complete_response() {
    let Some(setup) = setup() else { return };
    let api = &setup.lowered.api;
    let empty = Value::Object(serde_json::Map::new());
    let places: Vec<&SchemaPath> = program::places(&setup.lowered).collect();
    let outcomes = setup.program.run(places.iter().map(|place| program::Input {
        place,
        json: &empty,
        is_fixture: true,
    }));
    assert_eq!(outcomes.len(), places.len());
    let (mut objects, mut unions) = (0, 0);
    for (place, outcome) in places.into_iter().zip(outcomes) {
        let Outcome::Read {
            undocumented, json, ..
        } = outcome
        else {
            panic!("{place}: {outcome:?}");
        };
        let paths = expected::read(api, &Type::Named(place.clone()), &json);
        let paths = paths.unwrap_or_else(|path| panic!("{place}: {path} in {json}"));
        assert_eq!(paths.len(), undocumented, "{place}: {json}");
        if let Shape::Object { fields, .. } = &api.types[place].shape {
            assert_eq!(paths, Vec::<String>::new(), "{place}: {json}");
            objects += 1;
            for field in fields {
                // A fixup is a requirement too.
                let always = [Presence::Required, Presence::AlwaysPresent];
                let is_required = always.contains(&field.presence);
                let value = json.get(&field.name);
                assert_eq!(
                    value.is_some(),
                    is_required,
                    "{place}: {} in {json}",
                    field.name
                );
                if is_required && field.ty == Type::True {
                    assert_eq!(value, Some(&Value::Bool(true)), "{place}: {}", field.name);
                }
            }
        } else {
            unions += usize::from(!paths.is_empty());
        }
    }
    println!("{objects} objects, {unions} unions without a member");
    assert!(objects > 1_000 && unions < 100);
}

/// A small deterministic random number generator (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
