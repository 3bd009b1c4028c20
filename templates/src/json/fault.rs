//! Errors of parsing and decoding JSON.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::secret::redact;

/// An error of parsing or decoding JSON: its path, what was expected there and what was found.
///
/// It describes the kind of the value that was found, never the content of strings and numbers, so it can be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    /// From the fault outwards: each caller adds its own step at the end.
    steps: Vec<Step>,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Name(Cow<'static, str>),
    Index(usize),
}

impl Fault {
    /// A fault at the value that is being decoded; callers extend the path.
    #[cold]
    pub fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            expected: expected.into(),
            found: found.into(),
        }))
    }

    /// A missing required field.
    #[cold]
    pub fn missing(name: &'static str) -> Self {
        Self::new("a value", "no such field").within(name)
    }

    /// The same fault, seen from the object that holds the value under `name`.
    #[cold]
    #[must_use]
    pub fn within(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.steps.push(Step::Name(name.into()));
        self
    }

    /// The same fault, seen from the array that holds the value at `index`.
    #[cold]
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(index));
        self
    }

    /// The path of the fault, such as `data[3].refunds.data[0].amount`; empty at the root. Keys of maps that look like
    /// secrets are hidden.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Index(index) => write!(path, "[{index}]"),
                Step::Name(name) if !is_identifier(name) => write!(path, "[{name:?}]"),
                Step::Name(name) if path.is_empty() => write!(path, "{name}"),
                Step::Name(name) => write!(path, ".{name}"),
            };
        }
        redact(&path)
    }

    /// The expected value, such as `an integer`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// The kind of the value found, such as `a string`.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.steps.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        write!(f, "expected {}, found {}", self.expected(), self.found())
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("path", &self.path())
            .field("expected", &self.expected())
            .field("found", &self.found())
            .finish()
    }
}

impl std::error::Error for Fault {}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_reads_from_the_root() {
        let fault = Fault::new("an integer", "null")
            .within("amount")
            .within_item(0)
            .within("data")
            .within("two words")
            .within("refunds")
            .within_item(3);
        assert_eq!(fault.path(), "[3].refunds[\"two words\"].data[0].amount");
        assert_eq!(
            fault.to_string(),
            "[3].refunds[\"two words\"].data[0].amount: expected an integer, found null"
        );
    }

    #[test]
    fn a_fault_at_the_root_has_no_path() {
        let fault = Fault::new("an object", "null");
        assert_eq!(fault.path(), "");
        assert_eq!(fault.to_string(), "expected an object, found null");
    }

    #[test]
    fn a_result_stays_small() {
        assert_eq!(size_of::<Result<(), Fault>>(), size_of::<usize>());
    }
}
