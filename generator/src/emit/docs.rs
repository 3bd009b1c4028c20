//! Prose of the document as doc comments.
//!
//! Descriptions are Markdown, HTML or both. They are turned to Markdown, parsed
//! by the parser that rustdoc uses, and written out again so that rustdoc has
//! nothing to warn about: no HTML, no bare URL, no bracket that looks like a
//! link to an item. A paragraph is one line: a change of prose is one line in
//! a diff.

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use quote::quote;

/// Doc attributes, one a line.
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

/// Lines of Markdown. `base` is what links that begin with `/` are relative to.
pub(super) fn markdown(text: &str, base: Option<&str>) -> Vec<String> {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let text = without_tags(&text);
    let lines = written(Parser::new(&text), base);
    if is_inert(&lines) {
        return lines;
    }
    // What reads differently than it was written is kept as plain words.
    let words = Parser::new(&text)
        .filter(|event| matches!(event, Event::Text(_) | Event::Code(_) | Event::SoftBreak));
    written(
        words.map(|event| match event {
            Event::SoftBreak => event,
            Event::Text(text) | Event::Code(text) => Event::Text(text.replace('\n', " ").into()),
            other => other,
        }),
        base,
    )
}

fn written<'a>(events: impl Iterator<Item = Event<'a>>, base: Option<&str>) -> Vec<String> {
    let mut writer = Writer {
        base,
        ..Writer::default()
    };
    events.for_each(|event| writer.event(event));
    writer.finish()
}

/// Whether rustdoc finds nothing in it to run: code is `text` or `json` only.
fn is_inert(lines: &[String]) -> bool {
    let text = lines.join("\n");
    !Parser::new(&text).any(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            !matches!(&*language, "text" | "json")
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
        | Event::Html(_)
        | Event::InlineHtml(_) => true,
        _ => false,
    })
}

/// Characters that change how code is shown but not what it does: rustc
/// refuses source that has some of them.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Text without anything that could end the comment it stands in.
pub(super) fn one_line(text: &str) -> String {
    text.replace(|c: char| c == '\n' || is_invisible(c), " ")
}

/// Turns the HTML that stands for something in Markdown into Markdown. Tags in
/// code spans and tags of no known meaning stay.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut links: Vec<String> = Vec::new();
    let mut in_code = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = from;
        let tag = if in_code {
            None
        } else {
            rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        };
        let replaced = tag.and_then(|(tag, _)| replacement(tag, &mut links));
        match (replaced, tag) {
            (Some(markdown), Some((_, after))) => {
                out.push_str(&markdown);
                rest = after;
            }
            _ => {
                in_code ^= rest.starts_with('`');
                let mut chars = rest.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    out
}

fn replacement(tag: &str, links: &mut Vec<String>) -> Option<String> {
    let tag = tag.trim().trim_end_matches('/').trim_end();
    let name = tag
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    Some(match name.as_str() {
        "p" | "/p" | "br" | "ul" | "/ul" | "ol" | "/ol" => "\n\n".to_owned(),
        "li" => "\n- ".to_owned(),
        "/li" => String::new(),
        "code" | "/code" => "`".to_owned(),
        "strong" | "/strong" | "b" | "/b" => "**".to_owned(),
        "em" | "/em" | "i" | "/i" => "*".to_owned(),
        "a" => {
            let href = tag.split_once("href=").map_or("", |(_, value)| value);
            let quote = href.chars().next().filter(|c| matches!(c, '"' | '\''));
            let href = match quote {
                Some(quote) => href.split(quote).nth(1).unwrap_or_default(),
                None => href.split_whitespace().next().unwrap_or_default(),
            };
            links.push(href.to_owned());
            "[".to_owned()
        }
        "/a" => format!("]({})", links.pop()?),
        _ => return None,
    })
}

#[derive(Default)]
struct Writer<'a> {
    base: Option<&'a str>,
    lines: Vec<String>,
    /// What stands before the text of a line: the mark of a list item.
    mark: String,
    line: String,
    /// Numbers of the open lists, `None` where they are not numbered.
    lists: Vec<Option<u64>>,
    /// Targets of the open links, `None` where a link is only its text.
    links: Vec<Option<String>>,
    /// The language and the text of an open code block.
    code: Option<(&'static str, String)>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(code) | Event::InlineHtml(code) | Event::Html(code) => self.code(&code),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.break_line(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.break_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.break_line();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "-".to_owned(),
                };
                self.mark = format!("{indent}{mark} ");
            }
            Tag::Heading { .. } => {
                self.paragraph();
                self.line.push_str("# ");
            }
            Tag::CodeBlock(kind) => {
                self.paragraph();
                let language = match kind {
                    // Anything else would be compiled as a doc test.
                    CodeBlockKind::Fenced(language) if &*language == "json" => "json",
                    _ => "text",
                };
                self.code = Some((language, String::new()));
            }
            Tag::Emphasis => self.line.push('*'),
            Tag::Strong => self.line.push_str("**"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let target = self.target(&dest_url);
                if target.is_some() {
                    self.line.push('[');
                }
                self.links.push(target);
            }
            Tag::Paragraph if self.lists.is_empty() => self.paragraph(),
            Tag::Paragraph if !self.line.is_empty() => self.line.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.line.push('*'),
            TagEnd::Strong => self.line.push_str("**"),
            TagEnd::Link | TagEnd::Image => {
                if let Some(Some(target)) = self.links.pop() {
                    self.line.push_str(&format!("]({target})"));
                }
            }
            TagEnd::CodeBlock => self.block(),
            TagEnd::List(_) => {
                self.break_line();
                self.lists.pop();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) if self.lists.is_empty() => self.paragraph(),
            TagEnd::Item => self.break_line(),
            _ => {}
        }
    }

    /// The address that a link may have in rustdoc.
    fn target(&self, url: &str) -> Option<String> {
        let url = match (url.strip_prefix('/'), self.base) {
            (Some(path), Some(base)) => format!("{base}/{path}"),
            (Some(_), None) => return None,
            (None, _) => url.to_owned(),
        };
        let absolute = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        let clean = !url.contains(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\' | '[' | ']')
        });
        (absolute && clean).then_some(url)
    }

    fn text(&mut self, text: &str) {
        let start_of_line = self.line.is_empty();
        if start_of_line && text.starts_with(['#', '+', '-', '>', '=', '~', '|']) {
            self.line.push('\\');
        }
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                self.line.push(' ');
            }
            // A URL may follow a bracket or a quotation mark.
            let url = ["https://", "http://"]
                .iter()
                .filter_map(|scheme| word.find(scheme))
                .min();
            if let (Some(at), true) = (url, self.links.is_empty()) {
                let (before, word) = word.split_at(at);
                self.escaped(before);
                let end = word.trim_end_matches(['.', ',', ')', ';', ':']).len();
                let (url, after) = word.split_at(end);
                self.line
                    .push_str(&format!("<{}>", url.replace(['<', '>'], "")));
                self.escaped(after);
            } else {
                self.escaped(word);
            }
        }
    }

    fn escaped(&mut self, text: &str) {
        let mut before = self.line.chars().last();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let inside_word = before.is_some_and(char::is_alphanumeric)
                && chars.peek().copied().is_some_and(char::is_alphanumeric);
            if matches!(c, '\\' | '[' | ']' | '<' | '>' | '`' | '*' | '|' | '~')
                || (c == '_' && !inside_word)
            {
                self.line.push('\\');
            }
            // An ampersand before letters would be read as an entity.
            if c == '&'
                && chars
                    .peek()
                    .copied()
                    .is_some_and(|next| next.is_alphanumeric() || next == '#')
            {
                self.line.push('\\');
            }
            self.line.push(c);
            before = Some(c);
        }
    }

    fn code(&mut self, code: &str) {
        let code = code.replace('\n', " ");
        let fence = if code.contains('`') { "``" } else { "`" };
        let pad = if code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        if !code.trim().is_empty() {
            self.line
                .push_str(&format!("{fence}{pad}{}{pad}{fence}", code.trim()));
        }
    }

    /// Writes a code block, fenced by more backticks than stand in it.
    fn block(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        let runs = code
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(runs.max(2) + 1);
        let indent = "  ".repeat(self.lists.len());
        self.lines.push(format!("{indent}{fence}{language}"));
        self.lines
            .extend(code.lines().map(|line| format!("{indent}{line}")));
        self.lines.push(format!("{indent}{fence}"));
    }

    fn break_line(&mut self) {
        let (mark, line) = (
            std::mem::take(&mut self.mark),
            std::mem::take(&mut self.line),
        );
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let indent = if mark.is_empty() {
            "  ".repeat(self.lists.len())
        } else {
            mark
        };
        self.lines.push(format!("{indent}{line}"));
    }

    fn paragraph(&mut self) {
        self.break_line();
        if self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.break_line();
        self.block();
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;

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
            assert!(super::is_inert(&lines), "{text:?} became {lines:?}");
            assert!(!lines.is_empty());
        }
        assert_eq!(lines("1) a\n\n   para two"), "1. a para two");
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
}
