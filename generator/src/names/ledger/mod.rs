//! The names that were given: `spec/names.tsv`.

mod file;
mod since;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub(crate) use file::name_of;
pub use since::Since;

/// Place in the document → path in the client, and since when, for names that do not follow from the place alone: those
/// of operations, which the rule takes from their neighbours, those of types that another place could take, and renames.
///
/// The ledger only grows. Lines are sorted, one for each name, so that a diff of it
/// shows which names are new. The name of a place that the document lacks stays, marked
/// as such, and so does the former name of a renamed place: retired names are never reused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
    /// Names that places had before they were renamed, by place and path.
    former: BTreeMap<(String, String), Since>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: String,
    since: Since,
    /// The API version of the first document without the place.
    absent_since: Option<String>,
}

impl Ledger {
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

    /// The age of names that a document of this version brings. Stripe changes documents without a new version; names of
    /// the first document of a version are older than those of the next.
    #[must_use]
    pub fn release(&self, version: &str) -> Since {
        let entries = self.entries.values().map(|entry| &entry.since);
        let before = entries.chain(self.former.values());
        let last = before.filter(|since| since.version() == version).max();
        last.map_or_else(|| Since::first(version), Since::next)
    }

    /// The API version of the first document without the place; `None` while documents have it.
    #[must_use]
    pub fn absent_since(&self, place: &str) -> Option<&str> {
        self.entries.get(place)?.absent_since.as_deref()
    }

    /// All places that have a name, absent ones included, and their paths.
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

    /// Gives a name to a place without one.
    pub fn give(&mut self, place: &str, path: &str, since: &Since) {
        self.entries
            .entry(place.to_owned())
            .or_insert_with(|| Entry {
                path: path.to_owned(),
                since: since.clone(),
                absent_since: None,
            });
    }

    /// Marks the places that a document of this version lacks as absent, and removes the mark from those that it has.
    ///
    /// A document that is older than a name does not mark its place. Versions begin with a date, so
    /// they compare as text.
    pub fn mark(&mut self, has: &BTreeSet<String>, version: &str) {
        for (place, entry) in &mut self.entries {
            if has.contains(place) {
                entry.absent_since = None;
            } else if entry.absent_since.is_none() && entry.since.version() <= version {
                entry.absent_since = Some(version.to_owned());
            }
        }
    }

    /// Replaces the path of a place whose modules have other names now. Nothing else can have had the old path.
    pub(super) fn refresh(&mut self, place: &str, path: &str) {
        if let Some(entry) = self.entries.get_mut(place)
            && entry.path != path
        {
            path.clone_into(&mut entry.path);
        }
    }

    /// Replaces the name of a place. The old one stays reserved for it. The caller has checked that no other place has
    /// the new one.
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

#[cfg(test)]
mod tests;
