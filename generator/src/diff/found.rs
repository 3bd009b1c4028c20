//! What differs in a pair of types or operations, and which pairs it leads to.

use super::change::{ChangeKind, Level};
use crate::ir::Direction;

/// A pair of definitions, or of operations.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Differences of the pair itself.
    pub(super) found: Vec<Found>,
    /// Nested pairs.
    pub(super) inner: Vec<Inner>,
}

/// A step from a pair to a nested one.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) step: String,
    /// The number of the pair that it leads to.
    pub(super) node: usize,
    /// The change of the type name at this step, if any.
    pub(super) moved: Option<(Level, ChangeKind)>,
}

/// A difference of a pair.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) kind: ChangeKind,
    pub(super) level: Level,
    /// The changed part of the pair, such as the name of a field.
    pub(super) name: Option<String>,
    /// The path below the pair.
    pub(super) step: String,
    pub(super) base: Option<String>,
    pub(super) head: Option<String>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Found {
    pub(super) fn new(
        kind: ChangeKind,
        direction: Direction,
        base: Option<&str>,
        head: Option<&str>,
    ) -> Self {
        Self {
            level: kind.level(direction),
            kind,
            name: None,
            step: String::new(),
            base: base.map(str::to_owned),
            head: head.map(str::to_owned),
            old: None,
            new: None,
        }
    }

    pub(super) fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    pub(super) fn at(mut self, step: String) -> Self {
        self.step = step;
        self
    }
}

pub(super) fn deprecation(old: bool, new: bool) -> Option<ChangeKind> {
    match (old, new) {
        (false, true) => Some(ChangeKind::Deprecated),
        (true, false) => Some(ChangeKind::Undeprecated),
        _ => None,
    }
}
