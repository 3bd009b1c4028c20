//! The items of a generated file that callers name, each with its signature.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Fields, FnArg, ImplItem, Item, ReturnType, Type, UseTree, Visibility};

/// The module of the crate that a file has the items of; `None` if it has none that callers name.
pub(super) fn module(file: &str) -> Option<String> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    if path == "events" || path == "services/mod" {
        return Some(path.trim_end_matches("/mod").to_owned());
    }
    // Published by `objects`.
    if let Some(file) = path.strip_prefix("resources/") {
        return (file != "mod").then(|| "objects".to_owned());
    }
    path.starts_with("services/")
        .then(|| path.replace('/', "::"))
}

/// An item that callers name.
pub(super) struct Found<'a> {
    /// Its path in the crate, such as `objects::Refund::amount` for a field.
    pub(super) path: String,
    /// What it is and, for members, its types. Empty for modules: they are there or not.
    pub(super) signature: String,
    pub(super) attributes: &'a mut Vec<Attribute>,
}

/// Replaces a path that is written in a module.
pub(super) type Resolve<'a> = &'a dyn Fn(&str, &str) -> String;

/// Calls `visit` for each item of a module, outer ones first.
pub(super) fn walk(
    items: &mut [Item],
    module: &str,
    resolve: Resolve<'_>,
    visit: &mut dyn FnMut(Found<'_>),
) {
    for item in items {
        let path = |name: &dyn ToString| format!("{module}::{}", name.to_string());
        let mut found = |path: String, signature: String, attributes| {
            visit(Found {
                path,
                signature,
                attributes,
            });
        };
        match item {
            Item::Mod(inner) if is_public(&inner.vis) => {
                let path = path(&inner.ident);
                found(path.clone(), String::new(), &mut inner.attrs);
                if let Some((_, items)) = &mut inner.content {
                    walk(items, &path, resolve, visit);
                }
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let path = path(&item.ident);
                found(path.clone(), "struct".to_owned(), &mut item.attrs);
                if let Fields::Named(fields) = &mut item.fields {
                    for field in fields
                        .named
                        .iter_mut()
                        .filter(|field| is_public(&field.vis))
                    {
                        let Some(name) = &field.ident else { continue };
                        let ty = text(&field.ty, module, resolve);
                        found(format!("{path}::{name}"), ty, &mut field.attrs);
                    }
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = path(&item.ident);
                found(path.clone(), "enum".to_owned(), &mut item.attrs);
                for variant in &mut item.variants {
                    let fields = variant.fields.iter();
                    let fields = fields.map(|field| text(&field.ty, module, resolve));
                    let fields: Vec<String> = fields.collect();
                    let path = format!("{path}::{}", variant.ident);
                    found(path, format!("({})", fields.join(", ")), &mut variant.attrs);
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                let target = text(&item.ty, module, resolve);
                found(path(&item.ident), target, &mut item.attrs);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let Some(owner) = owner(&item.self_ty, module) else {
                    continue;
                };
                for inner in &mut item.items {
                    if let ImplItem::Fn(function) = inner
                        && is_public(&function.vis)
                    {
                        let path = format!("{owner}::{}", function.sig.ident);
                        let signature = signature(&function.sig, module, resolve);
                        found(path, signature, &mut function.attrs);
                    }
                }
            }
            _ => {}
        }
    }
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The path of the type that an impl is for.
fn owner(ty: &Type, module: &str) -> Option<String> {
    let Type::Path(ty) = ty else { return None };
    let segments: Vec<String> = ty
        .path
        .segments
        .iter()
        .map(|s| s.ident.to_string())
        .collect();
    match segments.as_slice() {
        // The type of both clients, which the runtime defines.
        [name] if name == "Stripe" => Some("client::Stripe".to_owned()),
        [name] => Some(format!("{module}::{name}")),
        [up, name] if up == "super" => {
            let (parent, _) = module.rsplit_once("::")?;
            Some(format!("{parent}::{name}"))
        }
        _ => None,
    }
}

/// The types of a function's arguments and of its result. Names of arguments are none of a caller's business.
fn signature(sig: &syn::Signature, module: &str, resolve: Resolve<'_>) -> String {
    let inputs = sig.inputs.iter().map(|input| match input {
        FnArg::Receiver(own) => own.to_token_stream().to_string(),
        FnArg::Typed(input) => text(&input.ty, module, resolve),
    });
    let inputs: Vec<String> = inputs.collect();
    let output = match &sig.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => text(ty, module, resolve),
    };
    format!("({}) -> {output}", inputs.join(", "))
}

fn text(ty: &Type, module: &str, resolve: Resolve<'_>) -> String {
    let mut out = String::new();
    tokens(ty.to_token_stream(), module, resolve, &mut out);
    out
}

/// The tokens as text, with each path resolved.
fn tokens(stream: TokenStream, module: &str, resolve: Resolve<'_>, out: &mut String) {
    let mut path = String::new();
    let flush = |path: &mut String, out: &mut String| {
        if !path.is_empty() {
            let resolved = resolve(module, path);
            out.push_str(&resolved);
            out.push(' ');
            path.clear();
        }
    };
    for token in stream {
        match token {
            TokenTree::Ident(name) => {
                if !path.ends_with("::") {
                    flush(&mut path, out);
                }
                path.push_str(&name.to_string());
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => path.push(':'),
            TokenTree::Group(group) => {
                flush(&mut path, out);
                let [open, close] = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ["(", ")"],
                    proc_macro2::Delimiter::Bracket => ["[", "]"],
                    _ => ["{", "}"],
                };
                out.push_str(open);
                tokens(group.stream(), module, resolve, out);
                out.push_str(close);
            }
            other => {
                flush(&mut path, out);
                out.push_str(&other.to_string());
            }
        }
    }
    flush(&mut path, out);
}

/// A name that a `pub use` gives to something of another module.
pub(super) struct Alias {
    /// The name in this module.
    pub(super) name: syn::Ident,
    /// The path of what it stands for.
    pub(super) target: syn::Path,
}

impl Alias {
    /// Whether it is of a module rather than of a type.
    pub(super) fn is_module(&self) -> bool {
        self.name
            .to_string()
            .starts_with(|c: char| c.is_ascii_lowercase())
    }
}

/// The aliases of a `pub use`.
pub(super) fn aliases(item: &syn::ItemUse) -> Vec<Alias> {
    let mut found = Vec::new();
    if is_public(&item.vis) {
        unfold(&item.tree, &mut Vec::new(), &mut found);
    }
    found
}

fn unfold(tree: &UseTree, above: &mut Vec<syn::Ident>, found: &mut Vec<Alias>) {
    let mut alias = |name: &syn::Ident, last: &syn::Ident| {
        let mut target = above.clone();
        target.push(last.clone());
        let target = target.into_iter().map(syn::PathSegment::from).collect();
        found.push(Alias {
            name: name.clone(),
            target: syn::Path {
                leading_colon: None,
                segments: target,
            },
        });
    };
    match tree {
        UseTree::Name(name) => alias(&name.ident, &name.ident),
        UseTree::Rename(rename) => alias(&rename.rename, &rename.ident),
        UseTree::Path(path) => {
            above.push(path.ident.clone());
            unfold(&path.tree, above, found);
            above.pop();
        }
        UseTree::Group(group) => {
            group
                .items
                .iter()
                .for_each(|tree| unfold(tree, above, found));
        }
        UseTree::Glob(_) => {}
    }
}
