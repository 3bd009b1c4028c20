//! The list of event types, which is a call of a macro: `events!(Snapshot { Name: "type" Object, … })`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::Item;

/// A line of the list.
struct Line {
    name: String,
    tokens: Vec<TokenTree>,
}

/// The name of each event type and the rest of its line.
pub(super) fn read(items: &[Item]) -> Vec<(String, String)> {
    let lists = items.iter().filter_map(|item| match item {
        Item::Macro(list) => Some(lines(&list.mac.tokens)),
        _ => None,
    });
    let lines = lists.flatten();
    let read = lines.map(|line| {
        let rest: TokenStream = line.tokens.into_iter().skip(1).collect();
        (line.name, rest.to_string())
    });
    read.collect()
}

/// Puts an attribute before the event types that have one.
pub(super) fn mark(items: &mut [Item], attribute: &dyn Fn(&str) -> Option<TokenStream>) {
    for item in items {
        let Item::Macro(list) = item else { continue };
        let marked = lines(&list.mac.tokens).into_iter().map(|line| {
            let attribute = attribute(&line.name);
            let tokens = line.tokens;
            quote!(#attribute #(#tokens)*,)
        });
        let marked: TokenStream = marked.collect();
        let head = list.mac.tokens.clone().into_iter();
        let head = head.map(|token| match token {
            TokenTree::Group(_) => TokenTree::Group(Group::new(Delimiter::Brace, marked.clone())),
            other => other,
        });
        list.mac.tokens = head.collect();
    }
}

/// The lines in the braces of the list.
fn lines(list: &TokenStream) -> Vec<Line> {
    let group = list.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let tokens: Vec<TokenTree> = group.into_iter().flatten().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    let lines = tokens.split(is_comma).filter_map(|line| {
        let TokenTree::Ident(name) = line.first()? else {
            return None;
        };
        Some(Line {
            name: name.to_string(),
            tokens: line.to_vec(),
        })
    });
    lines.collect()
}
