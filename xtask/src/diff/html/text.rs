//! Text as HTML. What a document says is not trusted: none of it becomes markup.

use generator::text::{Span, is_hidden, spans, visible};

/// Text between tags or in an attribute. What has no shape of its own, or turns the direction of what follows, is shown by
/// its code point.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            _ if is_hidden(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

/// Code in a sentence. Paths are long, so that they may break where their parts begin.
pub(super) fn code(text: &str) -> String {
    let mut out = String::from("<code>");
    let mut part = String::new();
    let text = visible(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        part.push(c);
        let ends = match c {
            '.' | '/' | '_' | '#' => true,
            ':' => chars.peek() != Some(&':'),
            _ => false,
        };
        if ends && chars.peek().is_some() {
            out.push_str(&escaped(&part));
            out.push_str("<wbr>");
            part.clear();
        }
    }
    out.push_str(&escaped(&part));
    out + "</code>"
}

/// Markdown that knows nothing but code between backticks.
pub(super) fn inline(markdown: &str) -> String {
    let spans = spans(markdown).into_iter();
    let parts = spans.map(|span| match span {
        Span::Words(words) => escaped(words),
        Span::Code(shown) => code(shown),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escaped("<script>alert('a' & \"b\")</script>"),
            "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;"
        );
        assert_eq!(escaped("a\u{202e}b\u{0}c"), "a\\u{202e}b\\u{0}c");
        assert_eq!(escaped("\u{2028}\u{61c}"), "\\u{2028}\\u{61c}");
        assert_eq!(escaped("Zoë → ä\tb\n"), "Zoë → ä\tb\n");
    }

    #[test]
    fn code_may_break_between_its_parts() {
        assert_eq!(code("a::b"), "<code>a::<wbr>b</code>");
        assert_eq!(code("A#b.c_d"), "<code>A#<wbr>b.<wbr>c_<wbr>d</code>");
        assert_eq!(code("a."), "<code>a.</code>");
        assert_eq!(code("<."), "<code>&lt;.</code>");
    }

    #[test]
    fn backticks_are_code() {
        assert_eq!(
            inline("Add `a<b` on `c`."),
            "Add <code>a&lt;b</code> on <code>c</code>."
        );
        assert_eq!(inline("a ` b"), "a ` b");
        assert_eq!(
            inline(&generator::text::code("a`<\n")),
            "<code>a`&lt;\\u{a}</code>"
        );
        assert_eq!(inline("`a` ` <"), "<code>a</code> ` &lt;");
    }
}
