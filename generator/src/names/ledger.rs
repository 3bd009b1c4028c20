//! The names that were given: `spec/names.tsv`.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Pointer};

/// Place in the document → path in the client, and since when.
///
/// The ledger only grows. Lines are sorted, one a name, so that a diff of it
/// says which names are new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: String,
    since: String,
}

const HEAD: &str = "\
# Names that the client has given, by the place in the document: place, path in the crate, API version that it came with.
# Written by `cargo xtask codegen`, which only adds lines. A name that stands here is never given anew or to another place.
";

impl Ledger {
    /// Reads what [`Ledger::print`] writes.
    ///
    /// # Errors
    ///
    /// Every line that is not three columns between tabs, or that names a place
    /// or a path again.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut ledger = Self::default();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = index + 1;
            let columns: Vec<&str> = line.split('\t').collect();
            let [place, path, since] = columns.as_slice() else {
                problems.push(problem(format!(
                    "line {number} has {} columns, not 3",
                    columns.len()
                )));
                continue;
            };
            if let Some(other) = places.insert(path, number) {
                problems.push(problem(format!(
                    "lines {other} and {number} both give the name `{path}`"
                )));
            }
            let entry = Entry {
                path: (*path).to_owned(),
                since: (*since).to_owned(),
            };
            if ledger.entries.insert((*place).to_owned(), entry).is_some() {
                problems.push(problem(format!(
                    "line {number} names the place `{place}` again"
                )));
            }
        }
        if problems.is_empty() {
            Ok(ledger)
        } else {
            Err(problems)
        }
    }

    /// The ledger as it is committed.
    #[must_use]
    pub fn print(&self) -> String {
        let lines = self
            .entries
            .iter()
            .map(|(place, Entry { path, since })| format!("{place}\t{path}\t{since}\n"));
        std::iter::once(HEAD.to_owned()).chain(lines).collect()
    }

    /// The path given to a place.
    #[must_use]
    pub fn path(&self, place: &str) -> Option<&str> {
        self.entries.get(place).map(|entry| entry.path.as_str())
    }

    /// The API version with which a place got its name.
    #[must_use]
    pub fn since(&self, place: &str) -> Option<&str> {
        self.entries.get(place).map(|entry| entry.since.as_str())
    }

    /// All paths that were ever given.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.values().map(|entry| entry.path.as_str())
    }

    /// Keeps the names of some places only.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.entries.retain(|place, _| keep(place));
    }

    /// Gives a name to a place that has none; one that has keeps its own.
    pub fn give(&mut self, place: &str, path: &str, since: &str) {
        self.entries
            .entry(place.to_owned())
            .or_insert_with(|| Entry {
                path: path.to_owned(),
                since: since.to_owned(),
            });
    }
}

fn problem(message: String) -> Diagnostic {
    Diagnostic::error(
        "ledger",
        Pointer::root(),
        format!("the ledger of names: {message}"),
    )
    .with_help("restore the file from version control; `cargo xtask codegen` adds what is missing")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut ledger = Ledger::default();
        ledger.give("refund", "objects::Refund", "2026-05-27.dahlia");
        ledger.give("charge", "objects::Charge", "2026-05-27.dahlia");
        ledger.give("refund", "objects::Other", "2027-01-01.elm");
        let text = ledger.print();
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        assert_eq!(ledger.path("refund"), Some("objects::Refund"));
        assert!(text.find("charge\t").unwrap() < text.find("refund\t").unwrap());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = Ledger::parse("a\tx::A\t1\nb\tx::A\t1\na\tx::C\t1\nd\tx::D\n").unwrap_err();
        let messages: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
    }
}
