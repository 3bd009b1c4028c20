//! A line of a terminal that says what a command is doing. It is erased when that is done.

use std::env;
use std::io::{self, IsTerminal as _, Write};

use generator::text::visible;

/// Longer text would wrap, and only its last row would be erased.
const WIDTH: usize = 79;

/// Returns to the start of the line, and erases it.
const ERASE: &str = "\r\u{1b}[K";

/// The line; nothing is shown if the output is not a terminal.
pub(crate) struct StatusLine<W: Write = io::Stderr> {
    out: Option<W>,
    command: &'static str,
}

impl StatusLine {
    /// A line on standard error, if that is a terminal that knows escape sequences.
    pub(crate) fn detect(command: &'static str) -> Self {
        let knows = env::var_os("TERM").is_none_or(|term| term != "dumb");
        let terminal = knows && io::stderr().is_terminal();
        Self {
            out: terminal.then(io::stderr),
            command,
        }
    }
}

impl<W: Write> StatusLine<W> {
    #[cfg(test)]
    pub(crate) fn on(out: W, command: &'static str) -> Self {
        Self {
            out: Some(out),
            command,
        }
    }

    /// Replaces the text of the line.
    pub(crate) fn show(&mut self, text: &str) {
        let Some(out) = &mut self.out else { return };
        let line = format!("{:>8} {}", self.command, visible(text));
        let line: String = line.chars().take(WIDTH).collect();
        // A closed terminal does not stop the command.
        let _ = write!(out, "{ERASE}{line}");
        let _ = out.flush();
    }

    /// Erases the line before something else is printed.
    pub(crate) fn erase(&mut self) {
        if let Some(out) = &mut self.out {
            let _ = write!(out, "{ERASE}");
            let _ = out.flush();
        }
    }
}

impl<W: Write> Drop for StatusLine<W> {
    fn drop(&mut self) {
        self.erase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_replaces_the_last_and_nothing_is_left() {
        let mut seen = Vec::new();
        {
            let mut line = StatusLine::on(&mut seen, "codegen");
            line.show("reading");
            line.show(&format!("\u{1b}[31m{}", "x".repeat(100)));
        }
        let seen = String::from_utf8_lossy(&seen).into_owned();
        let shown: Vec<&str> = seen.split(ERASE).collect();
        assert_eq!(shown[..2], ["", " codegen reading"]);
        assert!(shown[2].starts_with(" codegen \\u{1b}[31mxx"), "{seen:?}");
        assert_eq!(shown[2].chars().count(), WIDTH);
        assert_eq!(shown[3..], [""]);
    }
}
