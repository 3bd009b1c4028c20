//! Texts of the document, which are Markdown by now, as HTML.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::html::Html;

/// Markdown as HTML. HTML in it is text; links that are not of http or https are their texts.
pub(crate) fn html(lines: &[String]) -> Html {
    let text = lines.join("\n");
    let mut out = Html::default();
    // Whether each open link was written.
    let mut links = Vec::new();
    let mut images = 0_usize;
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_safe = is_web(&dest_url);
                if is_safe {
                    out.markup("<a href=\"");
                    out.attribute(&dest_url);
                    out.markup("\">");
                }
                links.push(is_safe);
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    out.markup("</a>");
                }
            }
            Event::Start(Tag::Image { .. }) => images = images.saturating_add(1),
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(tag) => out.markup(open(&tag)),
            Event::End(tag) => out.markup(close(tag)),
            Event::Code(text) => out.code(&text),
            Event::SoftBreak => out.push(" "),
            Event::HardBreak => out.markup("<br>"),
            Event::Rule => out.markup("<hr>"),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if images == 0 => {
                out.push(&text);
            }
            _ => {}
        }
    }
    out
}

/// The first sentence as plain text.
pub(crate) fn first_sentence(lines: &[String]) -> String {
    let Some(line) = lines.first() else {
        return String::new();
    };
    let mut text = String::new();
    for event in Parser::new(line) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    match text.find(". ") {
        Some(end) => text.get(..=end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Headings of the document are smaller than ours.
fn open(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "<p>",
        Tag::Heading { .. } => "<p><b>",
        Tag::BlockQuote(_) => "<blockquote>",
        Tag::CodeBlock(_) => "<pre class=block><code>",
        Tag::List(Some(_)) => "<ol>",
        Tag::List(None) => "<ul>",
        Tag::Item => "<li>",
        Tag::Emphasis => "<em>",
        Tag::Strong => "<b>",
        _ => "",
    }
}

fn close(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "</p>",
        TagEnd::Heading(_) => "</b></p>",
        TagEnd::BlockQuote(_) => "</blockquote>",
        TagEnd::CodeBlock => "</code></pre>",
        TagEnd::List(true) => "</ol>",
        TagEnd::List(false) => "</ul>",
        TagEnd::Item => "</li>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</b>",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, html};

    fn of(text: &str) -> String {
        html(&text.lines().map(str::to_owned).collect::<Vec<_>>()).to_string()
    }

    #[test]
    fn markdown_is_html_and_html_is_text() {
        assert_eq!(
            of("The `a` of *b*, see [c](https://x.example/?a&b).\n\n- one\n- two"),
            "<p>The <code>a</code> of <em>b</em>, see <a href=\"https://x.example/?a&amp;b\">c</a>.</p>\
             <ul><li>one</li><li>two</li></ul>"
        );
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "[x](data:text/html,a)",
            "![x](https://x.example/p.png)",
        ] {
            let html = of(text);
            assert!(!html.contains("<script"), "{html}");
            assert!(!html.contains("<img"), "{html}");
            assert!(!html.contains("<a "), "{html}");
        }
    }

    #[test]
    fn a_summary_is_the_first_sentence_without_markup() {
        assert_eq!(first_sentence(&["The `id`. More.".to_owned()]), "The id.");
        assert_eq!(first_sentence(&[]), "");
    }
}
