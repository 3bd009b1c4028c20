//! Prints: results to standard output, diagnostics to standard error.
//!
//! A terminal obeys escape sequences, and what is printed has names and texts of a document, of file names and of other
//! programs. So hidden characters are printed as escapes here, where everything passes, except for our own colours.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use generator::text::visible_lines;

use super::{Error, StatusLine};

/// Both output streams, and whether each gets colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    out: Paint,
    err: Paint,
}

/// Colours text, or leaves it unchanged. Reports are pure functions of it, so that tests read them without colours.
///
/// A colour stands in a text behind an escape and a random number, which no document can guess: [`Paint::shown`] takes a
/// sequence without it for text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(Option<u64>);

impl Console {
    /// Colours are for terminals only. `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `TERM=dumb` are honoured.
    pub(crate) fn detect() -> Self {
        let number = RandomState::new().build_hasher().finish();
        let paint = |choice| Paint((!matches!(choice, ColorChoice::Never)).then_some(number));
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
        self.err.0.is_some()
    }

    /// Prints a result.
    pub(crate) fn answer(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        out.write_all(self.out.shown(text).as_bytes())
            .and_then(|()| out.flush())
            .map_err(Error::Print)
    }

    /// Prints a report of the generator unchanged: it has its own colours, and no other hidden characters.
    pub(crate) fn diagnostic(&self, text: &str) {
        // There is nowhere left to report a failure to.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn say(&self, text: &str) {
        self.diagnostic(&self.err.shown(text));
    }

    /// Prints something that is not an error but worth knowing.
    pub(crate) fn note(&self, text: &str) {
        self.say(&format!("{}: {text}\n", self.err.yellow("note")));
    }

    /// Prints an error.
    pub(crate) fn error(&self, text: &str) {
        self.say(&format!("{}: {text}\n", self.err.red("error")));
    }

    /// A line that shows what a command is doing until it is done, if there is a terminal.
    pub(crate) fn status(&self, command: &'static str) -> StatusLine {
        StatusLine::detect(command)
    }

    /// Does something that may take more than a second, and shows what on a terminal until it is done.
    pub(crate) fn during<T>(
        &self,
        command: &'static str,
        what: &str,
        work: impl FnOnce() -> T,
    ) -> T {
        let mut line = self.status(command);
        line.show(what);
        work()
    }

    /// Prints what a long command is doing.
    pub(crate) fn progress(&self, command: &str, text: &str) {
        let command = self.err.bold(&format!("{command:>8}"));
        self.say(&format!("{command} {text}\n"));
    }
}

impl Paint {
    /// No colours.
    pub(crate) fn none() -> Self {
        Self(None)
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
        match self.mark() {
            Some(mark) => format!("{mark}{style}{text}{mark}{style:#}"),
            None => text.to_owned(),
        }
    }

    /// What stands before each colour.
    fn mark(self) -> Option<String> {
        self.0.map(|number| format!("\u{1b}{number:016x}"))
    }

    /// The text for a terminal: with its colours, and without other hidden characters.
    fn shown(self, text: &str) -> String {
        let Some(mark) = self.mark() else {
            return visible_lines(text).into_owned();
        };
        let mut parts = text.split(&mark);
        let mut out = visible_lines(parts.next().unwrap_or_default()).into_owned();
        for part in parts {
            let (colour, rest) = part.split_at(part.find('m').map_or(0, |end| end + 1));
            out.push_str(colour);
            out.push_str(&visible_lines(rest));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_colours_reach_the_terminal() {
        let hostile = "\u{1b}[31ma\u{1b}]0;b\u{7}\u{9b}1m\r\n\t\u{202e}";
        let harmless = "\\u{1b}[31ma\\u{1b}]0;b\\u{7}\\u{9b}1m\\u{d}\n\t\\u{202e}";
        assert_eq!(Paint::none().shown(&Paint::none().red(hostile)), harmless);
        let paint = Paint(Some(7));
        assert_eq!(
            paint.shown(&format!("{}{hostile}", paint.bold(&paint.red(hostile)))),
            format!("\u{1b}[1m\u{1b}[31m{harmless}\u{1b}[0m\u{1b}[0m{harmless}")
        );
        assert_eq!(
            paint
                .shown(&Paint(Some(8)).red("a"))
                .matches('\u{1b}')
                .count(),
            0
        );
    }
}
