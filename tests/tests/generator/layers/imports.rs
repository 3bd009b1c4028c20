//! The modules of a crate, and the crate's paths that each module uses.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, File, Item};

/// A file of a crate.
pub(super) struct Module {
    /// Module path from the crate root.
    pub(super) path: Vec<String>,
    /// Folders, from `src`.
    pub(super) folder: Vec<String>,
    /// Paths that it uses, from the crate root.
    named: Vec<Vec<String>>,
    /// Modules in separate files.
    declared: Vec<String>,
    /// Name → path, of `pub use`.
    exported: BTreeMap<String, Vec<String>>,
}

impl Module {
    /// The paths that it uses, with re-exports of the root resolved. A path without a module is not from this crate.
    pub(super) fn targets(&self, modules: &[Self]) -> Vec<Vec<String>> {
        let root = modules.iter().find(|module| module.path.is_empty());
        let exported = |path: &Vec<String>| match path.as_slice() {
            [name] => root.and_then(|root| root.exported.get(name)).cloned(),
            _ => None,
        };
        let named = self.named.iter();
        named
            .map(|path| exported(path).unwrap_or_else(|| path.clone()))
            .filter_map(|path| {
                // The longest prefix that is a module. Other modules are generated.
                let is_module = |n: &usize| modules.iter().any(|module| module.path == path[..*n]);
                let length = (0..=path.len()).rev().find(is_module).unwrap_or_default();
                (length > 0 || path.len() == 1).then(|| path[..length].to_vec())
            })
            .collect()
    }
}

/// The modules of the crate with this `src` folder.
pub(super) fn modules(src: &Path) -> Vec<Module> {
    let mut files = BTreeMap::new();
    tests::collect(src, src, &mut files);
    let rust = files
        .iter()
        .filter_map(|(file, text)| Some((file.strip_suffix(".rs")?, text)));
    let all: Vec<Module> = rust.filter_map(|(file, text)| module(file, text)).collect();
    // A file that no module declares is data, such as a program that is built elsewhere.
    let is_declared = |path: &[String]| {
        let declares = |parent: &Module| match path.split_last() {
            Some((name, above)) => parent.path == above && parent.declared.contains(name),
            None => false,
        };
        path.is_empty() || all.iter().any(declares)
    };
    let is_part = |path: &[String]| (0..=path.len()).all(|n| is_declared(&path[..n]));
    let found: Vec<bool> = all.iter().map(|module| is_part(&module.path)).collect();
    let kept = all.into_iter().zip(found);
    kept.filter_map(|(module, found)| found.then_some(module))
        .collect()
}

fn module(file: &str, text: &str) -> Option<Module> {
    let mut path: Vec<String> = file.split('/').map(str::to_owned).collect();
    let folder = path[..path.len() - 1].to_vec();
    match path.last().map(String::as_str) {
        // A binary uses its library from outside, and test files do not belong to the crate.
        Some("main" | "tests") => return None,
        _ if folder.iter().any(|folder| folder == "tests") => return None,
        Some("lib" | "mod") => drop(path.pop()),
        _ => {}
    }
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut module = Module {
        path: path.clone(),
        folder,
        named: Vec::new(),
        declared: Vec::new(),
        exported: BTreeMap::new(),
    };
    module.items(parsed, &path);
    Some(module)
}

impl Module {
    fn items(&mut self, file: File, here: &[String]) {
        for item in file.items {
            match item {
                Item::Mod(item) if is_test(&item.attrs) => {}
                Item::Mod(item) => {
                    let inner: Vec<String> = [here, &[item.ident.to_string()]].concat();
                    if item.content.is_none() {
                        self.declared.push(item.ident.to_string());
                    }
                    if let Some((_, items)) = item.content {
                        let (shebang, attrs) = (None, Vec::new());
                        self.items(
                            File {
                                shebang,
                                attrs,
                                items,
                            },
                            &inner,
                        );
                    }
                }
                Item::Use(item) => {
                    let public = !matches!(item.vis, syn::Visibility::Inherited);
                    let paths = tree(item.tree.to_token_stream(), &[]);
                    for path in &paths {
                        let Some(path) = absolute(path, here) else {
                            // `pub use module::Name`, next to `mod module`.
                            let of_child = [here, path].concat();
                            if public && let Some(name) = path.last() {
                                self.exported.insert(name.clone(), of_child.clone());
                            }
                            if here.is_empty() {
                                self.named.push(of_child);
                            }
                            continue;
                        };
                        self.named.push(path);
                    }
                }
                item => self.tokens(item.to_token_stream(), here),
            }
        }
    }

    /// Paths in code, including the bodies of macros.
    fn tokens(&mut self, tokens: TokenStream, here: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if path.is_empty() || colons == 2 => {
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    if colons <= 2 {
                        continue;
                    }
                }
                TokenTree::Group(group) => {
                    if colons == 2 {
                        for path in tree(group.stream(), &path) {
                            self.named.extend(absolute(&path, here));
                        }
                    }
                    self.tokens(group.stream(), here);
                }
                _ => {}
            }
            self.named.extend(absolute(&path, here));
            path.clear();
            colons = 0;
            if let TokenTree::Ident(ident) = &token {
                path.push(ident.to_string());
            }
        }
        self.named.extend(absolute(&path, here));
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute
            .meta
            .require_list()
            .map(|list| list.tokens.to_string());
        attribute.path().is_ident("cfg")
            && condition.is_ok_and(|text| {
                // The feature `testing` is no test.
                let has = |word| {
                    text.split(|c: char| !c.is_alphanumeric())
                        .any(|other| other == word)
                };
                has("test") && !has("not")
            })
    })
}

/// The paths of a use tree.
fn tree(tokens: TokenStream, above: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut path = above.to_vec();
    let mut is_open = false;
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "as" => drop(tokens.next()),
            TokenTree::Ident(ident) if ident == "self" && !path.is_empty() => is_open = true,
            TokenTree::Ident(ident) => {
                path.push(ident.to_string());
                is_open = true;
            }
            TokenTree::Punct(mark) if mark.as_char() == ',' => {
                if is_open {
                    paths.push(path);
                }
                path = above.to_vec();
                is_open = false;
            }
            TokenTree::Punct(mark) if mark.as_char() == '*' => {
                path.push("*".to_owned());
                is_open = true;
            }
            TokenTree::Group(group) => {
                paths.extend(tree(group.stream(), &path));
                is_open = false;
            }
            _ => {}
        }
    }
    if is_open {
        paths.push(path);
    }
    paths
}

/// A path from the crate root; `None` if it begins elsewhere.
fn absolute(path: &[String], here: &[String]) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        // `pub(crate)` and `pub(super)` are not imports.
        _ if rest.is_empty() => None,
        "crate" => Some(rest.to_vec()),
        "self" => Some([here, rest].concat()),
        "super" => {
            let supers = path.iter().take_while(|name| *name == "super").count();
            let above = here.len().checked_sub(supers)?;
            Some([&here[..above], &path[supers..]].concat())
        }
        _ => None,
    }
}
