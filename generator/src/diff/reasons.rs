//! Why a release has its verdict: the first screen of a report.

use std::borrow::Cow;

use serde::Serialize;

use super::Diff;
use super::change::{Change, ChangeKind, Level, Verdict};
use super::sentence::list;
use crate::text::code;

/// Examples of what breaks callers. With the lines above and below them, and those for types that changed place, these are
/// at most ten lines.
const EXAMPLES: usize = 3;

/// Names that are written out.
const NAMES: usize = 2;

/// A part of the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The verdict if this were the only reason.
    pub verdict: Verdict,
    /// Number of occurrences.
    pub count: usize,
    /// The unit of `count`, in the singular.
    pub noun: &'static str,
    /// What this means for callers, in Markdown.
    pub means: Cow<'static, str>,
    /// What breaks callers, or the first of it.
    pub examples: Vec<Example>,
}

/// A line of the first screen, and the changes that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The line, in Markdown.
    pub sentence: String,
    /// Fingerprints of the changes, in the order of the report.
    pub fingerprints: Vec<String>,
}

impl Reason {
    /// Number of changes that no example is about.
    #[must_use]
    pub fn more(&self) -> usize {
        let shown = self.examples.iter().map(|one| one.fingerprints.len());
        match shown.sum() {
            0 => 0,
            shown => self.count.saturating_sub(shown),
        }
    }
}

/// The reasons, most severe first.
pub(super) fn reasons(diff: &Diff) -> Vec<Reason> {
    let mut reasons = Vec::from(breaking(diff));
    for (level, means) in [
        (
            Level::Behaviour,
            "programs compile but may behave differently",
        ),
        (Level::Addition, "additions"),
        (Level::Documentation, "no effect on programs"),
    ] {
        let count = diff.at(level).count();
        reasons.push(Reason::of(level.verdict(), count, "change", means));
    }
    let retired: Vec<String> = diff.names.retired.iter().cloned().collect();
    reasons.push(Reason {
        means: format!("removed from the client: {}", list(&retired, NAMES)).into(),
        ..Reason::of(Verdict::Major, retired.len(), "name", "")
    });
    let means = "changed; see the diff of the crate";
    reasons.push(Reason::of(Verdict::Patch, diff.prose, "description", means));
    let means = "different, with no effect on programs";
    let rest = usize::from(diff.rest);
    reasons.push(Reason::of(Verdict::Patch, rest, "order", means));
    reasons.retain(|reason| reason.count > 0);
    // Stable: reasons of one verdict keep their order.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict));
    reasons
}

/// What the document removes and what else it breaks, apart from types that only changed place.
fn breaking(diff: &Diff) -> [Reason; 3] {
    let verdict = Level::Breaking.verdict();
    let (moved, others): (Vec<&Change>, Vec<&Change>) = diff
        .at(Level::Breaking)
        .partition(|change| change.kind.moves_types());
    let (removed, changed): (Vec<&Change>, Vec<&Change>) = others
        .into_iter()
        .partition(|change| change.kind.is_removal());
    let most = match (removed.as_slice(), changed.as_slice()) {
        ([], _) | (_, []) => EXAMPLES,
        _ => 1,
    };
    let with = |changes: &[&Change], noun| Reason {
        examples: changes.iter().take(most).map(|one| alone(one)).collect(),
        ..Reason::of(
            verdict,
            changes.len(),
            noun,
            "programs may no longer compile",
        )
    };
    let (leading, split): (Vec<&Change>, Vec<&Change>) = moved
        .iter()
        .partition(|change| matches!(change.kind, ChangeKind::TypeAtPlace { .. }));
    let means = "changed place; programs that name them may not compile";
    let moved = Reason {
        examples: [
            together(&leading, "places have another type, first"),
            together(&split, "types are no longer shared, first at"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        ..Reason::of(verdict, moved.len(), "type", means)
    };
    [with(&removed, "removal"), with(&changed, "change"), moved]
}

/// A line for one change.
fn alone(change: &Change) -> Example {
    Example {
        sentence: change.headline(),
        fingerprints: vec![change.fingerprint()],
    }
}

/// A line for changes of one kind.
fn together(changes: &[&Change], what: &str) -> Option<Example> {
    let (first, rest) = changes.split_first()?;
    if rest.is_empty() {
        return Some(alone(first));
    }
    let at = first.sites.first().map(|site| code(&site.path));
    Some(Example {
        sentence: format!("{} {what} {}", changes.len(), at.unwrap_or_default()),
        fingerprints: changes.iter().map(|change| change.fingerprint()).collect(),
    })
}

impl Reason {
    fn of(verdict: Verdict, count: usize, noun: &'static str, means: &'static str) -> Self {
        Self {
            verdict,
            count,
            noun,
            means: means.into(),
            examples: Vec::new(),
        }
    }
}

impl ChangeKind {
    /// Whether nothing is removed, but the document leads to another type, or to two in place of one.
    fn moves_types(&self) -> bool {
        matches!(self, Self::TypeAtPlace { .. } | Self::Split { .. })
    }

    fn is_removal(&self) -> bool {
        matches!(
            self,
            Self::OperationRemoved
                | Self::ObjectRemoved
                | Self::EventRemoved
                | Self::FieldRemoved
                | Self::ValueRemoved(_)
                | Self::MemberRemoved(_)
        )
    }
}
