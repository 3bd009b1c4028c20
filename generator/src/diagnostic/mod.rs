//! Problems found in a document, and how they are shown.
//!
//! A [`Diagnostic`] names its place by [`Pointer`] alone, since every stage after loading works on data that has no
//! lines any more. A [`Report`] puts diagnostics and [`Source`] together and finds the lines when it is rendered.

mod locate;
mod pointer;
mod report;
mod source;

pub use pointer::{Path, Pointer, escaped};
pub use report::Report;
pub use source::{Position, Source};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// Part of the document has no effect.
    Warning,
}

/// One problem in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of problem, in kebab case.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where in the document.
    pub pointer: Pointer,
    /// The place in the text, where it is known better than the pointer says it (syntax errors have no pointer).
    pub position: Option<Position>,
    /// What to do about it.
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

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the place in the text.
    #[must_use]
    pub fn with_position(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}
