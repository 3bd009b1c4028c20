//! A comparison as a report: plain data in reading order, for terminal, Markdown, JSON and HTML. Texts are Markdown.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::change::{Change, ChangeKind, Level, Site, Verdict};
use super::lapsed::{Lapsed, lapsed};
use super::names::NameChanges;
use super::output::Output;
use super::reasons::{Example, Reason, reasons};
use super::size::Size;
use super::{Diff, compare};
use crate::Lowered;
use crate::text::code;

/// Places in a short sentence.
const SHORT: usize = 6;

/// What a change of the document means for callers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The kind of release that is required.
    pub verdict: Verdict,
    /// Why, most severe first.
    pub reasons: Vec<Reason>,
    /// The documents that were compared, and the generator that compared them.
    pub provenance: Provenance,
    /// Changes by level, most severe first. A level without changes has no section.
    pub sections: Vec<Section>,
    /// Changes that a person accepted before. The sections do not have them; the verdict counts them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reviewed: Vec<Reviewed>,
    /// Number of descriptions that differ. The diff of the crate shows them.
    pub texts: usize,
    /// Names of the client that are added, removed or changed.
    pub names: NameChanges,
    /// Counts before and after.
    pub size: Size,
    /// Fixups that no longer apply, by place.
    pub fixups: Vec<Lapsed>,
    /// Changes caused by the generator rather than the document; `None` without a committed output to compare with.
    pub output: Option<Output>,
}

/// Where a report comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Version of the generator.
    pub generator: String,
    /// The first document.
    pub base: Compared,
    /// The second document.
    pub head: Compared,
}

/// One of the two documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Its name.
    pub name: String,
    /// Its API version.
    pub version: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Changes of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Their effect on callers.
    pub level: Level,
    /// The level in words.
    pub title: &'static str,
    /// The changes.
    pub items: Vec<Item>,
}

/// One change, with all its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The same for the same change in every report.
    pub fingerprint: String,
    /// The kind of change.
    pub kind: &'static str,
    /// Its effect on callers.
    pub level: Level,
    /// Fields, values or members that change, sorted.
    pub names: Vec<String>,
    /// The change in a sentence, with all its places.
    pub sentence: String,
    /// The change in a sentence, with its first places.
    #[serde(skip)]
    pub short: String,
    /// Whether the sentence already contains the Rust.
    #[serde(skip)]
    pub says_rust: bool,
    /// Rust signatures before and after, each pair once.
    pub rust: Vec<Rust>,
    /// How a caller adapts, where code has to change.
    pub instead: Option<&'static str>,
    /// Where it occurs, with JSON pointers into both documents. Never empty.
    pub places: Vec<Site>,
    /// Changes of nested types that follow from this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Item>,
}

/// A change that a person accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// Why it is accepted, in the person's words.
    pub reason: String,
    /// The change.
    pub item: Item,
}

/// A signature before and after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rust {
    /// In the first client, if it is there.
    pub old: Option<String>,
    /// In the second client, if it is there.
    pub new: Option<String>,
}

/// A document and what the generator made of it.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// Its name in the report.
    pub name: &'a str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// The document, lowered.
    pub lowered: &'a Lowered,
}

impl Report {
    /// Compares two documents as [`compare`] does. `generator` is the version of the generator.
    #[must_use]
    pub fn new(base: Revision<'_>, head: Revision<'_>, generator: &str) -> Self {
        Self::of(compare(base.lowered, head.lowered), base, head, generator)
    }

    /// The report of a finished comparison.
    #[must_use]
    pub fn of(diff: Diff, base: Revision<'_>, head: Revision<'_>, generator: &str) -> Self {
        let sections = LEVELS.iter().map(|(level, title)| Section {
            level: *level,
            title,
            items: diff.at(*level).map(Item::of).collect(),
        });
        Self {
            verdict: diff.verdict(),
            reasons: reasons(&diff),
            provenance: Provenance {
                generator: generator.to_owned(),
                base: Compared::of(base),
                head: Compared::of(head),
            },
            sections: sections
                .filter(|section| !section.items.is_empty())
                .collect(),
            reviewed: Vec::new(),
            texts: diff.prose,
            fixups: lapsed(base.lowered, head.lowered),
            output: None,
            size: Size::of(base.lowered, head.lowered),
            names: diff.names,
        }
    }

    /// Takes the changes that a person accepted out of the sections. `accepted` has the reason of each by its
    /// fingerprint.
    pub fn review(&mut self, accepted: &BTreeMap<String, String>) {
        for section in &mut self.sections {
            for item in std::mem::take(&mut section.items) {
                match accepted.get(&item.fingerprint).cloned() {
                    Some(reason) => self.reviewed.push(Reviewed { reason, item }),
                    None => section.items.push(item),
                }
            }
        }
        self.sections.retain(|section| !section.items.is_empty());
    }

    /// The changes of a level.
    #[must_use]
    pub fn at(&self, level: Level) -> &[Item] {
        let mut sections = self.sections.iter();
        let found = sections.find(|section| section.level == level);
        found.map_or(&[], |section| &section.items)
    }

    /// Where an example of the first screen leads: numbers of its changes in the section of what breaks, from 1 on. A
    /// change that was accepted has none.
    #[must_use]
    pub fn numbers(&self, example: &Example) -> Vec<usize> {
        let items = self.at(Level::Breaking).iter().zip(1..);
        let is_its = |item: &Item| example.fingerprints.contains(&item.fingerprint);
        let numbers = items.filter(|(item, _)| is_its(item));
        numbers.map(|(_, number)| number).collect()
    }
}

/// The levels, most severe first, each with the title of its section.
const LEVELS: [(Level, &str); 4] = [
    (Level::Breaking, "Breaking for callers"),
    (Level::Behaviour, "Compiles, but may behave differently"),
    (Level::Addition, "New"),
    (Level::Documentation, "Documentation"),
];

impl Rust {
    /// Whether one of the signatures is that of an item, such as a setter or a field.
    #[must_use]
    pub fn names(&self, item: &str) -> bool {
        let is_word = |c: char| !c.is_alphanumeric() && c != '_';
        let both = [&self.old, &self.new].into_iter().flatten();
        // What comes before the types.
        let heads = both.filter_map(|signature| signature.split([':', '(', '<']).next());
        heads
            .into_iter()
            .any(|head| head.split(is_word).any(|word| word == item))
    }

    /// The change of the signature, in Markdown.
    #[must_use]
    pub fn sentence(&self) -> String {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{} becomes {}", code(old), code(new)),
            (Some(old), None) => format!("{} is removed", code(old)),
            (None, Some(new)) => format!("{} is required", code(new)),
            (None, None) => String::new(),
        }
    }
}

impl Compared {
    fn of(revision: Revision<'_>) -> Self {
        Self {
            name: revision.name.to_owned(),
            version: revision.lowered.api.version.clone(),
            sha256: revision.sha256.to_owned(),
        }
    }
}

impl Item {
    fn of(change: &Change) -> Self {
        let rust = change.sites.iter().map(|site| match &change.kind {
            ChangeKind::TypeAtPlace { old, new, .. } | ChangeKind::Renamed { old, new } => Rust {
                old: Some(old.clone()),
                new: Some(new.clone()),
            },
            _ => Rust {
                old: site.old.clone(),
                new: site.new.clone(),
            },
        });
        let rust: BTreeSet<Rust> = rust.filter(|rust| rust.old != rust.new).collect();
        Self {
            fingerprint: change.fingerprint(),
            kind: change.kind.as_str(),
            says_rust: matches!(
                change.kind,
                ChangeKind::TypeAtPlace { .. } | ChangeKind::Renamed { .. }
            ),
            level: change.level,
            names: change.names.clone(),
            sentence: change.sentence(usize::MAX),
            short: change.sentence(SHORT),
            rust: rust.into_iter().collect(),
            instead: change.advice(),
            places: change.sites.clone(),
            within: change.within.iter().map(Self::of).collect(),
        }
    }
}
