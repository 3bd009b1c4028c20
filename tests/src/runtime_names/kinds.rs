//! The kinds of types in the committed client: what each derives, and which macros are called for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{last_of_type, parse};

/// What the types of the committed client are made of, by what they are.
#[derive(Default)]
pub(super) struct Kinds {
    pub(super) service_traits: BTreeSet<String>,
    pub(super) setter_traits: BTreeSet<String>,
    /// `new`, which is written out for each request.
    pub(super) setter_functions: BTreeSet<String>,
    pub(super) setter_macros: BTreeSet<String>,
    /// All macros that generated modules call.
    pub(super) macros: BTreeSet<String>,
}

impl Kinds {
    pub(super) fn read(generated: &BTreeMap<String, String>) -> Self {
        let rust = generated
            .iter()
            .filter(|(path, _)| Path::new(path).extension().is_some_and(|of| of == "rs"));
        let files: Vec<syn::File> = rust.map(|(path, text)| parse(path, text)).collect();
        let mut all = Vec::new();
        files.iter().for_each(|file| flatten(&file.items, &mut all));
        let items = || all.iter().copied();
        let mut kinds = Self::default();
        let mut with_setters = BTreeSet::new();
        for item in items() {
            let syn::Item::Struct(item) = item else {
                continue;
            };
            let holds = item
                .fields
                .iter()
                .next()
                .map(|field| last_of_type(&field.ty));
            if item
                .fields
                .iter()
                .any(|field| field.ident.as_ref().is_some_and(|name| name == "client"))
            {
                kinds.service_traits.extend(derives(&item.attrs));
            } else if matches!(holds.as_deref(), Some("Request" | "Params")) {
                with_setters.insert(item.ident.to_string());
                kinds.setter_traits.extend(derives(&item.attrs));
            }
        }
        for item in items() {
            match item {
                syn::Item::Macro(item) => {
                    let called = item
                        .mac
                        .path
                        .segments
                        .last()
                        .map(|last| last.ident.to_string());
                    let Some(called) = called else { continue };
                    kinds.macros.insert(called.clone());
                    // The path of a type, which ends where the table begins.
                    let tokens = item.mac.tokens.clone().into_iter();
                    let head = tokens.take_while(|token| {
                        matches!(token, proc_macro2::TokenTree::Ident(_))
                            || token.to_string() == ":"
                    });
                    if head
                        .last()
                        .is_some_and(|last| with_setters.contains(&last.to_string()))
                    {
                        kinds.setter_macros.insert(called);
                    }
                }
                // Of a request without a client: setters are of requests with any.
                syn::Item::Impl(item) if with_setters.contains(&last_of_type(&item.self_ty)) => {
                    if let Some((_, path, _)) = &item.trait_ {
                        let name = path.segments.last().map(|last| last.ident.to_string());
                        kinds.setter_traits.extend(name);
                    }
                }
                _ => {}
            }
        }
        kinds.setter_functions.insert("new".to_owned());
        kinds
    }
}

/// All items, those of inner modules included.
fn flatten<'a>(items: &'a [syn::Item], all: &mut Vec<&'a syn::Item>) {
    for item in items {
        all.push(item);
        if let syn::Item::Mod(inner) = item
            && let Some((_, items)) = &inner.content
        {
            flatten(items, all);
        }
    }
}

/// The traits that a type derives.
fn derives(attributes: &[syn::Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        let read = attribute.parse_nested_meta(|meta| {
            found.extend(meta.path.segments.last().map(|last| last.ident.to_string()));
            Ok(())
        });
        read.unwrap_or_else(|error| panic!("{error}"));
    }
    found
}
