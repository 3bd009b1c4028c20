//! Scalars of YAML as people write them: plain if that is safe, folded if the text is long, else quoted.

use serde_json::Value;

use crate::text::{in_yaml, is_hidden};

/// The maximum length of a fragment's line, unless a single word is longer.
pub(super) const WIDTH: usize = 110;

/// Words that some version of YAML does not read as strings.
const RESERVED: [&str; 12] = [
    "", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
];

/// A scalar on one line.
pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) || is_release(text) => text.clone(),
        // JSON strings and numbers are valid YAML.
        other => in_yaml(&other.to_string()).into_owned(),
    }
}

/// A key of a map.
pub(super) fn key(key: &str) -> String {
    if is_plain(key) || is_path(key) || key == "$ref" {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// A text after its key, which ends at `column`: plain or quoted if it fits on the line, else folded below the key with
/// this indent.
pub(super) fn prose(text: &str, column: usize, indent: usize) -> String {
    let fits = column + 1 + text.chars().count() <= WIDTH;
    if fits && is_plain_text(text) {
        return format!(" {text}");
    }
    let quoted = quoted(text);
    let fits = column + 1 + quoted.chars().count() <= WIDTH && !quoted.contains('\\');
    if fits || !is_foldable(text) {
        return format!(" {quoted}");
    }
    let margin = " ".repeat(indent);
    let mut folded = " >-".to_owned();
    // A line break of the text is an empty line.
    for (index, paragraph) in text.split('\n').enumerate() {
        if index > 0 {
            folded.push('\n');
        }
        for line in wrap(paragraph, WIDTH.saturating_sub(indent)) {
            folded.push('\n');
            folded.push_str(&margin);
            folded.push_str(&line);
        }
    }
    folded
}

/// Lines of at most `width` characters, broken at spaces. A word that is longer has a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether folding preserves a text: words are separated by single spaces, and no line is blank.
fn is_foldable(text: &str) -> bool {
    let visible = |c: char| c == '\n' || !is_hidden(c);
    text.chars().all(visible)
        && text
            .split('\n')
            .all(|line| line.split(' ').all(|word| !word.is_empty()))
}

/// Whether every YAML parser reads a text on one line as a string without quotes.
fn is_plain_text(text: &str) -> bool {
    let inside = |c: char| !is_hidden(c);
    text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(inside)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !is_reserved(text)
}

/// Whether a word needs no quotes, not even in a list in flow style.
fn is_plain(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_-./+".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| inside(c) || c == ' ')
        && !text.ends_with(' ')
        && !is_reserved(text)
}

/// Whether a text is a version such as `3.0.0`, which YAML reads as a string: it has two dots.
fn is_release(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(is_number)
}

/// Whether a text is a path template that needs no quotes.
fn is_path(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "/_-.{}".contains(c);
    text.starts_with('/') && text.chars().all(inside)
}

fn is_reserved(text: &str) -> bool {
    RESERVED.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    in_yaml(&Value::from(text).to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap_or_default()
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let long = "word ".repeat(50);
        for text in [
            "",
            " ",
            "plain",
            "Plain words, with commas.",
            "a: b",
            "a #b",
            "ends:",
            "`code` first",
            "- item",
            "true",
            "No",
            "~",
            "3.0.0",
            "3.0",
            "1e3",
            "0x1f",
            "2026-05-27",
            "a\nb",
            "a\n\n  indented\nb\n",
            "two  spaces",
            "tab\there",
            "\u{feff}mark",
            "\u{1}control",
            "Words \u{7f}\u{9b}1m \u{202e}\u{2028}",
            "\u{e0041}",
            "quote \" and \\ slash",
            "größer",
            long.as_str(),
            long.trim(),
            &format!("{}\nnext\n\nlast", long.trim()),
            &"long".repeat(50),
        ] {
            let expected = Value::from(text);
            let written = inline(&expected) + &key(text) + &prose(text, 4, 2);
            assert!(!written.replace('\n', "").contains(is_hidden), "{text:?}");
            assert_eq!(read(&inline(&expected)), expected, "{text:?}");
            let list = format!("[{}, x]", inline(&expected));
            assert_eq!(read(&list), serde_json::json!([text, "x"]), "{text:?}");
            let member = format!("key:{}\n", prose(text, 4, 2));
            assert_eq!(
                read(&member),
                serde_json::json!({ "key": text }),
                "{text:?}"
            );
            let member = format!("{}: 1\n", key(text));
            assert_eq!(read(&member), serde_json::json!({ text: 1 }), "{text:?}");
        }
    }

    #[test]
    fn long_texts_are_folded_at_the_width() {
        let text = "word ".repeat(50);
        let folded = prose(text.trim(), 14, 8);
        let lines: Vec<&str> = folded.lines().collect();
        assert_eq!(lines.first(), Some(&" >-"));
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{folded}");
        let second = lines.get(1).map(|line| line.len());
        assert!(second.is_some_and(|length| length + 5 > WIDTH), "{folded}");
    }
}
