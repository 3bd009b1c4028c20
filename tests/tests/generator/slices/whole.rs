//! Slices of Stripe's whole document, if it is available.

use std::collections::BTreeSet;

use generator::PackageName;
use generator::ir::{Api, Field, SchemaPath, Shape, Type, TypeDef};
use generator::spec::{Format, print};
use serde_json::Value;
use tests::templates;

use super::{Project, only};

/// Selections that cut unions differently: no member, some, or all.
const SELECTIONS: [&str; 5] = [
    "refunds,charges.*,checkout.sessions.create",
    "tax.settings.update,transfers.reversals.create",
    "customers.create",
    "v2",
    "**.list",
];

#[test]
fn operations_and_types_are_those_of_the_whole() {
    let Some(project) = Project::whole() else {
        return;
    };
    let (whole, types) = (project.lower(), project.types());
    let (mut partly, mut wholly) = (0, 0);
    for names in SELECTIONS {
        let plan = only(names);
        let part = project.lower_slice(&plan);
        assert!(!part.api.operations.is_empty());
        for operation in &part.api.operations {
            let mut there = whole.api.operations.iter();
            let there = there.find(|other| other.id == operation.id);
            assert_eq!(there, Some(operation), "{names}");
            assert_eq!(
                part.names.request(operation),
                whole.names.request(operation)
            );
        }
        for place in part.api.types.keys() {
            assert_eq!(part.names.of(place), whole.names.of(place), "{names}");
        }
        let found = Project::new(project.slice(&plan).to_string()).types();
        let there = found_in(&found);
        for (place, found) in &found.types {
            let mut expected = types.types[place].clone();
            let (cut, out) = cut_off(&mut expected, &there);
            partly += cut;
            wholly += out;
            // Earlier alternatives may have been removed.
            expected.pointer.clone_from(&found.pointer);
            assert_eq!(*found, expected, "{names}: {place}");
        }
    }
    assert!(
        partly > 1 && wholly > 100,
        "{partly} {wholly}: too little is cut for a test"
    );
}

fn found_in(part: &Api) -> BTreeSet<&SchemaPath> {
    part.types.keys().collect()
}

/// Removes what a slice lacks from the unions and expandable fields of a type of the whole, and counts both.
fn cut_off(def: &mut TypeDef, part: &BTreeSet<&SchemaPath>) -> (usize, usize) {
    let is_there = |ty: &Type| ty.places().all(|place| part.contains(place));
    match &mut def.shape {
        Shape::Object { fields, .. } => {
            let removed = fields.iter_mut().filter(|field| !is_there(&field.ty));
            let removed: Vec<&mut Field> = removed.collect();
            let count = removed.len();
            for field in removed {
                match &mut field.ty {
                    Type::Expandable(target) => **target = Type::Json,
                    Type::Array(item) => match item.as_mut() {
                        Type::Expandable(target) => **target = Type::Json,
                        other => panic!("{}: {other}", field.name),
                    },
                    other => panic!("{}: {other}", field.name),
                }
            }
            (0, count)
        }
        Shape::Union { members } => {
            let before = members.len();
            members.retain(|member| is_there(&member.ty));
            (usize::from(members.len() < before), 0)
        }
        Shape::Enum { .. } | Shape::Alias(_) => (0, 0),
    }
}

/// A slice contains exactly the types that its operations reach, as computed here on the types of the whole.
#[test]
fn types_are_those_that_are_reached() {
    let Some(project) = Project::whole() else {
        return;
    };
    let types = project.types();
    let raw: Value = serde_json::from_str(&project.document).expect("it is JSON");
    for names in SELECTIONS {
        let part = project.lower_slice(&only(names));
        let mut waiting = BTreeSet::new();
        for operation in &part.api.operations {
            reach(&operation.reply, &mut waiting);
            let parameters = operation.parameters.iter();
            parameters.for_each(|field| reach(&field.ty, &mut waiting));
            // The IR does not contain error responses.
            let at = format!("{}/responses/default", &operation.pointer[1..]);
            let errors = raw.pointer(&at).expect("it can fail").to_string();
            let errors = errors.split("#/components/schemas/").skip(1);
            waiting.extend(
                errors.filter_map(|rest| Some(SchemaPath::schema(rest.split('"').next()?))),
            );
        }
        let mut seen: BTreeSet<SchemaPath> = BTreeSet::new();
        let mut pairs: BTreeSet<(&SchemaPath, &SchemaPath)> = BTreeSet::new();
        loop {
            // The tombstone comes with its object.
            if waiting.is_empty() {
                let tombstones = pairs.iter().filter(|(live, _)| seen.contains(*live));
                let tombstones = tombstones.map(|(_, tombstone)| (*tombstone).clone());
                waiting.extend(tombstones.filter(|tombstone| !seen.contains(tombstone)));
            }
            let Some(place) = waiting.pop_first() else {
                break;
            };
            if !seen.insert(place.clone()) {
                continue;
            }
            match &types.types[&place].shape {
                Shape::Object { fields, .. } => {
                    fields
                        .iter()
                        .for_each(|field| reach(&field.ty, &mut waiting));
                    pairs.extend(
                        fields
                            .iter()
                            .filter_map(|field| match field.ty.innermost() {
                                Type::MaybeDeleted { live, tombstone } => Some((live, tombstone)),
                                _ => None,
                            }),
                    );
                }
                Shape::Union { members } => {
                    members
                        .iter()
                        .for_each(|member| reach(&member.ty, &mut waiting));
                }
                Shape::Enum { .. } | Shape::Alias(_) => {}
            }
        }
        let roots = |place: &SchemaPath| place.root().to_owned();
        let found: BTreeSet<String> = part.api.types.keys().map(roots).collect();
        let reached: BTreeSet<String> = seen.iter().map(roots).collect();
        let missing: Vec<_> = reached.difference(&found).collect();
        let more: Vec<_> = found.difference(&reached).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{names}: {missing:?} {more:?}"
        );
    }
}

/// The types that a value refers to, without the targets of expandable fields.
fn reach(ty: &Type, found: &mut BTreeSet<SchemaPath>) {
    match ty {
        Type::Expandable(_) => {}
        Type::Array(inner) | Type::Map(inner) | Type::List(_, inner) => reach(inner, found),
        other => found.extend(other.places().cloned()),
    }
}

/// With the ledger, the file that `spec slice` writes produces the same crate as `codegen --only`. Without it, operations
/// get other names if the rule depends on neighbours that the slice lacks; everything else is the same.
#[test]
fn a_slice_is_an_input_that_gives_the_same_crate() {
    let Some(project) = Project::whole() else {
        return;
    };
    let templates = templates();
    for names in SELECTIONS.into_iter().take(2) {
        let plan = only(names);
        let direct = generator::generate_slice(
            &project.input(&project.data("")),
            &plan,
            &templates,
            &PackageName::default(),
        )
        .unwrap_or_else(|report| panic!("{report}"));
        for format in [Format::Yaml, Format::Json] {
            let text = print(&project.slice(&plan), format).expect("it has a text");
            let by_file = Project::new(text);
            let data = by_file.data(&direct.ledger.print());
            let input = by_file.input(&data);
            let output = generator::generate(&input, &templates, &PackageName::default())
                .unwrap_or_else(|report| panic!("{report}"));
            assert_eq!(output.ledger, direct.ledger);
            assert_eq!(output.files, direct.files);
            assert_eq!(output.totals, direct.totals);
        }
    }
}

#[test]
fn names_without_their_neighbours() {
    let Some(project) = Project::whole() else {
        return;
    };
    let names_of = |lowered: &generator::Lowered| -> Vec<String> {
        lowered.named_operations().map(|(_, name)| name).collect()
    };
    let by_file = |names: &str| {
        let text = print(&project.slice(&only(names)), Format::Json).expect("it has a text");
        names_of(&Project::new(text).lower())
    };
    let some = "tax.settings.update,transfers.reversals.create";
    assert_eq!(
        names_of(&project.lower_slice(&only(some))),
        ["tax.settings.update", "transfers.reversals.create"]
    );
    // With a GET on the same path this would be an update; with an item below it, a collection.
    assert_eq!(
        by_file(some),
        ["tax.settings.create", "transfers.reversals"]
    );
    // Complete services include the neighbours.
    for service in ["tax.settings", "transfers", "v2.core"] {
        assert_eq!(
            by_file(service),
            names_of(&project.lower_slice(&only(service)))
        );
    }
}

/// The ledger of a slice has exactly its names, so that they stay the same when the slice grows.
#[test]
fn the_ledger_has_the_names_of_the_slice() {
    let Some(project) = Project::whole() else {
        return;
    };
    let lines = |ledger: &str| -> BTreeSet<String> { ledger.lines().map(str::to_owned).collect() };
    let part = project.lower_slice(&only("refunds"));
    let whole = lines(&project.lower().ledger.print());
    let of_part = lines(&part.ledger.print());
    assert!(of_part.is_subset(&whole) && of_part.len() < whole.len() / 2);
    let create = "POST /v1/refunds ()\trefunds.create\t";
    assert!(of_part.iter().any(|line| line.starts_with(create)));
    // Not in the slice, but assigned earlier.
    let given = "payout\tobjects::Payment\t2020-01-01\n";
    let ledger = generator::lower_slice(&project.input(&project.data(given)), &only("refunds"))
        .unwrap_or_else(|report| panic!("{report}"))
        .ledger
        .print();
    assert!(ledger.contains(given));
}
