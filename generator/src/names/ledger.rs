//! The names that were given: `spec/names.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostic::{Diagnostic, Pointer};

/// Place in the document → path in the client, and since when.
///
/// The ledger only grows. Lines are sorted, one a name, so that a diff of it
/// says which names are new. A name whose place is gone stays, marked as such,
/// and so does the old name of a place that was renamed: neither is free for
/// another place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
    /// Names that places had before they were renamed, by place and path.
    former: BTreeMap<(String, String), Since>,
}

/// What a name came with, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// The API version. It begins with a date, so that versions compare as text.
    version: String,
    /// Which of the documents of this version that brought names.
    document: u32,
}

impl Since {
    /// Reads what `Display` writes; `None` where the number is none.
    fn parse(text: &str) -> Option<Self> {
        let (version, document) = match text.split_once('+') {
            Some((version, number)) => (version, number.parse().ok().filter(|n| *n > 1)?),
            None => (text, 1),
        };
        let version = version.to_owned();
        Some(Self { version, document })
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.document {
            ..=1 => f.write_str(&self.version),
            document => write!(f, "{}+{document}", self.version),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: String,
    since: Since,
    /// The API version of the first document without the place.
    gone: Option<String>,
}

const HEAD: &str = "\
# Names that the client has given, by the place in the document: place, path in the crate, API version that it came with
# (`+2` where a second document of the version brought it), and where it is no longer in use: `gone` and the first version
# without the place, or `renamed`.
# Written by `cargo xtask codegen`, which only adds lines and marks, and `cargo xtask names rename`.
# A name that stands here is never given anew or to another place.
";

const GONE: &str = "gone ";
const RENAMED: &str = "renamed";

impl Ledger {
    /// Reads what [`Ledger::print`] writes.
    ///
    /// # Errors
    ///
    /// Every line that is not three or four columns between tabs, or that names
    /// a place or a path again.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut ledger = Self::default();
        let mut paths: BTreeMap<&str, usize> = BTreeMap::new();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let number = index + 1;
            let columns: Vec<&str> = line.split('\t').collect();
            let (place, path, since, state) = match columns.as_slice() {
                [place, path, since] => (*place, *path, *since, None),
                [place, path, since, state] => (*place, *path, *since, Some(*state)),
                _ => {
                    problems.push(problem(format!(
                        "line {number} has {} columns, not 3 or 4",
                        columns.len()
                    )));
                    continue;
                }
            };
            if let Some(other) = paths.insert(path, number) {
                problems.push(problem(format!(
                    "lines {other} and {number} both give the name `{path}`"
                )));
            }
            let Some(since) = Since::parse(since) else {
                problems.push(problem(format!(
                    "line {number} has `{since}` where a version is to be, or a version with `+2` or more behind it"
                )));
                continue;
            };
            let gone = match state {
                Some(RENAMED) => {
                    let key = (place.to_owned(), path.to_owned());
                    ledger.former.insert(key, since);
                    continue;
                }
                Some(state) => match state.strip_prefix(GONE) {
                    Some(version) => Some(version.to_owned()),
                    None => {
                        problems.push(problem(format!(
                            "line {number} ends in `{state}`, not in `{GONE}` and a version or `{RENAMED}`"
                        )));
                        continue;
                    }
                },
                None => None,
            };
            let entry = Entry {
                path: path.to_owned(),
                since,
                gone,
            };
            if ledger.entries.insert(place.to_owned(), entry).is_some() {
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
        let entries = self.entries.iter().map(|(place, entry)| {
            let Entry { path, since, gone } = entry;
            let state = gone
                .as_ref()
                .map_or_else(String::new, |version| format!("\t{GONE}{version}"));
            ((place, None), format!("{place}\t{path}\t{since}{state}\n"))
        });
        let former = self.former.iter().map(|((place, path), since)| {
            let line = format!("{place}\t{path}\t{since}\t{RENAMED}\n");
            ((place, Some(path)), line)
        });
        // Behind the line of its place stands what the place was called before.
        let lines: BTreeMap<_, _> = entries.chain(former).collect();
        std::iter::once(HEAD.to_owned())
            .chain(lines.into_values())
            .collect()
    }

    /// The path given to a place.
    #[must_use]
    pub fn path(&self, place: &str) -> Option<&str> {
        self.entries.get(place).map(|entry| entry.path.as_str())
    }

    /// When a place got its name, to be compared with others.
    #[must_use]
    pub fn since(&self, place: &str) -> Option<Since> {
        self.entries.get(place).map(|entry| entry.since.clone())
    }

    /// When a document of this version gives its names: Stripe changes documents without another version, and what came
    /// with the first is older than what comes with the next.
    #[must_use]
    pub fn release(&self, version: &str) -> Since {
        let entries = self.entries.values().map(|entry| &entry.since);
        let before = entries.chain(self.former.values());
        let last = before.filter(|since| since.version == version).max();
        Since {
            version: version.to_owned(),
            document: last.map_or(1, |since| since.document.saturating_add(1)),
        }
    }

    /// The API version of the first document without a place that is gone.
    #[must_use]
    pub fn gone(&self, place: &str) -> Option<&str> {
        self.entries.get(place)?.gone.as_deref()
    }

    /// All places that have a name, those that are gone among them, and their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(place, entry)| (place.as_str(), entry.path.as_str()))
    }

    /// The places that have or had a path, which nothing else may have, by that path.
    pub fn holders(&self) -> impl Iterator<Item = (&str, Holder<'_>)> {
        let entries = self.entries.iter().map(|(place, entry)| {
            let renamed = false;
            (entry.path.as_str(), Holder { place, renamed })
        });
        let former = self.former.keys().map(|(place, path)| {
            let renamed = true;
            (path.as_str(), Holder { place, renamed })
        });
        entries.chain(former)
    }

    /// All paths that were ever given.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.holders().map(|(path, _)| path)
    }

    /// Keeps the names of some places only.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.entries.retain(|place, _| keep(place));
    }

    /// Gives a name to a place that has none; one that has keeps its own.
    pub fn give(&mut self, place: &str, path: &str, since: &Since) {
        self.entries
            .entry(place.to_owned())
            .or_insert_with(|| Entry {
                path: path.to_owned(),
                since: since.clone(),
                gone: None,
            });
    }

    /// Marks the places that a document of this version lacks as gone, and takes the mark from those that it has.
    ///
    /// A document that is older than a name has no say in whether its place is gone. Versions begin with a date, so
    /// they compare as text.
    pub fn mark(&mut self, has: &BTreeSet<String>, version: &str) {
        for (place, entry) in &mut self.entries {
            if has.contains(place) {
                entry.gone = None;
            } else if entry.gone.is_none() && entry.since.version.as_str() <= version {
                entry.gone = Some(version.to_owned());
            }
        }
    }

    /// Replaces the name of a place, which keeps the old one to itself. The caller has seen to it that no other place
    /// has the new one.
    pub(super) fn replace(&mut self, place: &str, path: &str) {
        let Some(entry) = self.entries.get_mut(place) else {
            return;
        };
        let before = std::mem::replace(&mut entry.path, path.to_owned());
        let since = entry.since.clone();
        self.former.insert((place.to_owned(), before), since);
        self.former.remove(&(place.to_owned(), path.to_owned()));
    }
}

/// The place that has a name, or had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder<'a> {
    /// The place.
    pub place: &'a str,
    /// Whether the place has another name now.
    pub renamed: bool,
}

impl fmt::Display for Holder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.renamed {
            ", before it was renamed"
        } else {
            ""
        };
        write!(f, "`{}`{before}", self.place)
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

    fn give(ledger: &mut Ledger, place: &str, path: &str, since: &str) {
        ledger.give(place, path, &Since::parse(since).unwrap());
    }

    #[test]
    fn documents_of_one_version_follow_each_other() {
        let mut ledger = Ledger::default();
        let version = "2026-05-27.dahlia";
        assert_eq!(ledger.release(version).to_string(), version);
        for number in 1..=12 {
            let since = ledger.release(version);
            ledger.give(&format!("place {number}"), &format!("x::A{number}"), &since);
        }
        let (first, ninth) = (ledger.since("place 1"), ledger.since("place 9"));
        let last = ledger.since("place 12");
        assert!(first < ninth && ninth < last);
        assert_eq!(last.unwrap().to_string(), "2026-05-27.dahlia+12");
        assert!(ledger.since("place 12") < Since::parse("2026-08-01.elm"));
        assert_eq!(Ledger::parse(&ledger.print()).unwrap(), ledger);
        // What came with a later document of the version can go with any.
        ledger.mark(&places(&["place 1"]), version);
        assert_eq!(ledger.gone("place 12"), Some(version));
        for wrong in ["1+", "1+1", "1+x", "1+-2"] {
            assert!(
                Ledger::parse(&format!("a\tx::A\t{wrong}\n")).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut ledger = Ledger::default();
        give(
            &mut ledger,
            "refund",
            "objects::Refund",
            "2026-05-27.dahlia",
        );
        give(
            &mut ledger,
            "charge",
            "objects::Charge",
            "2026-05-27.dahlia",
        );
        give(&mut ledger, "refund", "objects::Other", "2027-01-01.elm");
        let text = ledger.print();
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        assert_eq!(ledger.path("refund"), Some("objects::Refund"));
        assert!(text.find("charge\t").unwrap() < text.find("refund\t").unwrap());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let text =
            "a\tx::A\t1\nb\tx::A\t1\na\tx::C\t1\nd\tx::D\ne\tx::E\t1\tlost\nf\tx::A\t1\trenamed\n";
        let faults = Ledger::parse(text).unwrap_err();
        let messages: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages.len(), 5, "{messages:?}");
    }

    fn places(places: &[&str]) -> BTreeSet<String> {
        places.iter().map(|place| (*place).to_owned()).collect()
    }

    #[test]
    fn what_a_document_lacks_is_marked_until_it_is_back() {
        let mut ledger = Ledger::default();
        give(
            &mut ledger,
            "charge",
            "objects::Charge",
            "2026-04-22.dahlia",
        );
        give(
            &mut ledger,
            "refund",
            "objects::Refund",
            "2026-05-27.dahlia",
        );
        let both = ledger.clone();
        // An older document cannot know of what came later.
        ledger.mark(&places(&["charge"]), "2026-04-22.dahlia");
        assert_eq!(ledger, both);
        ledger.mark(&places(&["charge"]), "2026-08-01.elm");
        assert_eq!(ledger.gone("refund"), Some("2026-08-01.elm"));
        assert_eq!(ledger.path("refund"), Some("objects::Refund"));
        let text = ledger.print();
        assert!(
            text.ends_with("refund\tobjects::Refund\t2026-05-27.dahlia\tgone 2026-08-01.elm\n")
        );
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        // The first version without it is the one that counts.
        ledger.mark(&places(&["charge"]), "2027-01-01.elm");
        assert_eq!(ledger.gone("refund"), Some("2026-08-01.elm"));
        ledger.mark(&places(&["charge", "refund"]), "2027-02-01.elm");
        assert_eq!(ledger, both);
    }

    #[test]
    fn a_former_name_stays_with_its_place() {
        let mut ledger = Ledger::default();
        give(&mut ledger, "refund", "objects::Refund", "1");
        give(&mut ledger, "refund reason", "objects::RefundReason", "1");
        let before = ledger.clone();
        ledger.replace("refund", "objects::Reimbursement");
        let text = ledger.print();
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let expected = [
            "refund\tobjects::Reimbursement\t1",
            "refund\tobjects::Refund\t1\trenamed",
            "refund reason\tobjects::RefundReason\t1",
        ];
        assert_eq!(lines, expected);
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        assert!(ledger.paths().any(|path| path == "objects::Refund"));
        ledger.replace("refund", "objects::Refund");
        assert!(ledger.paths().any(|path| path == "objects::Reimbursement"));
        ledger.replace("refund", "objects::Reimbursement");
        assert_ne!(ledger, before);
    }
}
