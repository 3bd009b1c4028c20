//! Prints: answers to standard output, diagnostics to standard error.

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// The two streams and whether each takes colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    out: Paint,
    err: Paint,
}

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Console {
    /// Colours go to terminals only, and not where `NO_COLOR` is set or the terminal is `dumb`.
    pub(crate) fn detect() -> Self {
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|value| value == "dumb");
        let paint = |terminal: bool| Paint(terminal && !plain);
        Self {
            out: paint(io::stdout().is_terminal()),
            err: paint(io::stderr().is_terminal()),
        }
    }

    /// The colours of standard output.
    pub(crate) fn paint(&self) -> Paint {
        self.out
    }

    /// Whether diagnostics are coloured.
    pub(crate) fn colour_diagnostics(&self) -> bool {
        self.err.0
    }

    /// Prints an answer.
    pub(crate) fn answer(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Failure::Print)
    }

    /// Prints a diagnostic as it is.
    pub(crate) fn diagnostic(&self, text: &str) {
        // There is nowhere left to report a failure to.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints what is not an error but should be known.
    pub(crate) fn note(&self, text: &str) {
        self.diagnostic(&format!("{}: {text}\n", self.err.yellow("note")));
    }

    /// Prints what a long command is doing.
    pub(crate) fn step(&self, text: &str) {
        self.progress("bench", text);
    }

    /// Prints what the long command of a name is doing.
    pub(crate) fn progress(&self, command: &str, text: &str) {
        let command = self.err.bold(&format!("{command:>8}"));
        self.diagnostic(&format!("{command} {text}\n"));
    }

    /// Prints why a command failed.
    pub(crate) fn failure(&self, failure: &Failure) {
        match failure {
            // The generator's report says `error` itself, at each of its places.
            Failure::Refused(report) => self.diagnostic(&format!("{}\n", report.trim_end())),
            failure => self.diagnostic(&format!("{}: {failure}\n", self.err.red("error"))),
        }
    }
}

impl Paint {
    /// No colours.
    #[cfg(test)]
    pub(crate) fn none() -> Self {
        Self(false)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    pub(crate) fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
