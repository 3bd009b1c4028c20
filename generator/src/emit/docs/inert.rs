//! Whether rustdoc renders Markdown as text alone.

use std::cell::Cell;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream,
};

/// Whether it contains no doc test, HTML, image or footnote, no link but to `http` and `https`, and nothing that rustdoc
/// takes for a link to an item or warns about.
pub(super) fn is_inert(lines: &[String]) -> bool {
    let text = lines.join("\n");
    let names_item = Cell::new(false);
    // rustdoc asks for brackets without a target, which may name an item.
    let mut ask = |_: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        names_item.set(true);
        None
    };
    let parser = Parser::new_with_broken_link_callback(&text, rustdoc(), Some(&mut ask));
    let mut in_link = false;
    let all = TextMergeStream::new(parser).all(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            in_link = true;
            is_web(&dest_url)
        }
        Event::End(TagEnd::Link) => {
            in_link = false;
            true
        }
        // Code of another language is a doc test.
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            matches!(&*language, "text" | "json")
        }
        // A bare URL is a warning.
        Event::Text(text) => in_link || !(text.contains("http://") || text.contains("https://")),
        Event::Start(
            Tag::Image { .. }
            | Tag::HtmlBlock
            | Tag::CodeBlock(CodeBlockKind::Indented)
            | Tag::FootnoteDefinition(_),
        )
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_) => false,
        _ => true,
    });
    all && !names_item.get()
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// The extensions that rustdoc enables.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}
