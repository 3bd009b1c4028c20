//! Text in a terminal: without Markdown, and in lines that fit. Pure.

use generator::text::{Span, spans};

/// Columns of a terminal.
pub(crate) const WIDTH: usize = 80;

/// Breaks a line between words.
pub(crate) fn wrapped(line: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    filled(line, &margin, &margin)
}

/// Breaks a line between words; `first` and `next` stand before the first line and before all others. A line that is not
/// the first begins with no `::`: in a log of GitHub's Actions that is a command, whatever blanks stand before it.
pub(crate) fn filled(line: &str, first: &str, next: &str) -> String {
    let mut text = String::new();
    let mut margin = first;
    let mut column = 0_usize;
    for word in line.split(' ') {
        let length = word.chars().count();
        let end = column.saturating_add(length).saturating_add(1);
        let can_begin = !word.is_empty() && !word.starts_with("::");
        if column > 0 && end > WIDTH && can_begin {
            text.push('\n');
            column = 0;
            margin = next;
        }
        if column == 0 {
            text.push_str(margin);
            column = margin.chars().count();
        } else {
            text.push(' ');
            column = column.saturating_add(1);
        }
        text.push_str(word);
        column = column.saturating_add(length);
    }
    text + "\n"
}

/// A terminal shows code without backticks around it.
pub(crate) fn plain(markdown: &str) -> String {
    let spans = spans(markdown).into_iter();
    let texts = spans.map(|span| match span {
        Span::Words(text) | Span::Code(text) => text,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::{filled, wrapped};

    #[test]
    fn no_line_that_was_broken_is_a_command_of_a_runner() {
        for length in 0..100 {
            for blanks in 1..4 {
                let (before, blanks) = ("x".repeat(length), " ".repeat(blanks));
                let line =
                    format!("a {before}{blanks}::error::hostile {before}{blanks}::add-mask::a");
                for text in [
                    wrapped(&line, 0),
                    wrapped(&line, 2),
                    filled(&line, "  ", "  // "),
                ] {
                    let is_command = |line: &str| line.trim_start().starts_with("::");
                    assert!(!text.lines().any(is_command), "{text}");
                    assert_eq!(text.matches("::").count(), 4, "{text}");
                }
            }
        }
    }
}
