//! Compares two documents by their IR: what changes for the callers of the client.
//!
//! Types are compared by structure at each place that a caller reaches them by, so that it does not matter which place
//! holds a definition that several share. What is found is grouped: one change is listed once, with all its places.

mod change;
mod clearing;
mod client;
mod code;
mod definitions;
mod events;
mod fields;
mod found;
mod group;
mod lapsed;
mod level;
mod names;
mod output;
mod paths;
mod prose;
mod report;
mod roots;
mod sentence;
mod sharing;
mod size;
mod title;
mod types;
mod walk;

pub use change::{Change, ChangeKind, Level, Site, Verdict};
pub use code::{Code, Codes};
pub use lapsed::Lapsed;
pub use names::{NameChanges, Renamed};
pub use output::{FileChange, Output};
pub use report::{Compared, Item, Provenance, Reason, Report, Revision, Rust, Section};
pub use size::{Files, Part, Row, Size};

use crate::Lowered;
use walk::Walk;

/// What changes from one document to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// All changes, the gravest first. Prose is not among them.
    pub changes: Vec<Change>,
    /// Number of texts that differ, of those that both documents have a place for.
    pub prose: usize,
    /// Names that come and go.
    pub names: NameChanges,
    /// Whether the IRs differ in something that no change tells of, such as the order of the values of an enumeration.
    pub rest: bool,
}

impl Diff {
    /// The changes of a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.filter(move |change| change.level == level)
    }

    /// All changes, those that are told under others included.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.flat_map(|change| std::iter::once(change).chain(&change.within))
    }

    /// What kind of release the crate that is generated from the second document is.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.names.breaks() {
            return Verdict::Major;
        }
        let gravest = self.changes.iter().map(|change| change.level).max();
        match gravest {
            Some(level) => level.verdict(),
            None if self.prose > 0 || self.rest => Verdict::Patch,
            None => Verdict::None,
        }
    }
}

/// Compares two documents. Names that both have a place for are the same if the ledger that the first was lowered with, or
/// the one that came of it, was given to the second.
#[must_use]
pub fn compare(base: &Lowered, head: &Lowered) -> Diff {
    let mut walk = Walk::new(base, head);
    let found = roots::roots(&mut walk);
    let changes = group::group(paths::sites(&walk.nodes, found));
    let prose = prose::count(&base.api, &head.api);
    let names = names::compare(base, head);
    let rest = changes.is_empty() && prose == 0 && base.api != head.api;
    Diff {
        changes,
        prose,
        names,
        rest,
    }
}
