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
use mark::{DEPENDS, Marks, NOTE};

/// A client whose changed items are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The files that have marks.
    pub files: Files,
    /// The marks by the paths of their items in the crate.
    pub items: BTreeMap<String, Mark>,
}

/// What is known about an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The numbers of its changes. Number 0 is of items whose code changes for a reason that the report does not have.
    pub changes: BTreeSet<usize>,
    /// Whether some uses are affected and others are not: a type that others share keeps its other names, and a type
    /// inside of one that was replaced is still there for those who reach it in another way.
    pub depends: bool,
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
    for (path, is_kept) in changed::changed(&both, base_files, head_files) {
        let changes = attribution.of(&path);
        let depends = is_kept;
        marks.insert(path, Mark { changes, depends });
    }
    // A module that is empty in the second client follows from the changes of what is in it.
    let inside = |module: &str| -> BTreeSet<usize> {
        let prefix = format!("{module}::");
        let inside = marks.range(prefix.clone()..);
        let inside = inside.take_while(|(path, _)| path.starts_with(&prefix));
        inside.flat_map(|(_, mark)| mark.changes.clone()).collect()
    };
    let none = BTreeSet::from([0]);
    let modules = marks.iter().filter(|(_, mark)| mark.changes == none);
    let modules = modules.map(|(path, _)| (path.clone(), inside(path)));
    let modules: Vec<(String, BTreeSet<usize>)> = modules.collect();
    for (path, changes) in modules.into_iter().filter(|(_, of)| !of.is_empty()) {
        marks.entry(path).or_default().changes = changes;
    }
    for (path, direct) in attribution.direct(base_files) {
        match marks.get_mut(&path) {
            Some(mark) => mark.changes.extend(direct.changes),
            None => drop(marks.insert(path, direct)),
        }
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

/// The mark and the path of the item, from the compiler's message about a use of a marked item.
#[must_use]
pub fn read_mark(message: &str) -> Option<(Mark, &str)> {
    let (_, note) = message.split_once(NOTE)?;
    let (numbers, path) = note.split_once(' ')?;
    let depends = numbers.ends_with(DEPENDS);
    let numbers = numbers.trim_end_matches(DEPENDS).split(',');
    let changes = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    Some((Mark { changes, depends }, path.trim()))
}
