//! How much work a document may cause.
//!
//! A document of some kilobytes can stand for gigabytes: by aliases of YAML, by schemas that refer to each other, by
//! nesting. Everything that walks over a document, or over what its references stand for, spends a budget. The stack is
//! part of it, so recursion is allowed only below a limit of depth.
//!
//! The figures beside the limits are those of the whole of Stripe's document of 2026-05-27;
//! `tests/tests/generator/budget.rs` checks that it stays below a third of each.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Pointer};

/// The limits of one kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// What one node is, in the plural.
    nodes_are: &'static str,
    /// The number of nodes that may be visited.
    pub nodes: usize,
    /// How deep they may be nested.
    pub depth: usize,
    /// The bytes of text in them.
    pub bytes: usize,
}

const HELP: &str = "the limits are several times what Stripe's whole document needs; \
                    a reference or an alias counts as all that it stands for";

/// The bytes of a document's file. Stripe's has 6.9 million.
pub const FILE: usize = 32_000_000;

/// The paths of a document, which become files of the crate. Stripe's has 437.
pub const PATHS: usize = 5_000;

/// The schemas that have a name. Stripe's document has 1,578.
pub const SCHEMA_NAMES: usize = 12_000;

/// The problems of one stage that are collected. Stripe's document has none; each problem keeps its pointer.
pub(crate) const PROBLEMS: usize = 10_000;

/// The pairs of words that are compared for suggestions. A misspelt name is compared with all of the document, where
/// Stripe has 1,578 schemas.
pub(crate) const SUGGESTIONS: usize = 200_000;

/// Values of a document, where each alias counts as all that it stands for.
pub const VALUES: Limits = Limits {
    nodes_are: "values",
    // Stripe: 166,673.
    nodes: 600_000,
    // Stripe: 26. The parsers have a limit of their own, 128.
    depth: 100,
    // Stripe: 3,557,942.
    bytes: 16_000_000,
};

/// Schemas that are lowered, where a reference to a schema without a type of its own counts as all that it stands for.
pub const SCHEMAS: Limits = Limits {
    nodes_are: "schemas",
    // Stripe: 25,042.
    nodes: 100_000,
    // Stripe: 9.
    depth: 40,
    // Stripe: 2,490,974.
    bytes: 12_000_000,
};

/// What was spent of [`Limits`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// The number of nodes.
    pub nodes: usize,
    /// The depth of the deepest.
    pub depth: usize,
    /// The bytes of text in them.
    pub bytes: usize,
}

/// Limits, and what was spent of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    limits: Limits,
    spent: Spent,
}

/// A limit that was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exceeded {
    /// Too many nodes.
    Nodes(Limits),
    /// Nested too deeply.
    Depth(Limits),
    /// Too much text.
    Bytes(Limits),
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            spent: Spent::default(),
        }
    }

    /// What was spent so far.
    pub(crate) fn spent(&self) -> Spent {
        self.spent
    }

    /// Spends nodes with this much text, the deepest of them at this depth.
    pub(crate) fn spend(&mut self, more: Spent) -> Result<(), Exceeded> {
        let Self { limits, spent } = self;
        spent.nodes = spent.nodes.saturating_add(more.nodes);
        spent.depth = spent.depth.max(more.depth);
        spent.bytes = spent.bytes.saturating_add(more.bytes);
        if spent.depth > limits.depth {
            Err(Exceeded::Depth(*limits))
        } else if spent.nodes > limits.nodes {
            Err(Exceeded::Nodes(*limits))
        } else if spent.bytes > limits.bytes {
            Err(Exceeded::Bytes(*limits))
        } else {
            Ok(())
        }
    }

    /// Spends one node.
    pub(crate) fn node(&mut self, depth: usize, bytes: usize) -> Result<(), Exceeded> {
        self.spend(Spent {
            nodes: 1,
            depth,
            bytes,
        })
    }
}

impl Exceeded {
    /// The problem, at the place where the limit was passed.
    pub(crate) fn at(self, pointer: Pointer) -> Diagnostic {
        let (code, message) = match self {
            Self::Depth(limits) => (
                "too-deep",
                format!(
                    "{} are nested more than {} deep here, which is the limit",
                    limits.nodes_are,
                    grouped(limits.depth)
                ),
            ),
            Self::Nodes(limits) => (
                "too-large",
                format!(
                    "the document has more than {} {}, which is the limit, at this place",
                    grouped(limits.nodes),
                    limits.nodes_are
                ),
            ),
            Self::Bytes(limits) => (
                "too-large",
                format!(
                    "the {} of the document have more than {} bytes of text, which is the limit, at this place",
                    limits.nodes_are,
                    grouped(limits.bytes)
                ),
            ),
        };
        Diagnostic::error(code, pointer, message).with_help(HELP)
    }
}

/// The problem of a file that is too long to be read.
pub(crate) fn too_long() -> Diagnostic {
    let message = format!(
        "the file has more than {} bytes, which is the limit",
        grouped(FILE)
    );
    Diagnostic::error("too-large", Pointer::root(), message)
}

/// The problem of an object with too many keys, at the first that is too many.
pub(crate) fn too_many_entries(pointer: Pointer, what: &str, limit: usize) -> Diagnostic {
    let message = format!(
        "the document has more than {} {what}, which is the limit",
        grouped(limit)
    );
    Diagnostic::error("too-large", pointer, message).with_help(HELP)
}

/// The problem of a document with more problems than are collected, at the first of the rest.
pub(crate) fn too_many(pointer: Pointer) -> Diagnostic {
    let message = format!(
        "there are more than {} problems; the rest, from here on, is not listed",
        grouped(PROBLEMS)
    );
    Diagnostic::error("too-many", pointer, message)
}

/// The number of values in a value, which is nested no deeper than a document can be.
pub(crate) fn values(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Object(object) => object.values().map(values).sum(),
        Value::Array(items) => items.iter().map(values).sum(),
        _ => 0,
    };
    1 + inner
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Limits = Limits {
        nodes_are: "values",
        nodes: 2,
        depth: 3,
        bytes: 4,
    };

    #[test]
    fn each_limit_is_inclusive() {
        let spend = |nodes, depth, bytes| {
            Budget::new(FEW).spend(Spent {
                nodes,
                depth,
                bytes,
            })
        };
        assert_eq!(spend(2, 3, 4), Ok(()));
        assert_eq!(spend(3, 3, 4), Err(Exceeded::Nodes(FEW)));
        assert_eq!(spend(2, 4, 4), Err(Exceeded::Depth(FEW)));
        assert_eq!(spend(2, 3, 5), Err(Exceeded::Bytes(FEW)));
    }

    #[test]
    fn spending_adds_up() {
        let mut budget = Budget::new(FEW);
        assert_eq!(budget.node(1, 2), Ok(()));
        assert_eq!(budget.node(2, 2), Ok(()));
        assert_eq!(budget.node(1, 0), Err(Exceeded::Nodes(FEW)));
        let spent = budget.spent();
        assert_eq!((spent.nodes, spent.depth, spent.bytes), (3, 2, 4));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
