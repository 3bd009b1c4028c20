//! A chain of documents, each named by the ledger of those before.

use std::collections::BTreeMap;
use std::sync::Arc;

use generator::Lowered;
use generator::diagnostic::Source;
use generator::ir::{SchemaPath, Shape};
use generator::names::Ledger;
use serde_json::Value;

use crate::source::Dice;
use crate::{generated, openapi};

/// What a document may be refused for because of the names that were given before.
const MAY_BE: &[&str] = &["name-taken", "operation-name"];

/// Names a chain of documents.
pub fn run(bytes: &[u8]) {
    let Some((first, mut dice)) = openapi::first(bytes) else {
        return;
    };
    let mut chain = Chain::default();
    let mut document = first;
    for step in 0..4 + dice.below(6) {
        if chain.named(&document) {
            chain.documents.push(document);
        }
        // From one that was accepted, so that the chain goes on.
        let Some(last) = chain.documents.last() else {
            return;
        };
        document = next(last, &chain.documents, step, &mut dice);
    }
}

/// The next document: mostly a change of the last, or what an older one was, or another.
fn next(last: &Value, before: &[Value], step: usize, dice: &mut Dice<'_>) -> Value {
    let mut next = match dice.below(12) {
        0 => openapi::document(dice),
        1..=3 => before[dice.below(before.len())].clone(),
        _ => last.clone(),
    };
    (0..=dice.below(3)).for_each(|_| openapi::change(&mut next, dice));
    if let Some(version) = next.pointer_mut("/info/version")
        && dice.below(3) > 0
    {
        *version = format!("2026-{:02}-01.a", step + 2).into();
    }
    next
}

/// What was named so far. It shares nothing with the ledger: it remembers every name, and not only those that the ledger
/// needs.
#[derive(Default)]
struct Chain {
    ledger: Ledger,
    /// The documents that were accepted.
    documents: Vec<Value>,
    /// Place → its name, and what it was a name of.
    names: BTreeMap<String, (String, String)>,
    /// Name → the place that was the first to have it, for those that the ledger has to keep.
    owners: BTreeMap<String, String>,
}

impl Chain {
    /// Names a document; `false` if it is refused.
    fn named(&mut self, document: &Value) -> bool {
        let text = document.to_string();
        let known = generated::data().with_ledger(self.ledger.clone());
        let lowered = match generator::lower(&generated::input(text.as_bytes(), &known)) {
            Ok(lowered) => lowered,
            Err(report) => {
                let alone = generated::lower(text.as_bytes(), &generated::data());
                for problem in report.diagnostics() {
                    assert!(
                        alone.is_none() || MAY_BE.contains(&problem.code),
                        "[refused {}] with names that were given: {problem:?}\n{}",
                        problem.code,
                        self.ledger.print()
                    );
                }
                generated::told(Err::<(), _>(report));
                return false;
            }
        };
        let before = std::mem::replace(&mut self.ledger, lowered.ledger.clone());
        grown(&before, &lowered.ledger);
        self.client(&lowered);
        true
    }

    /// No name of the client moves to another place, whether the ledger has it or not.
    fn client(&mut self, lowered: &Lowered) {
        let types = lowered.names.types().map(|(place, path)| {
            let kind = kind(lowered, place);
            (place.to_string(), path.to_string(), kind)
        });
        let operations = lowered.named_operations().flat_map(|(operation, name)| {
            let route = operation.route();
            let request = lowered.names.request(operation).map(ToString::to_string);
            [
                (format!("{route} ()"), name, String::new()),
                (route, request.unwrap_or_default(), "request".to_owned()),
            ]
        });
        for (place, name, kind) in types.chain(operations) {
            if let Some((old, before)) = self.names.get(&place)
                && *before == kind
            {
                assert_eq!(old, &name, "[renamed] {place}");
            }
            let owner = self.owners.get(&name).unwrap_or(&place);
            assert_eq!(*owner, place, "[reused] {name}");
            let is_request = kind == "request" && name.ends_with(|c: char| c.is_ascii_alphabetic());
            if !is_request && !is_plain(&place, &kind) {
                self.owners.insert(name.clone(), place.clone());
            }
            self.names.insert(place, (name, kind));
        }
    }
}

/// Whether a name can be read off its place. The ledger has no line for it, so once the place is gone nothing knows that it
/// had a name: a place that wants the same is given it.
fn is_plain(place: &str, kind: &str) -> bool {
    let word = place.rsplit(' ').next().unwrap_or_default();
    let is_small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let own = kind.split(", ").next().unwrap_or_default();
    let is_singular = own.ends_with(" one") || !word.ends_with('s');
    is_singular
        && word.chars().all(is_small)
        && !word.starts_with('_')
        && !word.ends_with('_')
        && !word.contains("__")
}

/// What a name is one of, with what is around it: a list of objects that becomes an enum is no longer the same.
fn kind(lowered: &Lowered, place: &SchemaPath) -> String {
    let types = &lowered.api.types;
    let mut text = String::new();
    let mut at = Some(place.clone());
    while let Some(place) = at {
        let shape = match lowered.api.shape(&place) {
            Some(Shape::Object { .. }) => "object",
            Some(Shape::Enum { .. }) => "enum",
            Some(Shape::Union { .. }) => "union",
            _ => "none",
        };
        let is_item = types.get(&place).is_some_and(|def| def.is_item);
        let number = if is_item { "of many" } else { "one" };
        text += &format!("{shape} {number}, ");
        at = place.parent();
    }
    text
}

/// What a ledger had before a document it still has.
fn grown(before: &Ledger, after: &Ledger) {
    // What is inside of a type that became one of another kind can have another module.
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    for (place, path) in before.iter() {
        let name = after.path(place).map(last);
        assert_eq!(name, Some(last(path)), "[renamed] {place}");
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
    let stays = |holder: &str| before.path(holder) == after.path(holder);
    for (path, holder) in before.holders().filter(|(_, one)| stays(one.place)) {
        assert_eq!(holders.get(path), Some(&holder.place), "[taken] {path}");
    }
    let printed = after.print();
    let parsed = Ledger::parse(&Arc::new(Source::new("names.tsv", printed.as_str())));
    assert_eq!(parsed.ok().as_ref(), Some(after), "[printed] {printed}");
}
