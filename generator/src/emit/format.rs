//! Modules as text.
//!
//! prettyplease formats one item at a time and drops blank lines; this puts
//! them back between items and between the functions of an impl.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};

/// Nothing in it depends on the document's version: a new version changes only
/// files whose content changes.
const BANNER: &str = "// Written by `cargo xtask codegen`; changes made by hand are lost.\n";

/// One file of the emitted crate. By default it has no documentation: that of plumbing is in the module of the definitions.
#[derive(Default)]
pub(super) struct Module {
    docs: String,
    /// Further lines of documentation.
    more: Vec<String>,
    private: BTreeSet<String>,
    shared: BTreeSet<String>,
    public: BTreeSet<String>,
    glob: BTreeSet<String>,
    uses: BTreeSet<String>,
    /// The text of each item.
    items: Vec<String>,
    /// Modules in the same file.
    inner: BTreeMap<String, Module>,
}

impl Module {
    /// A module with one line of documentation.
    pub(super) fn new(docs: impl Into<String>) -> Self {
        Self {
            docs: docs.into(),
            ..Self::default()
        }
    }

    /// Adds lines to the documentation.
    pub(super) fn with_docs(mut self, more: Vec<String>) -> Self {
        self.more = more;
        self
    }

    /// Declares child modules.
    pub(super) fn declare<S: Into<String>>(
        mut self,
        public: bool,
        names: impl IntoIterator<Item = S>,
    ) -> Self {
        let list = if public {
            &mut self.public
        } else {
            &mut self.private
        };
        list.extend(names.into_iter().map(Into::into));
        self
    }

    /// Re-exports the items of a module.
    pub(super) fn re_export(&mut self, path: &str) {
        self.glob.insert(path.to_owned());
    }

    /// Declares a child module for the whole crate.
    pub(super) fn share(&mut self, name: &str) {
        self.shared.insert(name.to_owned());
    }

    /// The public module of this name in the same file, created on first use.
    pub(super) fn inner(&mut self, name: &str) -> &mut Self {
        let inner = self.inner.entry(name.to_owned());
        inner.or_insert_with(|| Self::new(""))
    }

    /// Declares a public child module.
    pub(super) fn publish(&mut self, name: &str) {
        self.public.insert(name.to_owned());
    }

    /// Declares a private child module.
    pub(super) fn enclose(&mut self, name: &str) {
        self.private.insert(name.to_owned());
    }

    /// Imports a path.
    pub(super) fn import(&mut self, path: &str) {
        self.uses.insert(path.to_owned());
    }

    /// Appends an item.
    pub(super) fn item(&mut self, item: TokenStream) {
        self.items.extend(print_items(item));
    }

    /// Adds the contents of another module, its items last.
    pub(super) fn extend(&mut self, other: Self) {
        let Self {
            docs: _,
            more: _,
            private,
            shared,
            public,
            glob,
            uses,
            items,
            inner,
        } = other;
        self.private.extend(private);
        self.shared.extend(shared);
        self.public.extend(public);
        self.glob.extend(glob);
        self.uses.extend(uses);
        self.items.extend(items);
        for (name, module) in inner {
            match self.inner.entry(name) {
                Entry::Vacant(place) => drop(place.insert(module)),
                Entry::Occupied(mut place) => place.get_mut().extend(module),
            }
        }
    }

    /// The text of the file.
    pub(super) fn text(self) -> String {
        let lines = std::iter::once(&self.docs).chain(&self.more);
        let lines = lines.skip_while(|line| line.is_empty());
        let docs: String = lines
            .map(|line| {
                format!("//! {}", super::docs::one_line(line))
                    .trim_end()
                    .to_owned()
                    + "\n"
            })
            .collect();
        let head = [BANNER.to_owned(), docs].into_iter();
        head.filter(|part| !part.is_empty())
            .chain(self.blocks())
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn blocks(self) -> Vec<String> {
        let lines = |names: &BTreeSet<String>, before: &str, after: &str| -> String {
            names
                .iter()
                .map(|name| format!("{before}{name}{after}\n"))
                .collect()
        };
        let mut blocks = vec![
            lines(&self.private, "mod ", ";"),
            lines(&self.shared, "pub(crate) mod ", ";"),
            lines(&self.public, "pub mod ", ";"),
            lines(&self.glob, "pub use ", "::*;"),
            lines(&self.uses, "use ", ";"),
        ];
        blocks.extend(self.items);
        for (name, module) in self.inner {
            let mut text = format!("pub mod {name} {{\n");
            let inner = module.blocks().join("\n");
            // Small modules are many: a blank line in each would be a tenth of them.
            let inner = inner.replacen("::*;\n\n", "::*;\n", 1);
            for line in inner.lines() {
                if !line.is_empty() {
                    text.push_str("    ");
                }
                text.push_str(line);
                text.push('\n');
            }
            text.push_str("}\n");
            blocks.push(text);
        }
        blocks.retain(|block| !block.is_empty());
        blocks
    }
}

/// The items of a stream, each as a block of its own. A table is the only item of its stream.
pub(super) fn print_items(items: TokenStream) -> Vec<String> {
    if let Some(text) = table(&items) {
        return vec![text];
    }
    match syn::parse2::<syn::File>(items) {
        Ok(file) => file
            .items
            .into_iter()
            .map(|item| {
                let file = syn::File {
                    shebang: None,
                    attrs: Vec::new(),
                    items: vec![item],
                };
                let text = prettyplease::unparse(&file);
                match file.items.first() {
                    Some(syn::Item::Use(_)) => on_one_line(&text),
                    _ => spaced(&text),
                }
            })
            .collect(),
        // Not reachable from this emitter. The compiler would report the error, where
        // a missing item would go unnoticed.
        Err(error) => vec![format!("{}\n", error.into_compile_error())],
    }
}

/// A call of a macro whose argument is a name and a table: one line each. prettyplease prints the tokens of a
/// macro that it does not know as they come.
fn table(item: &TokenStream) -> Option<String> {
    let call: Vec<TokenTree> = item.clone().into_iter().collect();
    let [
        TokenTree::Ident(macro_name),
        TokenTree::Punct(_),
        TokenTree::Group(argument),
        TokenTree::Punct(_),
    ] = call.as_slice()
    else {
        return None;
    };
    let mut head: Vec<TokenTree> = argument.stream().into_iter().collect();
    let Some(TokenTree::Group(lines)) = head.pop() else {
        return None;
    };
    // The path of a type, and optionally a colon and further arguments.
    let [TokenTree::Ident(_), ..] = head.as_slice() else {
        return None;
    };
    let mut text = format!("{macro_name}!(");
    let mut in_path = true;
    for token in &head {
        let is_joint = matches!(token, TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint);
        let token = token.to_string();
        if token == ":" {
            in_path |= is_joint;
        } else if !in_path {
            text.push(' ');
        } else {
            in_path = false;
        }
        text.push_str(&token);
    }
    text.push_str(" {");
    let mut at_start = true;
    // Whether no space follows this token, as in `objects::Charge` and `List<Json>`.
    let mut glued = false;
    let mut in_path = false;
    for token in lines.stream() {
        let is_joint = matches!(&token, TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint);
        let token = token.to_string();
        match token.as_str() {
            "," | ":" | "<" | ">" => {}
            _ if glued => {}
            _ if at_start => text.push_str("\n    "),
            _ if text.ends_with("::") => {}
            _ => text.push(' '),
        }
        at_start = token == ",";
        glued = token == "<" || (token == ":" && in_path);
        in_path = token == ":" && is_joint;
        text.push_str(&token);
    }
    text.push_str(if text.ends_with('{') {
        "});\n"
    } else {
        "\n});\n"
    });
    Some(text)
}

/// An import on one line, however long its path is, below its documentation.
fn on_one_line(text: &str) -> String {
    let is_doc = |line: &&str| line.starts_with("///") || line.starts_with("#[");
    let docs = text
        .lines()
        .take_while(is_doc)
        .map(|line| format!("{line}\n"));
    let words: Vec<&str> = text.lines().skip_while(is_doc).map(str::trim).collect();
    let import = words
        .join(" ")
        .replace("{ ", "{")
        .replace(", }", "}")
        .replace(" }", "}");
    docs.chain([import, "\n".to_owned()]).collect()
}

/// The lines of a text, with the head of a setter on one where that is at most as long as rustfmt's. prettyplease breaks it
/// earlier.
fn setters_on_one_line(text: &str) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = text.lines().rev().collect();
    while let Some(line) = rest.pop() {
        let head = line.trim_start().starts_with("pub fn ") && line.ends_with('(');
        if let ([.., close, argument, own], true) = (rest.as_slice(), head)
            && own.trim() == "self,"
            && close.trim() == ") -> Self {"
        {
            let argument = argument.trim().trim_end_matches(',');
            let joined = format!("{line}self, {argument}) -> Self {{");
            if joined.len() <= WIDTH {
                lines.push(joined);
                rest.truncate(rest.len().saturating_sub(3));
                continue;
            }
        }
        lines.push(line.to_owned());
    }
    lines
}

/// Puts a blank line between the functions and constants of an impl.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_body = false;
    for line in setters_on_one_line(text) {
        let line = line.as_str();
        if after_body && line != "}" {
            out.push('\n');
        }
        after_body = matches!(line, "    }" | "    };" | "    ];");
        out.push_str(line);
        out.push('\n');
    }
    out
}
