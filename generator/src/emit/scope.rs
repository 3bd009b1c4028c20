//! The emitter at a module: how types are mentioned there, and where their items go.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::format::Module;
use super::tree::Tree;
use super::{Emitter, OBJECTS, PRELUDE, RESOURCES, absolute, ident};
use crate::ir::{Direction, SchemaPath, Shape, TypeDef};
use crate::names::{RustPath, Use, is_reserved};

/// The emitter, and the module that it writes to.
pub(super) struct Scope<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    /// Path of the module, without `crate`.
    pub(super) here: Vec<String>,
    /// The file of `resources` that the module is in.
    pub(super) resource: Option<String>,
}

impl<'a> std::ops::Deref for Scope<'a> {
    type Target = Emitter<'a>;

    fn deref(&self) -> &Self::Target {
        self.emitter
    }
}

impl Scope<'_> {
    /// The name of a type in the module that defines it.
    pub(super) fn type_name(&self, place: &SchemaPath) -> Ident {
        ident(
            self.names
                .of(place)
                .map_or("Json", |path| path.name.as_str()),
        )
    }

    /// The path of a type, as written in this module. No module imports all objects:
    /// each imported name costs memory in each module, and there are thousands.
    pub(super) fn mention(&self, place: &SchemaPath) -> TokenStream {
        let Some(path) = self.names.of(place) else {
            return quote!(Json);
        };
        let name = ident(&path.name);
        let is_here = self.files.of(place) == self.resource.as_deref();
        let inner = path.module.strip_prefix(self.here.as_slice());
        if let Some(inner) = inner.filter(|_| is_here && !self.here.is_empty()) {
            let inner = inner.iter().map(|step| ident(step));
            return quote!(#(#inner::)*#name);
        }
        match path.module.split_first() {
            Some((first, inner)) if first == OBJECTS => {
                let inner = inner.iter().map(|step| ident(step));
                quote!(objects::#(#inner::)*#name)
            }
            _ => absolute(path),
        }
    }

    /// Whether a definition names anything that the prelude has. All do, except for aliases and unions of parameters, which
    /// may name only types of their own modules and of the language.
    fn uses_prelude(&self, def: &TypeDef) -> bool {
        match (&def.shape, def.direction) {
            (Shape::Alias(_), _) => false,
            (Shape::Union { members }, Direction::Request) => members.iter().any(|member| {
                let ty = self.parameter_type(&member.ty).into_iter();
                mentions(ty, |name| {
                    is_reserved(name, Use::Item) && !OF_LANGUAGE.contains(&name)
                })
            }),
            _ => true,
        }
    }

    /// The scope of the module of a type in this file.
    pub(super) fn module(&self, path: &RustPath) -> Scope<'_> {
        Scope {
            emitter: self.emitter,
            here: path.module.clone(),
            resource: self.resource.clone(),
        }
    }

    /// The file of this scope, without extension.
    pub(super) fn file(&self) -> String {
        match &self.resource {
            Some(file) => format!("{RESOURCES}/{file}"),
            None => self.here.join("/"),
        }
    }

    /// Writes a type to the file of this scope, in the module of its name, and its plumbing to the plumbing file of the same
    /// name. Imports the prelude only if it is used: every definition except for an alias needs it.
    pub(super) fn write(&self, place: &SchemaPath, def: &TypeDef, title: &str, tree: &mut Tree) {
        let Some(path) = self.names.of(place) else {
            return;
        };
        let here = self.module(path);
        let (definitions, plumbing) = match def.direction {
            Direction::Request => (
                here.parameter_definition(place, def),
                self.parameter_plumbing(place, def),
            ),
            Direction::Response => (
                here.reply_definition(place, def),
                self.reply_plumbing(place, def),
            ),
        };
        let file = self.file();
        let mut module = tree.module(&format!("src/{file}.rs"), || Module::new(title));
        let inner = path.module.get(self.here.len()..).unwrap_or_default();
        for step in inner {
            module = module.inner(step);
        }
        if here.uses_prelude(def) {
            module.import(PRELUDE);
        }
        definitions.into_iter().for_each(|item| module.item(item));
        let root = match &self.resource {
            Some(file) => format!("crate::{RESOURCES}::{file}::*"),
            None => format!("crate::{}::*", self.here.join("::")),
        };
        for item in plumbing {
            let module = tree.module(&format!("src/plumbing/{file}.rs"), Module::default);
            module.import(PRELUDE);
            module.import(&root);
            module.item(item);
        }
    }

    pub(super) fn docs(&self, text: Option<&str>) -> Vec<String> {
        let base = self.exceptions.link_base.as_deref();
        text.map(|text| self.prose.lines(text, base))
            .unwrap_or_default()
    }
}

/// Types in the prelude of the language that the emitter writes.
const OF_LANGUAGE: [&str; 4] = ["Box", "Option", "String", "Vec"];

/// Whether an identifier is among these tokens.
fn mentions(
    mut tokens: impl Iterator<Item = TokenTree>,
    is_wanted: impl Fn(&str) -> bool + Copy,
) -> bool {
    tokens.any(|token| match token {
        TokenTree::Ident(name) => is_wanted(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream().into_iter(), is_wanted),
        _ => false,
    })
}
