//! Markdown as HTML: HTML in it is text, images are nothing, and links are what the caller makes of them.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::html::Html;

/// What one kind of text makes of Markdown.
pub(crate) struct Style<'a> {
    /// Where a link leads; `None` leaves its text.
    pub(crate) link: &'a dyn Fn(&str) -> Option<String>,
    /// The text of a block of code, by its info string.
    pub(crate) block: &'a dyn Fn(&str, &str) -> Html,
    /// Whether headings are headings of the page, rather than bold paragraphs.
    pub(crate) headings: bool,
}

/// Markdown as HTML.
pub(crate) fn html(text: &str, style: &Style<'_>) -> Html {
    let mut out = Html::default();
    // Whether each open link was written.
    let mut links = Vec::new();
    let mut images = 0_usize;
    let mut block: Option<(String, String)> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = (style.link)(&dest_url);
                links.push(target.is_some());
                if let Some(target) = target {
                    out.markup("<a href=\"");
                    out.attribute(&target);
                    out.markup("\">");
                }
            }
            Event::End(TagEnd::Link) if links.pop() == Some(true) => out.markup("</a>"),
            Event::Start(Tag::Image { .. }) => images = images.saturating_add(1),
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(info) => info.into_string(),
                };
                block = Some((info, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, text)) = block.take() {
                    out.markup("<pre class=block tabindex=0>");
                    out.add(&(style.block)(&info, text.trim_end()));
                    out.markup("</pre>");
                }
            }
            Event::Start(tag) => out.markup(open(&tag, style.headings)),
            Event::End(tag) => out.markup(close(tag, style.headings)),
            Event::Code(text) => out.code(&text),
            Event::SoftBreak => out.push(" "),
            Event::HardBreak => out.markup("<br>"),
            Event::Rule => out.markup("<hr>"),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut block {
                Some((_, block)) => block.push_str(&text),
                None if images == 0 => out.push(&text),
                None => {}
            },
            _ => {}
        }
    }
    out
}

fn open(tag: &Tag<'_>, headings: bool) -> &'static str {
    match tag {
        Tag::Paragraph => "<p>",
        Tag::Heading { .. } if !headings => "<p><b>",
        Tag::Heading {
            level: HeadingLevel::H1,
            ..
        } => "<h1>",
        Tag::Heading {
            level: HeadingLevel::H2,
            ..
        } => "<h2>",
        Tag::Heading { .. } => "<h3>",
        Tag::BlockQuote(_) => "<blockquote>",
        Tag::List(Some(_)) => "<ol>",
        Tag::List(None) => "<ul>",
        Tag::Item => "<li>",
        Tag::Emphasis => "<em>",
        Tag::Strong => "<b>",
        Tag::Table(_) => "<table>",
        Tag::TableHead => "<thead><tr>",
        Tag::TableRow => "<tr>",
        Tag::TableCell => "<td>",
        _ => "",
    }
}

fn close(tag: TagEnd, headings: bool) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(_) if !headings => "</b></p>",
        TagEnd::Heading(HeadingLevel::H1) => "</h1>",
        TagEnd::Heading(HeadingLevel::H2) => "</h2>",
        TagEnd::Heading(_) => "</h3>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</b>",
        TagEnd::Table => "</table>",
        TagEnd::TableHead => "</tr></thead>",
        TagEnd::TableRow => "</tr>",
        TagEnd::TableCell => "</td>",
        _ => "",
    }
}
