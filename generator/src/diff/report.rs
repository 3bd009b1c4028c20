//! A comparison as a report: plain data in the order in which it is read, which a terminal, Markdown, JSON and a page
//! show alike. Texts are Markdown.

use std::collections::BTreeSet;

use serde::Serialize;

use super::change::{Change, ChangeKind, Level, Site, Verdict};
use super::lapsed::{Lapsed, lapsed};
use super::names::NameChanges;
use super::output::Output;
use super::size::Size;
use super::{Diff, compare};
use crate::Lowered;

/// Places that a short sentence names.
const SHORT: usize = 6;

/// Examples of a reason.
const EXAMPLES: usize = 5;

/// What a change of the document means for callers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What kind of release it takes.
    pub verdict: Verdict,
    /// Why, the gravest first.
    pub reasons: Vec<Reason>,
    /// What was compared, and by what.
    pub provenance: Provenance,
    /// Changes by level, the gravest first; a level without changes has none.
    pub sections: Vec<Section>,
    /// Number of texts that differ, which are read in the diff of the crate.
    pub texts: usize,
    /// Names of the client that come, go or change.
    pub names: NameChanges,
    /// How much there is of what.
    pub size: Size,
    /// Fixups that no longer apply, by place.
    pub fixups: Vec<Lapsed>,
    /// What comes from the generator and not from the document; nothing where no output is committed to compare with.
    pub output: Option<Output>,
}

/// A part of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What it alone would come to.
    pub verdict: Verdict,
    /// How often.
    pub count: usize,
    /// What is counted, in the singular.
    pub noun: &'static str,
    /// What that means.
    pub means: &'static str,
    /// Some of them, in short.
    pub examples: Vec<String>,
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
    /// What it is called.
    pub name: String,
    /// Its API version.
    pub version: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Changes of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What they do to callers.
    pub level: Level,
    /// The same in words.
    pub title: &'static str,
    /// The changes.
    pub items: Vec<Item>,
}

/// One change, with all its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What kind of change it is.
    pub kind: &'static str,
    /// What it does to callers.
    pub level: Level,
    /// Fields, values or members that it is about, sorted.
    pub names: Vec<String>,
    /// The change, with all its places.
    pub sentence: String,
    /// The change, with its first places.
    #[serde(skip)]
    pub short: String,
    /// Whether the sentence says what becomes of the Rust.
    #[serde(skip)]
    pub says_rust: bool,
    /// What becomes of the Rust that callers write or read, each pair once.
    pub rust: Vec<Rust>,
    /// What a caller writes instead, where the compiler or a reply asks for it.
    pub instead: Option<&'static str>,
    /// Where it shows, with JSON pointers in both documents. Never empty.
    pub places: Vec<Site>,
    /// Types inside of the one that this is about, which are others with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Item>,
}

/// A signature before and after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rust {
    /// In the first client, if it is there.
    pub old: Option<String>,
    /// In the second client, if it is there.
    pub new: Option<String>,
}

/// A document that is to be reported on.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// What it is called in the report.
    pub name: &'a str,
    /// Of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// What the generator made of it.
    pub lowered: &'a Lowered,
}

impl Report {
    /// Compares two documents as [`compare`] does. `generator` is the version of the generator.
    #[must_use]
    pub fn new(base: Revision<'_>, head: Revision<'_>, generator: &str) -> Self {
        Self::of(compare(base.lowered, head.lowered), base, head, generator)
    }

    /// The report of a comparison that was made already.
    #[must_use]
    pub fn of(diff: Diff, base: Revision<'_>, head: Revision<'_>, generator: &str) -> Self {
        let sections = LEVELS.iter().map(|(level, title, _)| Section {
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
            texts: diff.prose,
            fixups: lapsed(base.lowered, head.lowered),
            output: None,
            size: Size::of(base.lowered, head.lowered),
            names: diff.names,
        }
    }

    /// The changes of a level.
    #[must_use]
    pub fn at(&self, level: Level) -> &[Item] {
        let mut sections = self.sections.iter();
        let found = sections.find(|section| section.level == level);
        found.map_or(&[], |section| &section.items)
    }
}

/// The levels, the gravest first, with what a section of them and their part of the verdict are called.
const LEVELS: [(Level, &str, &str); 4] = [
    (
        Level::Breaking,
        "Breaking for callers",
        "programs may no longer compile",
    ),
    (
        Level::Behaviour,
        "Compiles, and may act differently",
        "programs compile and may act differently",
    ),
    (Level::Addition, "New", "there is more"),
    (
        Level::Documentation,
        "Documentation",
        "nothing that a program sees",
    ),
];

fn reasons(diff: &Diff) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut because = |verdict, count, noun, means, examples| {
        if count > 0 {
            reasons.push(Reason {
                verdict,
                count,
                noun,
                means,
                examples,
            });
        }
    };
    for (level, _, means) in LEVELS {
        let mut examples = Vec::new();
        if level == Level::Breaking {
            let shown = diff.at(level).take(EXAMPLES);
            examples.extend(shown.map(Change::headline));
        }
        because(
            level.verdict(),
            diff.at(level).count(),
            "change",
            means,
            examples,
        );
    }
    let retired = diff.names.retired.len();
    let means = "gone from the client";
    because(Verdict::Major, retired, "name", means, Vec::new());
    let means = "read in the diff of the crate";
    because(Verdict::Patch, diff.prose, "text", means, Vec::new());
    let means = "different, which no program sees";
    because(
        Verdict::Patch,
        usize::from(diff.rest),
        "order",
        means,
        Vec::new(),
    );
    // Stable: what was said first of a verdict is still first.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict));
    reasons
}

impl Rust {
    /// What becomes of it, in Markdown.
    #[must_use]
    pub fn sentence(&self) -> String {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("`{old}` becomes `{new}`"),
            (Some(old), None) => format!("`{old}` is gone"),
            (None, Some(new)) => format!("`{new}` is needed"),
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
