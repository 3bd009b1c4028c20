//! Prints: results to standard output, diagnostics to standard error.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::Error;

/// Both output streams, and whether each gets colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    out: Paint,
    err: Paint,
}

/// Colours text, or leaves it unchanged. Reports are pure functions of it, so that tests read them without colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Console {
    /// Colours are for terminals only. `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM=dumb` are honoured.
    pub(crate) fn detect() -> Self {
        let paint = |choice| Paint(!matches!(choice, ColorChoice::Never));
        Self {
            out: paint(AutoStream::choice(&io::stdout())),
            err: paint(AutoStream::choice(&io::stderr())),
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

    /// Prints a result. Text that is not coloured passes unchanged, whatever the document has in it.
    pub(crate) fn answer(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(Error::Print)
    }

    /// Prints a diagnostic unchanged.
    pub(crate) fn diagnostic(&self, text: &str) {
        // There is nowhere left to report a failure to.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints something that is not an error but worth knowing.
    pub(crate) fn note(&self, text: &str) {
        self.diagnostic(&format!("{}: {text}\n", self.err.yellow("note")));
    }

    /// Prints an error.
    pub(crate) fn error(&self, text: &str) {
        self.diagnostic(&format!("{}: {text}\n", self.err.red("error")));
    }

    /// Prints what a long command is doing.
    pub(crate) fn progress(&self, command: &str, text: &str) {
        let command = self.err.bold(&format!("{command:>8}"));
        self.diagnostic(&format!("{command} {text}\n"));
    }
}

impl Paint {
    /// No colours.
    #[cfg(test)]
    pub(crate) fn none() -> Self {
        Self(false)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default(), text)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.with(AnsiColor::Green.on_default(), text)
    }

    pub(crate) fn yellow(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    fn with(self, style: Style, text: &str) -> String {
        if self.0 {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
