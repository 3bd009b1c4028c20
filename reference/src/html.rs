//! HTML that is safe to write as it stands.

use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

/// Text that is HTML already: everything of the document in it is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// Text, escaped.
    pub(crate) fn text(text: &str) -> Self {
        let mut html = Self::default();
        html.push(text);
        html
    }

    /// Adds text, escaped for an element.
    pub(crate) fn push(&mut self, text: &str) {
        escape(text, false, &mut self.0);
    }

    /// Adds text, escaped for an attribute between double quotes.
    pub(crate) fn attribute(&mut self, text: &str) {
        escape(text, true, &mut self.0);
    }

    /// Adds markup of ours.
    pub(crate) fn markup(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// Adds other HTML.
    pub(crate) fn add(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Adds a span of text with a class.
    pub(crate) fn span(&mut self, class: &'static str, text: &str) {
        self.markup("<i class=");
        self.markup(class);
        self.markup(">");
        self.push(text);
        self.markup("</i>");
    }

    /// Adds code.
    pub(crate) fn code(&mut self, text: &str) {
        self.markup("<code>");
        self.push(text);
        self.markup("</code>");
    }

    /// Adds code that may go on in the next line after `::`, `.`, `(`, `[` and `&`.
    pub(crate) fn code_steps(&mut self, text: &str) {
        let mut rest = text;
        while let Some(end) = step(rest) {
            let (step, after) = rest.split_at(end);
            self.push(step);
            self.markup("<wbr>");
            rest = after;
        }
        self.push(rest);
    }

    /// Adds a link around HTML.
    pub(crate) fn link(&mut self, class: &'static str, href: &str, inner: &Self) {
        self.markup("<a");
        if !class.is_empty() {
            self.markup(" class=");
            self.markup(class);
        }
        self.markup(" href=\"");
        self.attribute(href);
        self.markup("\">");
        self.add(inner);
        self.markup("</a>");
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Where the first step of some code ends, if more than a bracket follows. A mark at the start is no step of its own.
fn step(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches(STEP_ENDS).len();
    let marks = text.get(start..)?.match_indices(STEP_ENDS);
    let mut ends = marks.filter_map(|(at, _)| {
        let from = start.checked_add(at)?;
        let rest = text.get(from..)?;
        // Of `::` and `([` the whole; a colon alone and the dots of a range end nothing.
        let is_whole = !text.get(..from)?.ends_with(STEP_ENDS);
        let after = rest.trim_start_matches(STEP_ENDS);
        let mark = rest.get(..rest.len().checked_sub(after.len())?)?;
        let closes = after.is_empty() || after.starts_with([')', ']']);
        (is_whole && !closes && !matches!(mark, ":" | ".."))
            .then_some(from.checked_add(mark.len())?)
    });
    ends.next()
}

/// What a step of code ends with.
const STEP_ENDS: [char; 5] = [':', '.', '(', '[', '&'];

/// A link to another place.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// Text as HTML: what could be markup is a reference to a character, and what would not be seen is shown.
pub(crate) fn escape(text: &str, quotes: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            c if c != '\n' && generator::text::is_hidden(c) => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As text: templates write it with `|safe`.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_of_the_document_is_never_markup() {
        let mut html = Html::text("<b>&'\"\u{202e}");
        html.code("</code><script>");
        html.link("to", "\"><script>", &Html::text("x"));
        assert_eq!(
            html.to_string(),
            "&lt;b&gt;&amp;'\"\\u{202e}<code>&lt;/code&gt;&lt;script&gt;</code>\
             <a class=to href=\"&quot;&gt;&lt;script&gt;\">x</a>"
        );
    }

    #[test]
    fn code_breaks_between_its_steps() {
        for (code, wanted) in [
            (
                ".unset_metadata_key(\"key\")",
                ".unset_metadata_key(|\"key\")",
            ),
            (
                ".metadata([(\"key\", \"value\")])",
                ".metadata([(|\"key\", \"value\")])",
            ),
            ("metadata[key]=value", "metadata[|key]=value"),
            ("a[gte]=1&a[lte]=2", "a[|gte]=1&amp;|a[|lte]=2"),
            ("stripe.refunds().create()", "stripe.|refunds().|create()"),
            ("services::sessions::Create", "services::|sessions::|Create"),
            (".created(a..=b)", ".created(|a..=b)"),
            ("::Variant", "::Variant"),
            ("\"a\": null", "\"a\": null"),
            ("", ""),
        ] {
            let mut html = Html::default();
            html.code_steps(code);
            assert_eq!(html.to_string().replace("<wbr>", "|"), wanted);
        }
    }
}
