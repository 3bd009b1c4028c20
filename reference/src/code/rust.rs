//! Rust for both clients in one text.
//!
//! The blocking client differs by its import and by what waits, so the difference is marked in the async text, and a page
//! has each snippet once.

use generator::calls::{Snippet, WAIT};

use super::CRATE;
use super::lexer::{Class, Token, tokens};
use crate::html::Html;

/// The import of the blocking client has this before the client's name.
const BLOCKING: &str = "blocking::";

/// The snippet for the async client: imports, a client, the statements.
pub(crate) fn whole(snippet: &Snippet) -> String {
    let mut text = format!("use {CRATE}::Client;\n");
    for import in &snippet.imports {
        text.push_str(import);
        text.push('\n');
    }
    text.push_str("\nlet stripe = Client::new(\"sk_test_123\");\n");
    text.push_str(&snippet.statements);
    text
}

/// A snippet for the async client, as one for the blocking client.
pub(crate) fn client(text: &str) -> String {
    let import = format!("use {CRATE}::Client;");
    let mut out = text.replacen(&import, &format!("use {CRATE}::{BLOCKING}Client;"), 1);
    while let Some((start, end)) = waiting(&out) {
        out.replace_range(start..end, "");
    }
    out
}

/// The first wait, with the line break before it.
fn waiting(text: &str) -> Option<(usize, usize)> {
    let at = text.find(WAIT)?;
    let before = text.get(..at)?;
    let start = before.trim_end().len();
    Some((start, at.saturating_add(WAIT.len())))
}

/// The snippet, highlighted, with what only one client has in spans. Methods of the call lead to their rows.
pub(super) fn html(text: &str, setters: &[(String, String)]) -> Html {
    let mut html = Html::default();
    let import = format!("use {CRATE}::Client;");
    let mut rest = text;
    if let Some(after) = text.strip_prefix(&import) {
        html.markup("<i class=k>use</i> ");
        html.push(CRATE);
        html.markup("::<span class=bl>");
        html.push(BLOCKING);
        html.markup("</span><i class=t>Client</i>;");
        rest = after;
    }
    let mut state = State::default();
    while let Some((start, end)) = waiting(rest) {
        state.write(rest.get(..start).unwrap_or_default(), setters, &mut html);
        html.markup("<span class=as>");
        let space = rest
            .get(start..end.saturating_sub(WAIT.len()))
            .unwrap_or_default();
        html.push(space);
        html.markup(".<i class=k>await</i></span>");
        rest = rest.get(end..).unwrap_or_default();
    }
    state.write(rest, setters, &mut html);
    html
}

/// Rust, highlighted.
pub(super) fn block(text: &str) -> Html {
    let mut html = Html::default();
    State::default().write(text, &[], &mut html);
    html
}

/// Where in the call the writer is.
#[derive(Default)]
struct State {
    /// Open parentheses: setters of the call itself are outside of all.
    depth: usize,
    /// Whether the last token was a dot.
    is_method: bool,
}

impl State {
    fn write(&mut self, text: &str, setters: &[(String, String)], html: &mut Html) {
        for Token { class, text } in tokens(text) {
            let was_method = std::mem::replace(&mut self.is_method, text == ".");
            match text {
                "(" | "[" => self.depth = self.depth.saturating_add(1),
                ")" | "]" => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            let setter = setters.iter().find(|(name, _)| name == text);
            match (setter, class) {
                (Some((_, anchor)), Class::Name) if was_method && self.depth == 0 => {
                    html.link("to", &format!("#{anchor}"), &Html::text(text));
                }
                (_, Class::Keyword) => html.span("k", text),
                (_, Class::Type) => html.span("t", text),
                (_, Class::String) => html.span("s", text),
                (_, Class::Number) => html.span("n", text),
                (_, Class::Comment) => html.span("c", text),
                (_, Class::Name | Class::Plain) => html.push(text),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{client, html};

    const TEXT: &str = "use stripe_client::Client;\nuse stripe_client::services::refunds::create;\n\n\
        let stripe = Client::new(\"sk\");\nlet refund = stripe\n    .refunds()\n    .create()\n    .amount(250)\n    .send()\n    .await?;";

    #[test]
    fn the_blocking_client_waits_for_nothing() {
        let text = client(TEXT);
        assert!(
            text.starts_with("use stripe_client::blocking::Client;\n"),
            "{text}"
        );
        assert!(text.ends_with("    .amount(250)\n    .send()?;"), "{text}");
    }

    #[test]
    fn one_text_serves_both() {
        let anchors = [("amount".to_owned(), "refunds.create.amount".to_owned())];
        let html = html(TEXT, &anchors).to_string();
        assert!(html.contains("<span class=bl>blocking::</span>"), "{html}");
        assert!(
            html.contains(".send()<span class=as>\n    .<i class=k>await</i></span>?;"),
            "{html}"
        );
        assert!(
            html.contains(
                ".<a class=to href=\"#refunds.create.amount\">amount</a>(<i class=n>250</i>)"
            ),
            "{html}"
        );
    }
}
