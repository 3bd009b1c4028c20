//! Compares two documents by their IR: what changes for the callers of the client.
//!
//! Types are compared by structure at each place that callers reach, so it does not matter which place holds a shared
//! definition. Equal differences are grouped: one change is listed once, with all its places.

mod change;
mod clearing;
mod client;
mod code;
mod definitions;
mod events;
mod fields;
mod fingerprint;
mod found;
mod group;
mod lapsed;
mod level;
mod names;
mod output;
mod paths;
mod prose;
mod reasons;
mod report;
mod reviewed;
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
pub use reasons::{Example, Reason};
pub use report::{Compared, Item, Provenance, Report, Reviewed, Revision, Rust, Section};
pub use reviewed::read_reviewed;
pub use size::{Files, Part, Row, Size};

use crate::Lowered;
use walk::Walk;

/// What changes from one document to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// All changes except those of descriptions, most severe first.
    pub changes: Vec<Change>,
    /// Number of descriptions that differ, at places that are in both documents.
    pub prose: usize,
    /// Names that are added, removed or changed.
    pub names: NameChanges,
    /// Whether the IRs differ in a way that no change covers, such as the order of enum values.
    pub rest: bool,
}

impl Diff {
    /// The changes of a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.filter(move |change| change.level == level)
    }

    /// All changes, including nested ones.
    pub fn all(&self) -> impl Iterator<Item = &Change> {
        let changes = self.changes.iter();
        changes.flat_map(|change| std::iter::once(change).chain(&change.within))
    }

    /// The kind of release that the crate of the second document requires.
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

/// Compares two documents. Places that are in both have the same names if both are lowered with one ledger, or the second
/// with the resulting ledger of the first.
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
