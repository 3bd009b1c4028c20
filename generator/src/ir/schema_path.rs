//! The location of a type in the document.

use std::cmp::Ordering;
use std::fmt;

use crate::text::is_hidden;

/// A path through the document by names alone.
///
/// Unlike a JSON pointer it does not contain positions in lists, so that
/// reordering the alternatives of a schema does not move anything. Names of
/// types are derived from places and the ledger is keyed by them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SchemaPath {
    root: String,
    steps: Vec<String>,
}

impl SchemaPath {
    /// A schema of `components`.
    #[must_use]
    pub fn schema(name: &str) -> Self {
        Self {
            root: name.to_owned(),
            steps: Vec::new(),
        }
    }

    /// An operation, by its route such as `POST /v1/refunds`.
    #[must_use]
    pub fn operation(route: &str) -> Self {
        Self {
            root: route.to_owned(),
            steps: Vec::new(),
        }
    }

    /// The place one name further in.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut steps = self.steps.clone();
        steps.push(name.to_owned());
        Self {
            root: self.root.clone(),
            steps,
        }
    }

    /// The place one name further out; `None` for a schema or an operation.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, steps) = self.steps.split_last()?;
        Some(Self {
            root: self.root.clone(),
            steps: steps.to_vec(),
        })
    }

    /// Moves a place at or below `from` to the same place at or below `to`; `None`
    /// if it is elsewhere.
    #[must_use]
    pub fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let below = self.steps.strip_prefix(from.steps.as_slice())?;
        (self.root == from.root).then(|| Self {
            root: to.root.clone(),
            steps: to.steps.iter().chain(below).cloned().collect(),
        })
    }

    /// Name of the schema, or route of the operation, that it lies in.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Names from the root to here.
    #[must_use]
    pub fn steps(&self) -> &[String] {
        &self.steps
    }
}

/// As written in the ledger: `refund reason` or `POST /v1/refunds reason`.
///
/// Spaces inside a step are escaped as `%20`, `%` as `%25`, so that the text
/// can be split again.
impl fmt::Display for SchemaPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root)?;
        for step in &self.steps {
            f.write_str(" ")?;
            for c in step.chars() {
                match c {
                    '%' => f.write_str("%25")?,
                    '(' => f.write_str("%28")?,
                    ' ' => f.write_str("%20")?,
                    c if c.is_control() => write!(f, "%{:02X}", c as u32)?,
                    // Nobody would see them in a review of the ledger.
                    c if is_hidden(c) => write!(f, "%u{:04X}", u32::from(c))?,
                    c => write!(f, "{c}")?,
                }
            }
        }
        Ok(())
    }
}

/// Shorter paths first, then alphabetically: the order in which names are assigned.
impl Ord for SchemaPath {
    fn cmp(&self, other: &Self) -> Ordering {
        // All maps keyed by places depend on this: comparing lengths first avoids most comparisons of text.
        let lengths = (self.steps.len(), self.root.len());
        match lengths.cmp(&(other.steps.len(), other.root.len())) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
        match self.root.cmp(&other.root) {
            Ordering::Equal => self.steps.cmp(&other.steps),
            unequal => unequal,
        }
    }
}

impl PartialOrd for SchemaPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
