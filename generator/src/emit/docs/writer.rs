//! Writes parser events as Markdown that rustdoc accepts.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd, TextMergeStream};

use crate::text::code;

/// The lines of Markdown for some events. `base` is the base URL of links that begin with `/`.
pub(super) fn written<'a>(
    events: impl Iterator<Item = Event<'a>>,
    base: Option<&str>,
) -> Vec<String> {
    let mut writer = Writer {
        base,
        ..Writer::default()
    };
    // Escapes and entities split a text. Its parts together may be a URL or a mark.
    TextMergeStream::new(events).for_each(|event| writer.event(event));
    writer.finish()
}

#[derive(Default)]
struct Writer<'a> {
    base: Option<&'a str>,
    lines: Vec<String>,
    /// The marker of a list item, which goes before the text of its line.
    mark: String,
    line: String,
    /// Numbers of the open lists, `None` where they are not numbered.
    lists: Vec<Option<u64>>,
    /// Targets of the open links, `None` for a link that is reduced to its text.
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

    /// The absolute URL of a link; `None` if rustdoc could not resolve or parse it.
    fn target(&self, url: &str) -> Option<String> {
        let url = match (url.strip_prefix('/'), self.base) {
            (Some(path), Some(base)) => format!("{base}/{path}"),
            (Some(_), None) => return None,
            (None, _) => url.to_owned(),
        };
        let absolute = ["https://", "http://"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        let clean = !url.contains(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\' | '[' | ']' | '`')
        });
        (absolute && clean).then_some(url)
    }

    fn text(&mut self, text: &str) {
        let start_of_line = self.line.is_empty();
        // A link that is reduced to its text is none.
        let in_link = self.links.iter().any(Option::is_some);
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
            if let (Some(at), false) = (url, in_link) {
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
        let code = code.trim();
        if !code.is_empty() {
            self.line.push_str(&self::code(code));
        }
    }

    /// Writes a code block, fenced by more backticks than it contains.
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
