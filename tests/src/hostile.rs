//! Strings that try to leave the place that they stand in, a document that has them in its names, and what no output may
//! make of them.

use generator::text::is_hidden;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};
use serde_json::{Map, Value, json};

/// A word that is in each of [`NAMES`], and in no text of ours.
pub const MARK: &str = "evil";

/// Names that are markup, terminal escapes, or not visible.
pub const NAMES: [&str; 17] = [
    "evil` ![x](https://evil.example/p.png) @octocat </details> `b",
    "evil\n# evil\n\n- evil\n---\n",
    "evil\r\n\r\n<img src=x onerror=evil()>",
    "<script>evil()</script>",
    "[evil](javascript:evil())",
    "[Self::evil]",
    "evil | evil \\",
    "``` evil",
    "`` evil `` evil ```",
    "~~~ evil",
    " evil ",
    "evil\u{1b}[31m\u{1b}]0;evil\u{7}\u{9b}1m\u{7f}",
    "evil\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}\u{200b}evil",
    "evil#123 @octocat https://evil.example www.evil.example",
    "--> evil <!-- evil",
    "</summary></details>evil",
    "&lt;evil&gt; $$evil$$",
];

/// Descriptions that are markup, tests, links to items, or not visible.
pub const PROSE: [&str; 12] = [
    "<script>alert(1)</script> and <img src=x onerror=alert(1)>",
    "![a](https://wicked.example/p.png) [b](javascript:alert(1)) [c](data:text/html,d)",
    "[Self::a] [`Vec`] [crate::Client][a] [^a]\n\n[^a]: note\n[a]: javascript:b",
    "```\npanic!(\"ran\");\n```",
    "    panic!(\"ran\");",
    "1\\.     panic!(\"ran\")",
    "https:\\//wicked.example and https&colon;//wicked.example, [https://a.example](b:c)",
    "[a](http://x.example/`) <script>alert(1)</script> [b](http://x.example/`)",
    "a\u{1b}[31m\u{202e}\u{2028}# b\u{61c}\u{200b}\u{9b}1m",
    "<!-- a\n\n--> </details> <a href=\"javascript:alert(1)\">b</a>",
    "~~~rust\nfn main() {}\n",
    "&lt;b&gt; */ \\<b> `<b>` ``` a | b\n--|--\nc | d",
];

/// As many names without harm.
#[must_use]
pub fn tame() -> Vec<String> {
    (0..NAMES.len()).map(|n| format!("tame_{n:02}")).collect()
}

/// A document with these names for fields, enum values, parameters, members of unions, tags, resources and operations, and
/// with [`PROSE`].
#[must_use]
pub fn document<S: AsRef<str>>(version: &str, names: &[S]) -> Value {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let text = json!({ "type": "string" });
    let fields: Map<String, Value> = names
        .iter()
        .zip(PROSE.iter().cycle())
        .map(|(name, prose)| {
            let field = json!({ "type": "string", "description": prose });
            ((*name).to_owned(), field)
        })
        .collect();
    let alternatives = names.iter().map(
        |name| json!({ "type": "object", "required": [name], "properties": { (*name): text } }),
    );
    let choices: Map<String, Value> = alternatives
        .enumerate()
        .map(|(n, object)| (format!("choice_{n}"), json!({ "anyOf": [object, text] })))
        .collect();
    let setters = names.iter().map(|name| ((*name).to_owned(), text.clone()));
    let mut parameters: Map<String, Value> = setters.chain(choices).collect();
    parameters.insert(
        "kind".to_owned(),
        json!({ "type": "string", "enum": names }),
    );
    let mut properties = fields;
    let targets = names
        .iter()
        .enumerate()
        .map(|(n, _)| json!({ "$ref": format!("#/components/schemas/leaf_{n}") }));
    properties.insert(
        "object".to_owned(),
        json!({ "type": "string", "enum": ["tree"] }),
    );
    properties.insert(
        "kind".to_owned(),
        json!({ "type": "string", "enum": names }),
    );
    properties.insert(
        "leaf".to_owned(),
        json!({ "anyOf": targets.collect::<Vec<_>>() }),
    );
    let mut schemas = Map::new();
    for (n, name) in names.iter().enumerate() {
        let tag = json!({ "type": "string", "enum": [name] });
        let leaf = json!({
            "type": "object", "required": ["object"], "x-resourceId": name,
            "properties": { "object": tag, (*name): { "type": "object", "properties": { (*name): text } } },
        });
        schemas.insert(format!("leaf_{n}"), leaf);
    }
    schemas.insert(
        "tree".to_owned(),
        json!({ "type": "object", "required": ["object"], "properties": properties }),
    );
    let tree = json!({ "200": {
        "description": "One.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/tree" } } },
    } });
    json!({
        "openapi": "3.0.0",
        "info": { "title": "Trees", "version": version },
        "servers": [{ "url": "https://api.example.com/" }],
        "paths": { "/v1/trees/{tree}": {
            "get": {
                "operationId": names.first(), "summary": PROSE[3], "description": PROSE[0],
                "parameters": [
                    { "name": "tree", "in": "path", "required": true, "style": "simple", "schema": text },
                ],
                "responses": tree,
            },
            "post": {
                "operationId": names.get(1),
                "parameters": [
                    { "name": "tree", "in": "path", "required": true, "style": "simple", "schema": text },
                ],
                "requestBody": { "content": { "application/x-www-form-urlencoded": {
                    "encoding": {},
                    "schema": { "type": "object", "properties": parameters },
                } } },
                "responses": tree,
            },
        } },
        "components": { "schemas": schemas },
    })
}

/// Checks that Markdown for GitHub has no markup but ours: [`MARK`] stands in code alone, there is no link, image or HTML
/// except for our folds and links to our anchors, and no text that GitHub makes a link of.
///
/// # Errors
///
/// What is live.
pub fn inert(markdown: &str) -> Result<(), String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
        let is_live = match &event {
            Event::Html(html) | Event::InlineHtml(html) => !is_fold(html),
            Event::Text(text) => is_live(text),
            Event::Code(code) => code.contains(is_hidden),
            Event::Start(Tag::Link { dest_url, .. }) => {
                !is_anchor(dest_url.trim_start_matches('#'))
            }
            Event::Start(tag) => matches!(
                tag,
                Tag::Image { .. }
                    | Tag::CodeBlock(_)
                    | Tag::FootnoteDefinition(_)
                    | Tag::BlockQuote(_)
                    | Tag::Strikethrough
                    | Tag::Emphasis
            ),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => true,
            _ => false,
        };
        if is_live {
            return Err(format!("{event:?} in\n{markdown}"));
        }
    }
    Ok(())
}

/// The place of a change in a report.
fn is_anchor(name: &str) -> bool {
    let number = name.strip_prefix("breaking-");
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

/// Our own HTML: folds, anchors, and the comment at the beginning of a file.
fn is_fold(html: &str) -> bool {
    let html = html.trim();
    let title = html
        .strip_prefix("<details><summary>")
        .and_then(|html| html.strip_suffix("</summary>"));
    let comment = html
        .strip_prefix("<!-- Written by ")
        .and_then(|html| html.strip_suffix(" -->"));
    let is_ours = |text: &str| !text.contains(['<', '>', '&', '`']) && !is_live(text);
    let anchor = html
        .strip_prefix("<a id=\"")
        .and_then(|html| html.strip_suffix("\">"));
    let is_plain = html == "</details>" || html == "</a>" || anchor.is_some_and(is_anchor);
    is_plain || title.or(comment).is_some_and(is_ours)
}

fn is_live(text: &str) -> bool {
    let number = |(at, _): (usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    [MARK, "@", "://", "www."]
        .iter()
        .any(|part| text.contains(part))
        || text.match_indices('#').any(number)
        || text.contains(|c| is_hidden(c) && c != '\n')
}

/// The same for doc comments, as rustdoc reads them: [`MARK`] stands in code alone.
///
/// # Errors
///
/// What is live.
pub fn inert_docs(markdown: &str) -> Result<(), String> {
    let mut wrong = None;
    let mut ask = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // A type of this module.
        let name = link.reference.trim_matches('`').to_owned();
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            wrong = Some(format!("a link to {name:?} in\n{markdown}"));
        }
        None
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let parser = Parser::new_with_broken_link_callback(markdown, options, Some(&mut ask));
    let mut in_block = false;
    let mut live = None;
    for event in TextMergeStream::new(parser) {
        let is_live = match &event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_block = true;
                false
            }
            Event::End(TagEnd::CodeBlock) => {
                in_block = false;
                false
            }
            Event::Text(text) => !in_block && text.contains(MARK),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_ours = ["https://", "crate::", "Self::"];
                // The path of an item, whose identifiers can spell the mark.
                let is_path = dest_url.contains("::")
                    && dest_url
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':'));
                let starts = is_ours.iter().any(|start| dest_url.starts_with(start));
                !is_path && (dest_url.contains(MARK) || !starts)
            }
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_))
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => true,
            _ => false,
        };
        if is_live {
            live = Some(format!("{event:?} in\n{markdown}"));
            break;
        }
    }
    live.or(wrong).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_live_is_found() {
        for text in NAMES {
            let _ = inert(text).expect_err(text);
            inert(&format!("- a {} b\n", generator::text::code(text))).expect(text);
        }
        for text in [
            "see @a",
            "see #1",
            "https://a.example",
            "![a](b)",
            "<b>",
            "> a",
            "a\u{202e}",
        ] {
            let _ = inert(text).expect_err(text);
        }
        inert(
            "# A (1)\n\n- **b** `c`\n\n<details><summary>3 places</summary>\n\n- d\n\n</details>\n",
        )
        .expect("ours");
        for text in [
            "[Self::a]",
            "<b>",
            "![a](https://a)",
            "[a](javascript:b)",
            "evil",
        ] {
            let _ = inert_docs(text).expect_err(text);
        }
        inert_docs("A [`B`](crate::B) or [`C`], see `evil`.").expect("ours");
    }
}
