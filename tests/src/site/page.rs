//! What the checks read from a page.

use std::collections::BTreeSet;

use html5gum::{StartTag, Token, Tokenizer};

/// Elements without an end tag.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];

/// Attributes that hold the IDs of other elements.
const REFERENCES: [&str; 6] = [
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "for",
    "headers",
    "popovertarget",
];

/// Where a page leads, or what it loads.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) href: String,
    /// Whether the browser requests it without being asked.
    pub(super) loads: bool,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    ids: BTreeSet<String>,
    pub(super) links: Vec<Link>,
    pub(super) faults: Vec<String>,
    references: Vec<(String, String)>,
    open: Vec<String>,
}

impl Page {
    pub(super) fn read(html: &str) -> Self {
        let mut page = Self::default();
        for token in Tokenizer::new(html) {
            let token = token.unwrap_or_else(|never| match never {});
            match token {
                Token::StartTag(tag) => page.start(&tag),
                Token::EndTag(tag) => page.end(&text(&tag.name)),
                Token::String(characters) => {
                    let script = page.open.last().is_some_and(|name| name == "script");
                    if script && !characters.trim_ascii().is_empty() {
                        page.faults.push("a script in the page".to_owned());
                    }
                }
                Token::Error(error) => page.faults.push(format!("malformed: {}", *error)),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        let open = page.open.iter().map(|name| format!("{name} is not closed"));
        page.faults.extend(open);
        for (attribute, id) in &page.references {
            if !page.ids.contains(id) {
                page.faults
                    .push(format!("{attribute} names {id}, which is no id"));
            }
        }
        page
    }

    /// Whether it has what an anchor of a link names.
    pub(super) fn has(&self, anchor: &str) -> bool {
        self.ids.contains(&unescaped(anchor))
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name);
        for (attribute, value) in &tag.attributes {
            let (attribute, value) = (text(attribute), text(value));
            match attribute.as_str() {
                "id" if value.is_empty() => self.faults.push("an empty id".to_owned()),
                "id" if self.ids.contains(&value) => self.faults.push(format!("two of id {value}")),
                "id" => {
                    self.ids.insert(value);
                }
                "href" | "src" => self.links.push(Link {
                    href: value,
                    loads: attribute == "src" || name == "link",
                }),
                other if other.starts_with("on") => {
                    self.faults.push(format!("{name} has a handler, {other}"));
                }
                other if REFERENCES.contains(&other) => {
                    let ids = value.split_whitespace();
                    self.references
                        .extend(ids.map(|id| (other.to_owned(), id.to_owned())));
                }
                _ => {}
            }
        }
        if !VOID.contains(&name.as_str()) && !tag.self_closing {
            self.open.push(name);
        }
    }

    fn end(&mut self, name: &str) {
        match self.open.pop() {
            Some(open) if open == name => {}
            Some(open) => self.faults.push(format!("</{name}> closes {open}")),
            None => self.faults.push(format!("</{name}> closes nothing")),
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Undoes percent-encoding.
fn unescaped(anchor: &str) -> String {
    let mut bytes = Vec::with_capacity(anchor.len());
    let mut rest = anchor.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| byte == b'%');
        let coded = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        if let Some(coded) = coded {
            bytes.push(coded);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    text(&bytes)
}
