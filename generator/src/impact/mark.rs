//! Marks items of a generated file as deprecated, so that the compiler reports each of their uses.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, parse_quote};

use super::surface::{Alias, Found, aliases, walk};
use super::{Mark, events};

/// The marks of items, by their paths.
pub(super) type Marks = BTreeMap<String, Mark>;

/// How the note of a mark begins.
pub(super) const NOTE: &str = "impact:";

/// What follows the numbers where it depends on the use whether it is affected.
pub(super) const DEPENDS: char = '?';

/// The file with an attribute on each item that has a mark; `None` if none does.
pub(super) fn mark(text: &str, module: &str, marks: &Marks) -> Option<String> {
    let mut file = syn::parse_file(text).ok()?;
    let mut is_marked = false;
    let mut note = |path: &str| {
        let Mark { changes, depends } = marks.get(path)?;
        is_marked = true;
        let numbers: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let depends = depends.then_some(DEPENDS).map(String::from);
        let note = format!(
            "{NOTE}{}{} {path}",
            numbers.join(","),
            depends.unwrap_or_default()
        );
        Some(quote!(deprecated(note = #note)))
    };
    file.items = resolved(file.items, module, &|path| marks.contains_key(path));
    let as_written = |_: &str, path: &str| path.to_owned();
    walk(&mut file.items, module, &as_written, &mut |found| {
        let Found {
            path, attributes, ..
        } = found;
        if let Some(note) = note(&path) {
            // An item has one such attribute at most.
            attributes.retain(|attribute| !attribute.path().is_ident("deprecated"));
            attributes.push(parse_quote!(#[#note]));
        }
    });
    let notes: BTreeMap<String, TokenStream> = events::read(&file.items)
        .into_iter()
        .filter_map(|(name, _)| {
            let note = note(&format!("{module}::{name}"))?;
            Some((name, quote!(#[#note])))
        })
        .collect();
    events::mark(&mut file.items, &|name| notes.get(name).cloned());
    is_marked.then(|| prettyplease::unparse(&file))
}

/// The items, with an item of its own for each alias that has a mark: the compiler ignores attributes of imports.
fn resolved(items: Vec<Item>, module: &str, has_mark: &dyn Fn(&str) -> bool) -> Vec<Item> {
    let resolve = |item: Item| -> Vec<Item> {
        match item {
            Item::Use(import) => {
                let aliases = aliases(&import);
                let marked = |alias: &Alias| has_mark(&format!("{module}::{}", alias.name));
                if !aliases.iter().any(marked) {
                    return vec![Item::Use(import)];
                }
                let items = aliases.iter().map(|alias| {
                    let Alias { name, target } = alias;
                    match (marked(alias), alias.is_module()) {
                        (false, _) => parse_quote!(pub use #target as #name;),
                        (true, true) => parse_quote!(pub mod #name { pub use #target::*; }),
                        (true, false) => parse_quote!(pub type #name = #target;),
                    }
                });
                items.collect()
            }
            Item::Mod(mut inner) => {
                if let Some((_, items)) = &mut inner.content {
                    let path = format!("{module}::{}", inner.ident);
                    *items = resolved(std::mem::take(items), &path, has_mark);
                }
                vec![Item::Mod(inner)]
            }
            other => vec![other],
        }
    };
    items.into_iter().flat_map(resolve).collect()
}
