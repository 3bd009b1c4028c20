//! A chain of documents, each named by the ledger of those before.

use std::collections::BTreeMap;
use std::sync::Arc;

use generator::diagnostic::Source;
use generator::names::Ledger;
use serde_json::Value;

use crate::source::{Dice, Source as Input, of};
use crate::{generated, openapi};

/// What a document may be refused for because of the names that were given before.
const MAY_BE: &[&str] = &["name-taken"];

/// Names a chain of documents.
pub fn run(bytes: &[u8]) {
    let (first, mut dice) = match of(bytes) {
        Input::Text(text) => {
            let loaded = generated::told(generator::spec::load(generated::name(text), text));
            let Some(loaded) = loaded else { return };
            let (_, rest) = text.split_at(text.len() / 2);
            (loaded.raw.clone(), Dice::new(rest))
        }
        Input::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            (openapi::document(&mut dice), dice)
        }
    };
    let mut document = first;
    let mut ledger = Ledger::default();
    for step in 0..3 + dice.below(4) {
        if step > 0 {
            document = next(&document, step, &mut dice);
        }
        ledger = named(&document, ledger);
    }
}

/// The next document: a change of this one, or another.
fn next(document: &Value, step: usize, dice: &mut Dice<'_>) -> Value {
    let mut next = document.clone();
    match dice.below(6) {
        0 => next = openapi::document(dice),
        _ => (0..=dice.below(3)).for_each(|_| openapi::change(&mut next, dice)),
    }
    if let Some(version) = next.pointer_mut("/info/version")
        && dice.below(3) > 0
    {
        *version = format!("2026-0{}-01.a", step + 2).into();
    }
    next
}

/// The ledger after a document. What it had before it still has.
fn named(document: &Value, before: Ledger) -> Ledger {
    let text = document.to_string();
    let data = generated::data();
    let alone = generated::lower(text.as_bytes(), &data);
    let known = data.with_ledger(before.clone());
    let after = match generator::lower(&generated::input(text.as_bytes(), &known)) {
        Ok(lowered) => lowered.ledger,
        Err(report) => {
            for problem in report.diagnostics() {
                assert!(
                    alone.is_none() || MAY_BE.contains(&problem.code),
                    "[refused {}] with names that were given: {problem:?}\n{}",
                    problem.code,
                    before.print()
                );
            }
            generated::told(Err::<(), _>(report));
            return before;
        }
    };
    for (place, path) in before.iter() {
        assert_eq!(after.path(place), Some(path), "[renamed] {place}");
    }
    let mut holders: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, holder) in after.holders() {
        let other = holders.insert(path, holder.place);
        assert!(
            other.is_none(),
            "[two] {path} is held by {} and {other:?}",
            holder.place
        );
    }
    for (path, holder) in before.holders() {
        assert_eq!(holders.get(path), Some(&holder.place), "[taken] {path}");
    }
    let printed = after.print();
    let parsed = Ledger::parse(&Arc::new(Source::new("names.tsv", printed.as_str())));
    assert_eq!(parsed.ok().as_ref(), Some(&after), "[printed] {printed}");
    after
}
