//! What a generated crate is made of, so that two can be compared: nothing in a document adds to it.

use std::collections::{BTreeMap, BTreeSet};

use generator::text::is_hidden;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::hostile::inert_docs;

/// Words whose number says how many items there are, and of which kind, macros of the standard library included.
const WORDS: [&str; 28] = [
    "async",
    "cfg",
    "cfg_attr",
    "concat",
    "const",
    "crate",
    "derive",
    "enum",
    "env",
    "extern",
    "fn",
    "impl",
    "include",
    "include_bytes",
    "include_str",
    "link",
    "macro_export",
    "macro_rules",
    "mod",
    "path",
    "proc_macro",
    "pub",
    "static",
    "struct",
    "trait",
    "type",
    "unsafe",
    "use",
];

/// Tokens by kind: words, punctuation, groups, literals and names. Doc comments, commas and braces do not count, because
/// lines are wrapped by the length of names.
pub type Shape = BTreeMap<String, usize>;

/// The generated files of a crate.
pub type Files = BTreeMap<String, String>;

/// A crate that others are compared with.
#[derive(Debug)]
pub struct Known {
    shapes: BTreeMap<String, (String, Shape)>,
    docs: BTreeSet<String>,
}

impl Known {
    /// Reads a crate.
    ///
    /// # Errors
    ///
    /// The first file that is not Rust.
    pub fn new(files: &Files) -> Result<Self, String> {
        let mut shapes = BTreeMap::new();
        let mut known = BTreeSet::new();
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            shapes.insert(path.clone(), (text.clone(), shape(path, text)?));
            known.extend(docs(text));
        }
        Ok(Self {
            shapes,
            docs: known,
        })
    }

    /// The shape of another crate as a whole. Its files are Rust, and its doc comments are inert.
    ///
    /// # Errors
    ///
    /// What is not so.
    pub fn shape(&self, files: &Files) -> Result<Shape, Fault> {
        let mut all = Shape::new();
        for (path, text) in files {
            if text.contains(|c| is_hidden(c) && !matches!(c, '\n' | '\t')) {
                return Err(Fault::Live(format!("{path} has hidden characters")));
            }
            let same = self.shapes.get(path).filter(|(known, _)| known == text);
            let shape = match same {
                Some((_, shape)) => shape.clone(),
                None if path.ends_with(".rs") => {
                    for docs in docs(text).iter().filter(|text| !self.docs.contains(*text)) {
                        inert_docs(docs).map_err(|what| Fault::Live(format!("{path}: {what}")))?;
                    }
                    shape(path, text).map_err(Fault::Unparsed)?
                }
                None => continue,
            };
            for (token, number) in shape {
                *all.entry(token).or_default() += number;
            }
        }
        Ok(all)
    }
}

/// What is wrong with a crate.
#[derive(Debug)]
pub enum Fault {
    /// A file that is not Rust.
    Unparsed(String),
    /// Text of the document that is markup.
    Live(String),
}

/// What one shape has and another has not.
#[must_use]
pub fn difference(one: &Shape, other: &Shape) -> Vec<String> {
    let tokens: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let number = |shape: &Shape, token: &String| shape.get(token).copied().unwrap_or_default();
    let differ = tokens.into_iter().filter_map(|token| {
        let (a, b) = (number(one, token), number(other, token));
        (a != b).then(|| format!("{token} {a} -> {b}"))
    });
    differ.collect()
}

fn shape(path: &str, text: &str) -> Result<Shape, String> {
    syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
    let tokens: TokenStream = text.parse().map_err(|error| format!("{path}: {error}"))?;
    let mut shape = Shape::new();
    count(tokens, &mut shape);
    for example in examples(text) {
        let tokens: TokenStream = example
            .parse()
            .map_err(|error| format!("an example in {path}: {error} in\n{example}"))?;
        count(tokens, &mut shape);
    }
    Ok(shape)
}

/// The code that rustdoc would compile.
fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    for docs in docs(text).iter().filter(|docs| docs.contains("```")) {
        let mut open: Option<String> = None;
        for event in Parser::new(docs) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let is_rust = match &kind {
                        CodeBlockKind::Fenced(tags) => matches!(&**tags, "" | "rust" | "no_run"),
                        CodeBlockKind::Indented => true,
                    };
                    open = is_rust.then(String::new);
                }
                Event::Text(text) => {
                    if let Some(open) = &mut open {
                        open.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => examples.extend(open.take()),
                _ => {}
            }
        }
    }
    let shown = |example: &String| -> String {
        let lines = example
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line));
        lines.map(|line| format!("{line}\n")).collect()
    };
    examples.iter().map(shown).collect()
}

fn count(tokens: TokenStream, shape: &mut Shape) {
    let mut add = |token: &str| match shape.get_mut(token) {
        Some(number) => *number += 1,
        None => drop(shape.insert(token.to_owned(), 1)),
    };
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut inner = Vec::new();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = after;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Punct(punct) => {
                // `#[doc = …]` and `#![doc = …]`.
                let is_bang = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!');
                let attribute = match after {
                    [bang, group, after @ ..] if is_bang(bang) => Some((group, after)),
                    [group, after @ ..] => Some((group, after)),
                    [] => None,
                };
                match attribute {
                    Some((TokenTree::Group(group), after))
                        if punct.as_char() == '#' && is_doc(&group.stream()) =>
                    {
                        rest = after;
                    }
                    _ => add(punct.as_char().encode_utf8(&mut [0; 4])),
                }
            }
            TokenTree::Literal(_) => add("a literal"),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                add(match WORDS.contains(&name.as_str()) {
                    true => &name,
                    false => "a name",
                });
            }
            TokenTree::Group(group) => {
                match group.delimiter() {
                    Delimiter::Parenthesis => add("("),
                    Delimiter::Bracket => add("["),
                    Delimiter::Brace | Delimiter::None => {}
                }
                inner.push(group.stream());
            }
        }
    }
    for tokens in inner {
        count(tokens, shape);
    }
}

fn is_doc(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    let is_name = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc");
    let is_text = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    is_name && is_text
}

/// The doc comments of a file, each as the Markdown that rustdoc reads.
#[must_use]
pub fn docs(text: &str) -> Vec<String> {
    let mut docs = Vec::new();
    let mut open = String::new();
    for line in text.lines() {
        let line = line.trim_start();
        match line.strip_prefix("///").or(line.strip_prefix("//!")) {
            Some(rest) => open += &format!("{}\n", rest.strip_prefix(' ').unwrap_or(rest)),
            None => docs.push(std::mem::take(&mut open)),
        }
    }
    docs.push(open);
    docs.retain(|text| !text.is_empty());
    docs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("src/a.rs".to_owned(), text.to_owned())])
    }

    #[test]
    fn what_is_smuggled_is_seen() {
        let known = Known::new(&files("/// A.\npub fn a() { b!(\"c\", d) }\n")).expect("Rust");
        let whole = |text: &str| known.shape(&files(text));
        let tame = whole("/// B.\n///\n/// C.\npub fn c() { b!(\"\\\"d\", e,) }\n").expect("Rust");
        let same = whole("/// A.\npub fn a() { b!(\"c\", d) }\n").expect("Rust");
        assert_eq!(difference(&tame, &same), [""; 0]);
        for text in [
            "fn a() { b!(\"c\", d) }",
            "pub fn a() { b!(\"c\", d); b!() }",
            "pub fn a() { b!(include_str!(\"c\"), d) }",
            "#[x] pub fn a() { b!(\"c\", d) }",
            "pub fn a() { b!(\"c\", d) } mod e;",
            "/// ```\n/// # f();\n/// ```\npub fn a() { b!(\"c\", d) }",
        ] {
            let shape = whole(text).expect("Rust");
            assert_ne!(difference(&tame, &shape), [""; 0], "{text}");
        }
        assert!(matches!(whole("fn a( {"), Err(Fault::Unparsed(_))));
        assert!(matches!(whole("/// <b>\nfn a() {}"), Err(Fault::Live(_))));
        assert!(matches!(whole("// \u{202e}"), Err(Fault::Live(_))));
    }
}
