//! The format of an index file. `templates/reference/search/rank.js` reads it.
//!
//! A file has `lines`, one for each entry, and `lists`, the values of enums, which many places share. The cells of a line
//! are separated by tabs, and cells at its end that are empty are left out:
//!
//! | Cell | Holds | If empty |
//! |---|---|---|
//! | 1 | a letter for the kind; the anchor, after the previous one | |
//! | 2 | the name in Rust, after the previous one | the anchor |
//! | 3 | the name on the wire | the anchor after its last dot |
//! | 4 | the path, after the previous one | the anchor before its last dot |
//! | 5 | the method | none |
//! | 6 | the page | the previous one |
//! | 7 | the summary | none |
//!
//! "After the previous one": neighbours have most of their text in common. The first character says how much (its code
//! less 32), the rest follows.
//!
//! A line of values stands for all values of one enum. Its anchor and its path are those of the place that has the enum, its
//! name in Rust is that of the enum, and its third cell is the number of a list. An item of a list has three cells: the
//! value on the wire; its variant, if that does not follow from the value; its anchor after that of the place, likewise.
//!
//! Only operations and types have their summaries: those of all places would be most of the file.

use std::collections::HashMap;

use serde::Serialize;

use super::{Entry, Kind};
use crate::anchor::anchor;

/// The most that one printable ASCII character can say.
const MOST_SHARED: usize = 94;

/// A file of the index.
#[derive(Debug, Serialize)]
pub(super) struct Tier {
    lines: String,
    lists: Vec<Vec<String>>,
}

impl Tier {
    /// The file of these entries.
    pub(super) fn of(entries: &[&Entry]) -> Self {
        let mut writer = Writer::default();
        for group in entries.chunk_by(|one, next| values_of_one(one, next)) {
            writer.add(group);
        }
        Self {
            lines: writer.lines.join("\n"),
            lists: writer.lists,
        }
    }
}

/// Whether two entries are values of the same enum at the same place.
fn values_of_one(one: &Entry, next: &Entry) -> bool {
    let enumeration = |entry: &Entry| {
        let is_value = entry.kind == Kind::Value;
        is_value.then(|| variant(&entry.rust).0.to_owned())
    };
    (&one.page, &one.path) == (&next.page, &next.path)
        && enumeration(one).is_some_and(|one| Some(one) == enumeration(next))
}

/// The enum of a value, and its variant.
fn variant(rust: &str) -> (&str, &str) {
    rust.rsplit_once("::").unwrap_or(("", rust))
}

#[derive(Debug, Default)]
struct Writer {
    lines: Vec<String>,
    lists: Vec<Vec<String>>,
    numbers: HashMap<Vec<String>, usize>,
    anchor: String,
    rust: String,
    path: String,
    page: String,
}

impl Writer {
    /// Adds an entry, or the values of one enum.
    fn add(&mut self, group: &[&Entry]) {
        let Some(entry) = group.first() else { return };
        let (anchor, rust, wire) = if entry.kind == Kind::Value {
            let (rust, _) = variant(&entry.rust);
            (
                clean(&entry.path),
                clean(rust),
                self.list(group).to_string(),
            )
        } else {
            let anchor = clean(&entry.anchor);
            let wire = clean(&entry.wire);
            let wire = unless(wire == split(&anchor).1, || wire.clone());
            (anchor, clean(&entry.rust), wire)
        };
        let (path, page) = (clean(&entry.path), clean(&entry.page));
        let (parent, _) = split(&anchor);
        let implied = if entry.kind == Kind::Value {
            anchor.as_str()
        } else {
            parent
        };
        let summary = match entry.kind {
            Kind::Operation | Kind::Type => clean(&entry.summary),
            Kind::Parameter | Kind::Field | Kind::Value | Kind::Chapter => String::new(),
        };
        let cells = [
            format!("{}{}", letter(entry.kind), after(&self.anchor, &anchor)),
            unless(rust == anchor, || after(&self.rust, &rust)),
            wire,
            unless(path == implied, || after(&self.path, &path)),
            entry.method.unwrap_or_default().to_owned(),
            unless(page == self.page, || page.clone()),
            summary,
        ];
        let line = cells.join("\t");
        self.lines.push(line.trim_end_matches('\t').to_owned());
        (self.anchor, self.rust, self.path, self.page) = (anchor, rust, path, page);
    }

    /// The number of the list of these values.
    fn list(&mut self, group: &[&Entry]) -> usize {
        let values: Vec<String> = group.iter().map(|entry| item(entry)).collect();
        let next = self.lists.len();
        let number = *self.numbers.entry(values.clone()).or_insert(next);
        if number == next {
            self.lists.push(values);
        }
        number
    }
}

/// A value in a list.
fn item(entry: &Entry) -> String {
    let (wire, (_, variant)) = (clean(&entry.wire), variant(&entry.rust));
    let own = entry.anchor.strip_prefix(&entry.path).unwrap_or_default();
    let own = own.strip_prefix('.').unwrap_or_default();
    let cells = [
        wire.clone(),
        unless(pascal(&wire).as_deref() == Some(variant), || clean(variant)),
        unless(anchor(&[&wire]) == own, || clean(own)),
    ];
    cells.join("\t").trim_end_matches('\t').to_owned()
}

/// An anchor before and after its last dot.
fn split(anchor: &str) -> (&str, &str) {
    anchor.rsplit_once('.').unwrap_or(("", anchor))
}

fn letter(kind: Kind) -> char {
    match kind {
        Kind::Operation => 'o',
        Kind::Parameter => 'p',
        Kind::Field => 'f',
        Kind::Value => 'v',
        Kind::Type => 't',
        Kind::Chapter => 'g',
    }
}

fn unless(left_out: bool, cell: impl FnOnce() -> String) -> String {
    if left_out { String::new() } else { cell() }
}

/// How many bytes a text shares with the previous one, and the rest of it. Only ASCII is shared, of which a byte is what
/// JavaScript counts as one too.
fn after(previous: &str, text: &str) -> String {
    let pairs = previous.bytes().zip(text.bytes());
    let same = pairs.take_while(|(a, b)| a == b && a.is_ascii());
    let shared = same.take(MOST_SHARED).count();
    let count = u8::try_from(shared + 32).map_or(' ', char::from);
    let rest = text.get(shared..).unwrap_or_default();
    format!("{count}{rest}")
}

/// The variant that follows from a wire name, as `pascal` of `rank.js` has it; only for ASCII, where both agree on case.
fn pascal(wire: &str) -> Option<String> {
    let words = wire.split(|c: char| !c.is_ascii_alphanumeric());
    let capital = words.filter_map(|word| {
        let (first, rest) = word.split_at_checked(1)?;
        Some(first.to_ascii_uppercase() + rest)
    });
    wire.is_ascii().then(|| capital.collect())
}

/// Without what separates cells and lines. Anchors have none: see `anchor`.
fn clean(text: &str) -> String {
    text.replace(char::is_control, " ")
}
