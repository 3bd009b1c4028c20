//! Problems found in a document or in a data file, and how they are shown.
//!
//! A [`Diagnostic`] names a place of the document by [`Pointer`], since the stages after loading work on data without
//! line numbers; a place of a data file is a [`Row`]. A [`Report`] puts diagnostics and [`Source`]s together and finds
//! the lines when it is rendered.

mod locate;
mod pointer;
mod report;
mod snippet;
mod source;

pub(crate) use locate::as_yaml;
pub use pointer::{Path, Pointer, escaped};
pub use report::Report;
pub use source::{Position, Row, Source};

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// Part of the document has no effect.
    Warning,
}

/// One problem in a document or a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// A stable name of the kind of problem, in kebab case.
    pub code: &'static str,
    /// The message, one sentence without a full stop.
    pub message: String,
    /// The place in the document.
    pub pointer: Pointer,
    /// The position in the text, if it is known more precisely than the pointer (syntax errors have no pointer).
    pub position: Option<Position>,
    /// The row of a data file that contains the problem. `pointer` is then the place that the row refers to, if any.
    pub row: Option<Box<Row>>,
    /// How to fix it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that makes the document unusable.
    pub fn error(code: &'static str, pointer: Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            pointer,
            position: None,
            row: None,
            help: None,
        }
    }

    /// A part of the document that has no effect.
    pub fn warning(code: &'static str, pointer: Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, pointer, message)
        }
    }

    /// Adds how to fix it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Puts the problem into a row of a data file.
    #[must_use]
    pub fn in_row(mut self, row: Row) -> Self {
        self.row = Some(Box::new(row));
        self
    }

    /// Sets the place in the text.
    #[must_use]
    pub fn with_position(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}
