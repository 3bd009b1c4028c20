//! The items of a client that another document changes, marked in its code so that the compiler lists their uses.
//!
//! A change of the report leads to items in two ways: by its places in the document, and by comparing the code of both
//! clients. The second finds all that is removed or has another signature, whatever the reason; each such item is
//! attributed to the change that is nearest to it.

mod anchors;
mod attribute;
mod certain;
mod changed;
mod events;
mod known;
mod mark;
mod surface;

use std::collections::{BTreeMap, BTreeSet};

use crate::Lowered;
use crate::diff::{Files, Item, Report};
use anchors::Anchors;
use attribute::Attribution;
pub use certain::{Certain, Move};
use known::{Both, Known};
use mark::{Marks, NOTE};

/// A client whose changed items are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The files that have marks.
    pub files: Files,
    /// The numbers of the changes of each marked item, by its path in the crate. Number 0 is of items whose code
    /// changes for a reason that the report does not have.
    pub items: BTreeMap<String, BTreeSet<usize>>,
}

/// The changes of a report and those that follow from them, in the order of the report. Their numbers begin with 1.
#[must_use]
pub fn numbered(report: &Report) -> Vec<&Item> {
    let sections = report.sections.iter();
    let items = sections.flat_map(|section| &section.items);
    let items = items.flat_map(|item| std::iter::once(item).chain(&item.within));
    items.collect()
}

/// Marks the items of the first client that the changes of `report` affect. `files` are those of both clients.
#[must_use]
pub fn mark(base: &Lowered, head: &Lowered, report: &Report, files: [&Files; 2]) -> Marked {
    let both = Both {
        base: Known::new(base),
        head: Known::new(head),
    };
    let [base_files, head_files] = files;
    let anchors = Anchors::new(base, head);
    let changes = numbered(report).into_iter().zip(1..);
    let all = changes.flat_map(|(item, number)| anchors.of(number, item));
    let attribution = Attribution::new(&anchors, all.collect());
    let mut marks = Marks::new();
    for path in changed::changed(&both, base_files, head_files) {
        marks.insert(path.clone(), attribution.of(&path));
    }
    // An item of a change at hand says more than one that only lies around it.
    for (path, changes) in attribution.direct(base_files) {
        marks.entry(path).or_default().extend(changes);
    }
    let differs = |(path, text): &(&String, &String)| head_files.get(*path) != Some(*text);
    let differing = base_files
        .iter()
        .filter(differs)
        .map(|(path, _)| path.as_str());
    let mut homes: BTreeSet<&str> = differing.collect();
    homes.extend(attribution.files());
    let files = homes.into_iter().filter_map(|path| {
        let text = base_files.get(path)?;
        let text = mark::mark(text, &surface::module(path)?, &marks)?;
        Some((path.to_owned(), text))
    });
    Marked {
        files: files.collect(),
        items: marks,
    }
}

/// What callers write instead, where that is certain.
#[must_use]
pub fn certain(base: &Lowered, head: &Lowered, report: &Report) -> Certain {
    certain::certain(base, head, report)
}

/// The numbers of the changes and the path of the item, from the compiler's message about a use of a marked item.
#[must_use]
pub fn read_mark(message: &str) -> Option<(Vec<usize>, &str)> {
    let (_, note) = message.split_once(NOTE)?;
    let (numbers, path) = note.split_once(' ')?;
    let numbers = numbers.split(',').map(str::parse).collect::<Result<_, _>>();
    Some((numbers.ok()?, path.trim()))
}
