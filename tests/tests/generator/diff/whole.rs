//! Small changes all over Stripe's whole document: each is reported exactly once, at its level and path, and nothing
//! else is. The expected report is derived from the raw document, by code that is independent of the comparison.
//!
//! Lowering the whole document takes a second or more, so each run makes several changes. They are of different kinds,
//! and in different schemas and operations, so that pointers are enough to match the reports to them.

mod edits;
mod structure;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::Lowered;
use generator::diff::{Change, Diff, Level, Site, Verdict, compare};
use serde_json::{Value, json};
use tests::{read, shared};

use super::{assert_pointers, lower, try_lower};
use edits::{Edit, Kind};
use structure::Structures;

/// How many changes are made in all: eight breaking ones per document in the first documents, and five compatible ones
/// in each of the others.
const MADE: usize = 200;
const BREAKING: (usize, [Kind; 8]) = (
    15,
    [
        Kind::RemoveField,
        Kind::Require,
        Kind::MakeOptional,
        Kind::Retype,
        Kind::RemoveValue,
        Kind::RemoveOperation,
        Kind::MoveOperation,
        Kind::MoveReference,
    ],
);
const COMPATIBLE: (usize, [Kind; 5]) = (
    16,
    [
        Kind::AddField,
        Kind::AddValue,
        Kind::AddOperation,
        Kind::Describe,
        Kind::Example,
    ],
);

/// The base document in its three forms.
struct Base {
    document: Value,
    lowered: Lowered,
    ledger: String,
}

fn base() -> Option<Base> {
    let text = shared("specs/stripe-2026-05-27.dahlia.json")?;
    let lowered = lower(&text, &read("spec/names.tsv"));
    Some(Base {
        document: serde_json::from_str(&text).expect("it is JSON"),
        ledger: lowered.ledger.print(),
        lowered,
    })
}

#[test]
fn each_change_of_the_whole_document_is_told_once() {
    let Some(base) = base() else { return };
    let mut random = fastrand::Rng::with_seed(0x5eed);
    let mut candidates = edits::all(&base.document);
    for (kind, edits) in &mut candidates {
        random.shuffle(edits);
        println!("{kind:?}: {} places", edits.len());
    }
    let mut batch = |kinds: &[Kind]| -> Vec<Edit> {
        let mut taken = BTreeSet::new();
        let mut batch = Vec::new();
        for kind in kinds {
            let edits = candidates
                .get_mut(kind)
                .expect("there are some of each kind");
            let free = edits
                .iter()
                .position(|edit| edit.owners.is_disjoint(&taken));
            let edit = edits.remove(free.expect("there are enough"));
            taken.extend(edit.owners.clone());
            batch.push(edit);
        }
        batch
    };
    let mut batches: Vec<Vec<Edit>> = Vec::new();
    batches.extend((0..BREAKING.0).map(|_| batch(&BREAKING.1)));
    batches.extend((0..COMPATIBLE.0).map(|_| batch(&COMPATIBLE.1)));
    let made: usize = batches.iter().map(Vec::len).sum();
    assert_eq!(made, MADE);

    let next = AtomicUsize::new(0);
    let split = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    split.fetch_add(check(&base, batch), Ordering::Relaxed);
                }
            });
        }
    });
    println!(
        "{made} changes in {} documents, each reported once",
        batches.len()
    );
    println!(
        "{} other places got a type of their own by them",
        split.into_inner()
    );
}

/// Returns how many changes of types at other paths resulted.
fn check(base: &Base, batch: &[Edit]) -> usize {
    let mut head = base.document.clone();
    for edit in batch {
        edit.apply(&mut head);
    }
    let what: Vec<String> = batch.iter().map(ToString::to_string).collect();
    let changed = try_lower(&head.to_string(), &base.ledger);
    let changed = changed.unwrap_or_else(|report| panic!("{what:#?}\n{report}"));
    let diff = compare(&base.lowered, &changed);
    assert_pointers(&diff, true, &base.document);
    assert_pointers(&diff, false, &head);
    assert!(!diff.rest, "{what:#?}");
    let prose = batch.iter().filter(|edit| edit.kind == Kind::Describe);
    assert_eq!(diff.prose, prose.count(), "texts, {what:#?}");

    let mut found: Vec<&Change> = diff.changes.iter().collect();
    for edit in batch {
        let Some((kind, level)) = edit.expected() else {
            continue;
        };
        let is_it = |change: &&&Change| {
            let places = change
                .sites
                .iter()
                .all(|site| edit.is_at(site, &base.document));
            change.kind.as_str() == kind && change.names == edit.names && places
        };
        let reported: Vec<&&Change> = found.iter().filter(is_it).collect();
        let [change] = reported.as_slice() else {
            panic!(
                "{edit} is reported {} times, as {kind}: {:#?}",
                reported.len(),
                diff.changes
            );
        };
        assert_eq!(change.level, level, "{edit}");
        if !edit.is_of_reply() {
            assert_eq!(change.sites.len(), 1, "{edit}: {change:#?}");
        }
        let index = found
            .iter()
            .position(|other| std::ptr::eq(*other, **change));
        found.remove(index.expect("it was found"));
    }
    // The remaining changes come from structures that are no longer shared, or shared with other paths.
    let structures = Structures::touched(batch, &base.document, &head);
    for change in &found {
        let by_sharing = ["type-at-place", "split"].contains(&change.kind.as_str());
        assert!(by_sharing, "{what:#?}: {change:#?}");
        let shared = |site: &Site| structures.has(site, &base.document, &head);
        assert!(change.sites.iter().all(shared), "{what:#?}: {change:#?}");
    }
    let gravest = found.iter().map(|change| change.level);
    let expected = batch.iter().filter_map(|edit| Some(edit.expected()?.1));
    let expected = gravest
        .chain(expected)
        .max()
        .map_or(Verdict::None, Level::verdict);
    assert_eq!(diff.verdict(), expected, "{what:#?}");
    found.len()
}

/// Changes without any effect, made everywhere.
#[test]
fn prose_titles_order_and_examples_of_the_whole_document_are_no_changes() {
    let Some(base) = base() else { return };
    let compared = |head: &Value| -> Diff {
        assert_ne!(base.document.to_string(), head.to_string());
        compare(&base.lowered, &lower(&head.to_string(), &base.ledger))
    };
    let mut head = base.document.clone();
    edits::reverse(&mut head);
    let diff = compared(&head);
    assert_eq!(
        (diff.verdict(), diff.changes.len(), diff.rest),
        (Verdict::None, 0, false)
    );
    assert!(diff.names.given.is_empty() && diff.names.retired.is_empty());

    let mut head = base.document.clone();
    edits::everywhere(&mut head, "title", &|title| {
        json!(format!("{title} of old"))
    });
    let diff = compared(&head);
    assert_eq!(
        (diff.verdict(), diff.changes.len(), diff.prose),
        (Verdict::None, 0, 0)
    );

    let mut head = base.document.clone();
    edits::everywhere(&mut head, "description", &|text| {
        json!(format!("{text} Or so."))
    });
    let diff = compared(&head);
    assert_eq!((diff.verdict(), diff.changes.len()), (Verdict::Patch, 0));
    assert!(diff.prose > 10_000, "{}", diff.prose);
    assert!(diff.names.given.is_empty() && diff.names.retired.is_empty());
}
