//! Texts of the document, which are Markdown by now, as HTML.

use pulldown_cmark::{Event, Parser};

use crate::html::Html;
use crate::markdown::{self, Style};

/// Markdown as HTML. Links that are not of http or https are their texts.
pub(crate) fn html(lines: &[String]) -> Html {
    let style = Style {
        link: &|url| is_web(url).then(|| url.to_owned()),
        block: &|_, text| Html::text(text),
        headings: false,
    };
    markdown::html(&lines.join("\n"), &style)
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

/// Whether a link leads to a page of the web.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
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
