//! Text of a document inside text of ours. A document is not trusted: whatever its names contain, they stay text.
//!
//! [`code`] is for Markdown, doc comments included; [`visible`] is for a terminal; [`in_json`] and [`in_yaml`] are for
//! files that programs read. [`spans`] reads back what [`code`] wrote, for a report that is not Markdown.

use std::borrow::Cow;

/// Whether a character has no shape of its own, or changes how the text around it is displayed: controls (terminal
/// escapes begin with one), marks of direction, line separators, and what Unicode calls ignorable or no character at all.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    // Nearly all text is printable ASCII.
    if matches!(c, ' '..='~') {
        return false;
    }
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
        // YAML does not allow the first two of these, not even between quotes.
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The text on one line, with hidden characters and unusual spaces shown by their code points: `\u{1b}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| is_hidden(c) || (c.is_whitespace() && c != ' ');
    replaced(text, is_odd, |c| format!("\\u{{{:x}}}", u32::from(c)))
}

/// Like [`visible`], for text of several lines: line breaks, tabs and spaces stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    replaced(text, is_odd, |c| format!("\\u{{{:x}}}", u32::from(c)))
}

/// Printed JSON in which hidden characters, which can only stand in strings, are escapes. It has the same value.
#[must_use]
pub fn in_json(json: &str) -> Cow<'_, str> {
    let is_odd = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    replaced(json, is_odd, |c| {
        let mut units = [0; 2];
        let units = c.encode_utf16(&mut units).iter();
        units.map(|unit| format!("\\u{unit:04x}")).collect()
    })
}

/// Like [`in_json`], for JSON that is read as YAML, which has no pairs of surrogates.
#[must_use]
pub fn in_yaml(json: &str) -> Cow<'_, str> {
    let is_odd = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    replaced(json, is_odd, |c| format!("\\U{:08x}", u32::from(c)))
}

fn replaced(text: &str, odd: impl Fn(char) -> bool, with: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(&odd) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match odd(c) {
            true => out.push_str(&with(c)),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A code span of Markdown that shows a text, and nothing of the text is markup: neither a backtick nor a line break
/// ends it. It is never empty, and one line.
#[must_use]
pub fn code(text: &str) -> String {
    let text = match text {
        // Two backticks would begin a code span instead of being an empty one.
        "" => Cow::Borrowed("\"\""),
        text => visible(text),
    };
    let longest = text.split(|c| c != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    // A parser removes a space from both ends, so that backticks can stand there.
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = match text.starts_with('`') || text.ends_with('`') || is_padded {
        true => " ",
        false => "",
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span<'a> {
    /// Words of ours.
    Words(&'a str),
    /// What a code span shows.
    Code(&'a str),
}

/// The parts of a sentence of Markdown that has no markup but code spans.
#[must_use]
pub fn spans(markdown: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let (mut rest, mut from) = (markdown, 0);
    while let Some((start, fence)) = run(rest, from) {
        let (inside, end) = (start + fence, closing(rest, start + fence, fence));
        let Some(end) = end else {
            from = inside;
            continue;
        };
        let words = rest.get(..start).unwrap_or_default();
        spans.extend((!words.is_empty()).then_some(Span::Words(words)));
        spans.push(Span::Code(unpadded(
            rest.get(inside..end).unwrap_or_default(),
        )));
        rest = rest.get(end + fence..).unwrap_or_default();
        from = 0;
    }
    spans.extend((!rest.is_empty()).then_some(Span::Words(rest)));
    spans
}

/// The first run of backticks at or after a byte, and its length.
fn run(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = rest.find('`')?;
    let from_run = rest.get(start..)?;
    Some((
        from + start,
        from_run.len() - from_run.trim_start_matches('`').len(),
    ))
}

/// Where the next run of exactly this length begins.
fn closing(text: &str, mut from: usize, fence: usize) -> Option<usize> {
    while let Some((start, length)) = run(text, from) {
        if length == fence {
            return Some(start);
        }
        from = start + length;
    }
    None
}

fn unpadded(text: &str) -> &str {
    let inner = text
        .strip_prefix(' ')
        .and_then(|text| text.strip_suffix(' '));
    inner.filter(|_| !text.trim().is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, TagEnd};

    use super::*;

    const HOSTILE: [&str; 16] = [
        "",
        " ",
        "   ",
        "`",
        "``",
        "a`b",
        "` a `` b ```",
        " a ",
        " `a",
        "a\n# b",
        "a\r\n\r\n<script>",
        "` ![x](https://evil/p.png) @octocat </details> `",
        "|a|\\|b\\",
        "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{61c}\u{200b}",
        "\u{a0}a\u{3000}",
        "~~~",
    ];

    #[test]
    fn any_text_is_one_code_span() {
        for text in HOSTILE {
            let markdown = format!("a {} b", code(text));
            let events: Vec<Event<'_>> = Parser::new_ext(&markdown, Options::all()).collect();
            let [_, Event::Text(a), Event::Code(shown), Event::Text(b), last] = events.as_slice()
            else {
                panic!("{text:?}: {events:?}");
            };
            assert_eq!((&**a, &**b), ("a ", " b"), "{text:?}");
            assert_eq!(*last, Event::End(TagEnd::Paragraph));
            let expected = match text {
                "" => Cow::Borrowed("\"\""),
                text => visible(text),
            };
            assert_eq!(**shown, *expected, "{text:?}");
            assert_eq!(
                spans(&markdown),
                [Span::Words("a "), Span::Code(&expected), Span::Words(" b")],
                "{text:?}"
            );
        }
    }

    #[test]
    fn nothing_stays_hidden() {
        assert_eq!(
            visible("\u{1b}[31m\n\u{202e}é"),
            "\\u{1b}[31m\\u{a}\\u{202e}é"
        );
        assert_eq!(visible_lines("a\n\tb\u{a0}\r"), "a\n\tb\u{a0}\\u{d}");
        for text in HOSTILE {
            assert!(!visible(text).contains(is_hidden), "{text:?}");
        }
        for c in "\u{7f}\u{80}\u{9b}\u{85}\u{200e}\u{200f}\u{2029}\u{2066}\u{2069}\u{e0041}".chars()
        {
            assert!(is_hidden(c), "{c:?}");
        }
        assert!(!"Zoë → ä 日本 🎉 ا".contains(is_hidden));
    }

    #[test]
    fn escapes_keep_the_value() -> Result<(), Box<dyn std::error::Error>> {
        for text in HOSTILE.into_iter().chain(["\u{e0041}\u{ad}"]) {
            let json = serde_json::to_string_pretty(&[text])?;
            let safe = in_json(&json);
            assert!(!safe.replace('\n', "").contains(is_hidden), "{safe}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&safe)?, [text]);
            let yaml = in_yaml(&serde_json::to_string(text)?).into_owned();
            assert!(!yaml.contains(is_hidden), "{yaml}");
            assert_eq!(serde_yaml::from_str::<String>(&yaml)?, text);
        }
        Ok(())
    }

    #[test]
    fn words_may_have_backticks_without_a_partner() {
        assert_eq!(spans("a ` b"), [Span::Words("a ` b")]);
        assert_eq!(
            spans("`a` `` b ` c"),
            [Span::Code("a"), Span::Words(" `` b ` c")]
        );
        assert_eq!(spans(""), []);
    }
}
