//! Texts of the document as doc comments: names are code spans ([`code`]), descriptions are [`Prose`].
//!
//! Descriptions are Markdown, HTML or both. They are converted to Markdown, parsed
//! by the parser that rustdoc uses, and written out again so that rustdoc has
//! nothing to warn about: no HTML, no image, no bare URL, no bracket that looks like a
//! link to an item. What was written is parsed again, as rustdoc will parse it. A paragraph is one line: a change
//! of prose is one line in a diff.

mod html;
mod inert;
mod writer;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use proc_macro2::TokenStream;
use pulldown_cmark::{Event, Parser};
use quote::quote;

use crate::text::is_hidden;
use html::without_tags;
use inert::is_inert;
use writer::written;

pub(super) use crate::text::code;

/// A cache of texts as lines of Markdown. Half of all texts repeat others.
#[derive(Debug, Default)]
pub(super) struct Prose(Mutex<HashMap<String, Vec<String>>>);

impl Prose {
    /// The [`markdown`] of a text.
    pub(super) fn lines(&self, text: &str, base: Option<&str>) -> Vec<String> {
        if is_plain(text) {
            return vec![text.to_owned()];
        }
        // A panic cannot leave the map half updated, so poisoning is ignored.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lines) = known().get(text) {
            return lines.clone();
        }
        let lines = markdown(text, base);
        known().insert(text.to_owned(), lines.clone());
        lines
    }
}

/// Whether a text is Markdown as it is: one line of words and characters without a meaning in Markdown.
pub(super) fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b' ' | b',' | b'.' | b'\'' | b'"' | b'(' | b')' | b';' | b'/' | b':' | b'-' | b'%')
        })
        && !text.ends_with(' ')
        // A URL needs angle brackets.
        && !text.contains("://")
}

/// Whether the last paragraph is text that another line can follow: no list, code, quotation, heading or table.
pub(super) fn ends_in_text(lines: &[String]) -> bool {
    let mut paragraph = lines
        .rsplit(String::is_empty)
        .next()
        .unwrap_or_default()
        .iter();
    let is_text = |line: &String| line.starts_with(|c: char| c.is_alphabetic() || c == '`');
    !lines.iter().any(|line| line.contains("```")) && paragraph.all(is_text)
}

/// Doc attributes, one per line.
pub(super) fn attributes<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> TokenStream {
    let lines = lines.into_iter().map(|line| {
        // A line break would end the comment, or turn it into one that `*/` ends.
        let line = one_line(line.as_ref());
        let text = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #text])
    });
    quote!(#(#lines)*)
}

/// The first sentence of a line of Markdown; the whole line if it has no second one, or if the first ends inside of markup.
pub(super) fn first_sentence(line: &str) -> &str {
    let is_whole = |text: &&str| {
        let count = |mark: char| text.matches(mark).count();
        let is_short = ["e.g.", "i.e.", "etc."]
            .iter()
            .any(|end| text.ends_with(end));
        !is_short
            && !line.contains("``")
            && count('`').is_multiple_of(2)
            && count('*').is_multiple_of(2)
            && count('[') == count(']')
            && count('(') == count(')')
            && is_inert(&[(*text).to_owned()])
    };
    let ends = line.match_indices(". ");
    let mut sentences = ends.filter_map(|(end, _)| line.get(..=end));
    sentences.find(is_whole).unwrap_or(line)
}

/// Lines of Markdown. `base` is the base URL of links that begin with `/`.
fn markdown(text: &str, base: Option<&str>) -> Vec<String> {
    let text = without_tags(&without_hidden(text));
    let lines = written(Parser::new(&text), base);
    if is_inert(&lines) {
        return lines;
    }
    // Text that would contain a doc test, HTML or a link to an item is reduced to plain words.
    let words: Vec<Event<'_>> = Parser::new(&text)
        .filter_map(|event| match event {
            Event::SoftBreak => Some(event),
            Event::Text(text) | Event::Code(text) => {
                Some(Event::Text(text.replace('\n', " ").into()))
            }
            _ => None,
        })
        .collect();
    let lines = written(words.iter().cloned(), base);
    if is_inert(&lines) {
        return lines;
    }
    // Words that are markup even so: nothing is markup in a code span.
    let words = words.iter().map(|event| match event {
        Event::Text(text) => text,
        _ => " ",
    });
    vec![code(&words.collect::<String>())]
}

/// The text without characters that change how code is displayed but not what it does: rustc refuses source with some of
/// them.
fn without_hidden(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' => Some(c),
        _ => (!is_hidden(c)).then_some(c),
    });
    kept.collect()
}

/// Text without anything that could end the comment it stands in.
pub(super) fn one_line(text: &str) -> String {
    // Nearly all lines are printable ASCII, which is faster to check by bytes.
    match text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => text.to_owned(),
        false => text.replace(is_hidden, " "),
    }
}

#[cfg(test)]
mod tests {
    use super::inert::is_inert;
    use super::{first_sentence, is_plain, markdown};

    fn lines(text: &str) -> String {
        markdown(text, Some("https://docs.example.com")).join("\n")
    }

    #[test]
    fn html_becomes_markdown() {
        assert_eq!(
            lines(
                "<p>Set <code>amount</code>.</p>\n<p>See <a href=\"/docs/x\">the <em>docs</em></a>.</p>"
            ),
            "Set `amount`.\n\nSee [the *docs*](https://docs.example.com/docs/x).",
        );
        assert_eq!(lines("one<br><br>two"), "one\n\ntwo");
        assert_eq!(lines("<ul><li>a</li><li>b</li></ul>"), "- a\n- b");
    }

    #[test]
    fn what_rustdoc_would_warn_about_is_escaped() {
        assert_eq!(
            lines("a list of [Charge] items"),
            "a list of \\[Charge\\] items"
        );
        assert_eq!(lines("use <currency> here"), "use `<currency>` here");
        assert_eq!(
            lines("see https://example.com/a."),
            "see <https://example.com/a>."
        );
        assert_eq!(
            lines("an [unclosed](https://example.com/a#b link"),
            "an \\[unclosed\\](<https://example.com/a#b> link"
        );
        assert_eq!(lines("[x](javascript:alert(1))"), "x");
        assert_eq!(
            lines("<mailto:a@b.example> [y](mailto:a@b.example)"),
            "mailto:a@b.example y"
        );
        assert_eq!(
            lines("![x](https://example.com/p.png)"),
            "[x](https://example.com/p.png)"
        );
        assert_eq!(lines("```\nlet x = 1;\n```"), "```text\nlet x = 1;\n```");
        assert_eq!(lines("    let x = 1;"), "```text\nlet x = 1;\n```");
    }

    #[test]
    fn nothing_becomes_a_doc_test() {
        for text in [
            "~~~\n```\n\n```\npanic!(\"ran\");\n~~~",
            "&#32;&#32;&#32;&#32;panic!(\"ran\")",
            "1. a\n   - b\n\n     ```rust\n     fn main() {}\n     ```\n\n   - let x",
            "```rust\nfn main() {}\n```",
            "- a\n\n      indented();",
            "<pre><code>fn main() {}</code></pre>",
        ] {
            let lines = markdown(text, None);
            assert!(is_inert(&lines), "{text:?} became {lines:?}");
            assert!(!lines.is_empty());
        }
        assert_eq!(lines("1) a\n\n   para two"), "1. a para two");
    }

    #[test]
    fn nothing_becomes_markup_by_parts() {
        for text in [
            // A marker, and a URL, whose parts are texts of their own.
            "1\\.     panic!(\"ran\")",
            "1&#46;     panic!(\"ran\")",
            "https:\\//example.com/a",
            "https&colon;//example.com/a",
            "[https://example.com](javascript:alert(1))",
            // A backtick in a target that ends a code span elsewhere.
            "[a](http://x.example/`) <script>alert(1)</script> [b](http://x.example/`) [Self::a]",
            "<http://x.example/`a> [Self::a] <http://x.example/`b>",
            "[Self::a] [^a] [a][] ![Self::b]",
            "&lt;img src=x onerror=alert(1)&gt; &#91;Self::a&#93;",
            "a\u{2028}# b\u{2029}<script>alert(1)</script>",
        ] {
            let lines = markdown(text, None);
            assert!(is_inert(&lines), "{text:?} became {lines:?}");
            assert!(!lines.is_empty());
            assert!(
                !lines.concat().contains(crate::text::is_hidden),
                "{lines:?}"
            );
        }
        for text in [
            "[Self::a]",
            "<b>",
            "![a](http://x.example)",
            "[a](javascript:b)",
            "http://x.example",
            "    a",
            "```\na\n```",
            "<!-- a -->",
            "[^a]\n\n[^a]: b",
        ] {
            assert!(!is_inert(&[text.to_owned()]), "{text}");
        }
    }

    /// Any row of these pieces, 5,000 of them.
    #[test]
    fn no_row_of_pieces_becomes_markup() {
        const PIECES: [&str; 40] = [
            "`",
            "``",
            "```",
            "~~~",
            "\n",
            "\n\n",
            "    ",
            " ",
            "a",
            "1.",
            "- ",
            "> ",
            "# ",
            "*",
            "_",
            "**",
            "[",
            "]",
            "(",
            ")",
            "](",
            "![",
            "[^a]",
            "]:",
            "<b>",
            "<",
            ">",
            "<!--",
            "-->",
            "&lt;",
            "&#91;",
            "\\",
            "|",
            "--|--",
            "http://x.yz",
            "javascript:b",
            "\u{2028}",
            "<a href='http://x.yz/`'>",
            "</a>",
            "<code>",
        ];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap_or_default() % below
        };
        for _ in 0..5_000 {
            let pieces: Vec<&str> = (0..=next(12))
                .filter_map(|_| PIECES.get(next(PIECES.len())).copied())
                .collect();
            let text = pieces.concat();
            let lines = markdown(&text, Some("https://docs.example.com"));
            assert!(is_inert(&lines), "{text:?} became {lines:?}");
            // The first line stands alone in the documentation of a method.
            if let Some(first) = lines
                .first()
                .filter(|line| !line.trim_start().starts_with("```"))
            {
                assert!(is_inert(&[first.to_owned()]), "{text:?} became {lines:?}");
            }
        }
    }

    #[test]
    fn a_sentence_ends_outside_of_markup() {
        for (line, sentence) in [
            ("One. Two.", "One."),
            ("One", "One"),
            ("Say `a. b` here. Two", "Say `a. b` here."),
            (
                "See [a. b](https://x.example). Two",
                "See [a. b](https://x.example).",
            ),
            ("It (e.g. this) ends. Two", "It (e.g. this) ends."),
            ("Of 2.5 e.g. two. Two", "Of 2.5 e.g. two."),
            ("*a. b", "*a. b"),
        ] {
            assert_eq!(first_sentence(line), sentence);
        }
    }

    #[test]
    fn markdown_stays_what_it_is() {
        let text = "The `charge` in *cents*, see [currencies](https://example.com/c).";
        assert_eq!(lines(text), text);
        assert_eq!(
            lines("snake_case_name and _emphasis_"),
            "snake_case_name and *emphasis*"
        );
        assert_eq!(lines("a\nb"), "a b");
    }

    #[test]
    fn nothing_leaves_the_comment() {
        let text = "a */ b \u{202e} \u{0} `x\ny` \r\n\n#[inline]\n\"; fn main() {}";
        for line in markdown(text, None) {
            assert!(
                !line.contains(['\n', '\r', '\u{202e}', '\u{0}']),
                "{line:?}"
            );
        }
    }

    #[test]
    fn plain_texts_are_their_own_markdown() {
        let plain = [
            "Time at which the object was created.",
            "The amount (in cents), or 12.5%; see: a/b - \"it's\"",
            "a  b",
            "1",
        ];
        let not_plain = [
            "",
            "1. one",
            "- one",
            " one",
            "one ",
            "one\ntwo",
            "see https://example.com",
            "a_b",
            "`code`",
            "caf\u{e9}",
        ];
        for text in plain.iter().filter(|text| is_plain(text)) {
            assert_eq!(lines(text), *text);
        }
        assert!(plain.iter().filter(|text| is_plain(text)).count() > 2);
        assert!(not_plain.iter().all(|text| !is_plain(text)));
    }
}
