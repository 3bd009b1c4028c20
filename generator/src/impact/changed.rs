//! The items of the first client that the second lacks, or has with another signature.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::events;
use super::known::Both;
use super::surface::{aliases, module, walk};
use crate::diff::Files;

/// What is compared of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Signature {
    /// A type or module under another name.
    Alias,
    /// A module.
    Module,
    /// What it is, with the types of a member.
    Item(String),
}

type Surface = BTreeMap<String, Signature>;

/// The items that differ by their paths, and whether only the path does: the place of a definition was removed, and others
/// that share it keep it under their own names.
pub(super) fn changed(both: &Both, base: &Files, head: &Files) -> BTreeMap<String, bool> {
    let differing = base
        .iter()
        .filter(|(path, text)| head.get(*path) != Some(text));
    let differing = differing.filter_map(|(path, text)| Some((path, text, module(path)?)));
    let in_base = |module: &str, path: &str| {
        resolved(path, module, &|full| both.base.has(full), &|full| {
            both.of_base(full).to_owned()
        })
    };
    let head = Head {
        both,
        files: head,
        read: RefCell::default(),
        surface: RefCell::default(),
    };
    let mut found = BTreeMap::new();
    for (file, text, module) in differing {
        head.read(file);
        for (path, signature) in surface(text, &module, &in_base) {
            if !head.has_same(&path, &signature) {
                let is_kept = head.is_kept(&path, &signature);
                found.insert(path, is_kept);
            }
        }
    }
    found
}

/// The items of the second client. Its files are read as they are needed: most are the same in both.
struct Head<'a> {
    both: &'a Both,
    files: &'a Files,
    read: RefCell<BTreeSet<String>>,
    surface: RefCell<Surface>,
}

impl Head<'_> {
    fn read(&self, file: &str) {
        let Some((text, module)) = self.files.get(file).zip(module(file)) else {
            return;
        };
        if self.read.borrow_mut().insert(file.to_owned()) {
            let both = self.both;
            let in_head = |module: &str, path: &str| {
                resolved(path, module, &|full| both.head.has(full), &|full| {
                    both.of_head(full).to_owned()
                })
            };
            self.surface
                .borrow_mut()
                .extend(surface(text, &module, &in_head));
        }
    }

    fn get(&self, path: &str) -> Option<Signature> {
        self.surface.borrow().get(path).cloned()
    }

    /// The signature of an item, which may be in a file that was not read yet.
    fn find(&self, path: &str, owner: &str) -> Option<Signature> {
        if self.get(path).is_none() && self.get(owner).is_none() {
            let name = owner.rsplit("::").next().unwrap_or_default();
            let defines = [
                format!("struct {name} "),
                format!("enum {name} "),
                format!("struct {name}("),
            ];
            let files = self.files.iter().filter(|(file, text)| {
                let may_have = module(file).is_some_and(|module| owner.starts_with(&module));
                may_have && defines.iter().any(|line| text.contains(line))
            });
            files.for_each(|(file, _)| self.read(file));
        }
        self.get(path)
    }

    /// Whether an item that is missing under its own path is there under another name of its type.
    fn is_kept(&self, path: &str, signature: &Signature) -> bool {
        let Both { base, head } = self.both;
        let (owner, member) = path.rsplit_once("::").unwrap_or(("", path));
        let (definition, member) = match base.has(path) {
            true => (path, None),
            false => (owner, Some(member)),
        };
        if head.has(definition) || !matches!(signature, Signature::Item(_)) {
            return false;
        }
        let mut aliases = base.aliases(definition).filter(|alias| head.has(alias));
        aliases.any(|alias| {
            let owner = head.definition(alias);
            let path = match member {
                Some(member) => format!("{owner}::{member}"),
                None => owner.to_owned(),
            };
            self.find(&path, owner).as_ref() == Some(signature)
        })
    }

    fn has_same(&self, path: &str, signature: &Signature) -> bool {
        let Both { head, .. } = self.both;
        match signature {
            Signature::Module => head.has_module(path) || self.get(path).is_some(),
            Signature::Alias if path.rsplit("::").next().is_some_and(is_lower) => {
                head.has_module(path) || self.get(path).is_some()
            }
            Signature::Alias => {
                head.has(path) && self.both.of_base(path) == self.both.of_head(path)
            }
            Signature::Item(_) => {
                let (owner, member) = path.rsplit_once("::").unwrap_or(("", path));
                // A type, or a member of one.
                let (owner, here) = if head.has(path) || !self.both.base.has(owner) {
                    let path = head.definition(path);
                    (path.to_owned(), path.to_owned())
                } else {
                    let owner = head.definition(owner);
                    (owner.to_owned(), format!("{owner}::{member}"))
                };
                self.find(&here, &owner).as_ref() == Some(signature)
            }
        }
    }
}

fn is_lower(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A path as it is written in a module, from the root of the crate and as `same` has it. Names of the language and of the
/// runtime stay as they are.
fn resolved(
    path: &str,
    module: &str,
    is_known: &dyn Fn(&str) -> bool,
    same: &dyn Fn(&str) -> String,
) -> String {
    let path = path.trim_start_matches("crate::");
    let here = format!("{module}::{path}");
    match () {
        () if is_known(&here) => same(&here),
        () if is_known(path) => same(path),
        () => path.to_owned(),
    }
}

fn surface(text: &str, module: &str, resolve: &dyn Fn(&str, &str) -> String) -> Surface {
    let mut surface = Surface::new();
    let Ok(mut file) = syn::parse_file(text) else {
        return surface;
    };
    for (name, line) in events::read(&file.items) {
        surface.insert(format!("{module}::{name}"), Signature::Item(line));
    }
    add_aliases(&file.items, module, &mut surface);
    walk(&mut file.items, module, resolve, &mut |found| {
        let signature = if found.signature.is_empty() {
            Signature::Module
        } else {
            Signature::Item(found.signature)
        };
        surface.insert(found.path, signature);
    });
    surface
}

fn add_aliases(items: &[syn::Item], module: &str, surface: &mut Surface) {
    for item in items {
        match item {
            syn::Item::Use(import) => surface.extend(
                aliases(import)
                    .into_iter()
                    .map(|alias| (format!("{module}::{}", alias.name), Signature::Alias)),
            ),
            syn::Item::Mod(inner) => {
                if let Some((_, items)) = &inner.content {
                    add_aliases(items, &format!("{module}::{}", inner.ident), surface);
                }
            }
            _ => {}
        }
    }
}
