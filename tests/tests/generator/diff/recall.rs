//! The comparison of Stripe's whole documents against Stripe's own changelog.

use std::collections::{BTreeMap, BTreeSet};

use generator::diff::{ChangeKind, Diff, Verdict};
use tests::shared;

use super::{assert_pointers, diff_of};

/// A note of the changelog, and the changes that it claims: kind, name and path.
struct Note {
    text: String,
    claims: Vec<(What, String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum What {
    Field,
    Value,
    Type,
}

fn notes(text: &str) -> Vec<Note> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("* "));
    lines.map(note).collect()
}

fn note(text: &str) -> Note {
    let code = |text: &str| -> Vec<String> {
        let parts = text.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let (what, names, places) = match text.split_once("Change type of ") {
        Some((_, rest)) => {
            let (places, types) = rest
                .split_once(" from `")
                .expect("a type has changed from one");
            match types.split_once("` to `enum(") {
                // In the client a literal is an enumeration with one value, so the other values are new.
                Some((old, new)) if old.starts_with("literal(") => {
                    let mut values: Vec<&str> = new.split('\'').skip(1).step_by(2).collect();
                    values.retain(|value| !old.contains(&format!("'{value}'")));
                    let values = values.into_iter().map(str::to_owned).collect();
                    (What::Value, values, code(places))
                }
                _ => (What::Type, vec![String::new()], code(places)),
            }
        }
        None => {
            let (names, places) = text.split_once(" on ").expect("a note says where");
            let what = if names.contains("new value") {
                What::Value
            } else {
                What::Field
            };
            (what, code(names), code(places))
        }
    };
    let claims = places.iter().flat_map(|place| {
        let claim = |name: &String| (what, name.clone(), ours(place));
        names.iter().map(claim).collect::<Vec<_>>()
    });
    Note {
        text: text.to_owned(),
        claims: claims.collect(),
    }
}

/// Values that are in the notes but not in the documents.
const CODES: [&str; 2] = [
    "payment_method_microdeposit_processing_error",
    "siret_invalid",
];
/// The paths that the notes give for them.
const WITH_CODES: [&str; 5] = [
    "Invoice.last_finalization_error",
    "PaymentIntent.last_payment_error",
    "SetupAttempt.setup_error",
    "SetupIntent.last_setup_error",
    "StripeError",
];

/// Converts a path of the notes to this project's form.
fn ours(place: &str) -> String {
    // Methods that Stripe's SDKs put elsewhere than their path suggests, and an object whose name is not split.
    let place = place
        .replace(
            "ConfirmationToken.testHelpers#",
            "TestHelpers.ConfirmationToken#",
        )
        .replace(
            "Customer#list_payment_methods",
            "Customer.PaymentMethod#list",
        );
    match place.strip_prefix("InvoiceItem") {
        Some(rest) => format!("Invoiceitem{rest}"),
        None => place,
    }
}

fn found(diff: &Diff) -> BTreeMap<(What, String, String), usize> {
    let mut found = BTreeMap::new();
    for change in diff.all() {
        let what = match change.kind {
            ChangeKind::FieldAdded { .. } => What::Field,
            ChangeKind::ValueAdded(_) => What::Value,
            ChangeKind::Retyped { .. }
            | ChangeKind::TypeAtPlace { .. }
            | ChangeKind::Split { .. } => What::Type,
            _ => continue,
        };
        for site in &change.sites {
            // The notes do not distinguish a list of values from a value.
            let place = match what {
                What::Value => site.path.trim_end_matches("[]"),
                What::Field | What::Type => site.path.as_str(),
            };
            let place = place.to_owned();
            let name = site.name.clone().unwrap_or_default();
            *found.entry((what, name, place)).or_default() += 1;
        }
    }
    found
}

#[test]
fn every_note_that_speaks_of_the_document_is_found() {
    let file = |name| shared(&format!("specs/stripe-{name}.dahlia.json"));
    let (Some(base), Some(head)) = (file("2026-04-22"), file("2026-05-27")) else {
        return;
    };
    let Some(text) = shared("vectors/release-notes-2026-05-27.md") else {
        return;
    };
    let (_, _, diff) = diff_of(&base, &head);
    assert_eq!(diff.verdict(), Verdict::Major);
    for (is_base, text) in [(true, &base), (false, &head)] {
        let document = serde_json::from_str(text).expect("it is JSON");
        assert_pointers(&diff, is_base, &document);
    }

    let found = found(&diff);
    let notes = notes(&text);
    let claims: BTreeSet<_> = notes.iter().flat_map(|note| &note.claims).collect();
    let is_found = |claim: &(What, String, String)| found.contains_key(claim);
    let mut lost = Vec::new();
    for note in &notes {
        let missing: Vec<_> = note
            .claims
            .iter()
            .filter(|claim| !is_found(claim))
            .collect();
        if !missing.is_empty() {
            println!("{}\n  lacks {missing:?}", note.text);
            lost.push((note.text.as_str(), missing));
        }
    }
    let hits = claims.iter().filter(|claim| is_found(claim)).count();
    println!(
        "recall: {} of {} notes, {hits} of {} names at places",
        notes.len() - lost.len(),
        notes.len(),
        claims.len()
    );
    let is_noted = |claim: &&(What, String, String)| claims.contains(*claim);
    let noted = found.keys().filter(is_noted).count();
    println!("beyond the notes: {} names at places", found.len() - noted);
    // The number of bullets in the file; the last one is the one that is not found.
    assert_eq!(notes.len(), 40);
    // Two error codes that no enumeration of the documents lists, so no comparison can find them.
    let [(text, missing)] = lost.as_slice() else {
        panic!("{lost:#?}");
    };
    assert!(text.starts_with("Add support for error codes "), "{text}");
    let names: BTreeSet<&str> = missing.iter().map(|(_, name, _)| name.as_str()).collect();
    let places: BTreeSet<&str> = missing.iter().map(|(.., place)| place.as_str()).collect();
    assert_eq!(names, BTreeSet::from(CODES));
    assert_eq!(places, BTreeSet::from(WITH_CODES));
    assert_eq!(missing.len(), CODES.len() * WITH_CODES.len());
    for code in CODES {
        assert!(!base.contains(code) && !head.contains(code), "{code}");
    }
}
