//! Lines of a terminal, broken between words. Pure.

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
