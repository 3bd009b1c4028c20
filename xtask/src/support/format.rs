//! The formats in which reports are printed.

use clap::ValueEnum;

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Aligned text, coloured in a terminal
    Term,
    /// Markdown
    Md,
    /// JSON, for programs
    Json,
}
