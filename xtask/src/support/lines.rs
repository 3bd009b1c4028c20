//! Counts the lines that differ between two texts.

use similar::{DiffOp, TextDiff};

/// Lines that only one of two texts has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) added: usize,
    pub(crate) removed: usize,
}

impl Lines {
    /// Compares two texts.
    pub(crate) fn between(old: &str, new: &str) -> Self {
        let diff = TextDiff::from_lines(old, new);
        let changed = |op: &&DiffOp| !matches!(op, DiffOp::Equal { .. });
        let ops = || diff.ops().iter().filter(changed);
        Self {
            added: ops().map(|op| op.new_range().len()).sum(),
            removed: ops().map(|op| op.old_range().len()).sum(),
        }
    }

    /// The sum of two counts.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            added: self.added.saturating_add(other.added),
            removed: self.removed.saturating_add(other.removed),
        }
    }
}
