//! Chapters of the guide, which are Markdown of ours.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::code::rust_block;
use crate::html::Html;

/// A chapter.
#[derive(Debug, Serialize)]
pub(crate) struct Chapter {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) body: Html,
}

/// A chapter from its name and its Markdown. The title is its first heading.
pub(crate) fn chapter(name: &str, text: &str) -> Chapter {
    let mut body = Html::default();
    let mut title = String::new();
    let mut in_title = false;
    let mut block: Option<(bool, String)> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading {
                level: pulldown_cmark::HeadingLevel::H1,
                ..
            }) if title.is_empty() => {
                in_title = true;
            }
            Event::End(TagEnd::Heading(_)) if in_title => in_title = false,
            Event::Text(text) | Event::Code(text) if in_title => title.push_str(&text),
            Event::Start(Tag::CodeBlock(kind)) => block = Some((is_rust(&kind), String::new())),
            Event::End(TagEnd::CodeBlock) => {
                if let Some((is_rust, text)) = block.take() {
                    body.markup("<pre class=block tabindex=0>");
                    match is_rust {
                        true => body.add(&rust_block(&visible(&text))),
                        false => body.push(&text),
                    }
                    body.markup("</pre>");
                }
            }
            Event::Text(text) if block.is_some() => {
                if let Some((_, block)) = &mut block {
                    block.push_str(&text);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                body.markup("<a href=\"");
                body.attribute(&target(&dest_url));
                body.markup("\">");
            }
            Event::Start(tag) => body.markup(open(&tag)),
            Event::End(tag) => body.markup(close(tag)),
            Event::Code(text) => body.code(&text),
            Event::SoftBreak => body.push(" "),
            Event::HardBreak => body.markup("<br>"),
            Event::Text(text) => body.push(&text),
            _ => {}
        }
    }
    if title.is_empty() {
        title = crate::homes::sentence(&name.replace('_', " "));
    }
    Chapter {
        file: format!("guide/{name}.html"),
        title,
        body,
    }
}

fn is_rust(kind: &CodeBlockKind<'_>) -> bool {
    match kind {
        CodeBlockKind::Indented => true,
        CodeBlockKind::Fenced(words) => {
            let words: &CowStr<'_> = words;
            !["text", "sh", "toml", "json", "console"]
                .iter()
                .any(|other| words.starts_with(other))
        }
    }
}

/// The lines that rustdoc shows.
fn visible(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        line != "#" && !line.starts_with("# ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Links between chapters lead to their pages; links to items of rustdoc have no page here.
fn target(url: &str) -> String {
    match url.strip_suffix(".md") {
        Some(name) if !url.contains("://") => format!("{}.html", name.trim_start_matches("./")),
        _ if url.starts_with("https://") || url.starts_with("http://") || url.starts_with('#') => {
            url.to_owned()
        }
        _ => "#".to_owned(),
    }
}

fn open(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "<p>",
        Tag::Heading {
            level: pulldown_cmark::HeadingLevel::H1 | pulldown_cmark::HeadingLevel::H2,
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

fn close(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(pulldown_cmark::HeadingLevel::H1 | pulldown_cmark::HeadingLevel::H2) => {
            "</h2>"
        }
        TagEnd::Heading(_) => "</h3>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</b>",
        TagEnd::Link => "</a>",
        TagEnd::Table => "</table>",
        TagEnd::TableHead => "</tr></thead>",
        TagEnd::TableRow => "</tr>",
        TagEnd::TableCell => "</td>",
        _ => "",
    }
}
