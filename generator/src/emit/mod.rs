//! The client crate as files: definitions for people, plumbing apart.
//!
//! `objects/` and `services/` hold what a reviewer reads: types, fields,
//! parameters and their prose. `plumbing/` repeats their tree with the impls
//! that follow from them.

mod codec;
mod definitions;
mod docs;
mod events;
mod examples;
mod expand;
mod files;
mod format;
mod manifest;
mod objects;
mod public;
mod requests;
mod services;
mod signature;
mod support;
mod types;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::diagnostic::Diagnostic;
use crate::events::Events;
use crate::exceptions::Exceptions;
use crate::ir::{Api, Direction, SchemaPath, Shape, TypeDef};
use crate::names::{Names, RustPath};

use expand::Paths;
use files::Files;
use format::Module;

/// What the emitter reads.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The API to emit.
    pub api: &'a Api,
    /// Names of its types and operations.
    pub names: &'a Names,
    /// What the document does not say.
    pub exceptions: &'a Exceptions,
    /// The name that the crate is imported by.
    pub crate_name: &'a str,
    /// What is known about types of events.
    pub events: &'a Events,
}

impl<'a> Context<'a> {
    /// What one looks at in reports, which have no use for the name of the crate.
    pub(crate) fn of(lowered: &'a crate::Lowered) -> Self {
        Self {
            api: &lowered.api,
            names: &lowered.names,
            exceptions: &lowered.exceptions,
            crate_name: "",
            events: &lowered.events,
        }
    }
}

/// Emits all files of the crate but those of the runtime, by path.
///
/// # Errors
///
/// All constructs of the IR that the client has no code for.
pub fn emit(context: &Context<'_>) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    support::check(context)?;
    let mut tree = Tree::default();
    let files = Files::new(context.api);
    let paths = Paths::new(context.api);
    objects::emit(context, &files, &paths, &mut tree);
    services::emit(context, &files, &paths, &mut tree);
    let scope = Scope {
        context,
        files: &files,
        paths: &paths,
        here: vec!["events".to_owned()],
    };
    events::emit(&scope, &mut tree)?;
    tree.insert(
        "src/plumbing/mod.rs",
        Module::new("What follows from the definitions: decoding, encoding and sending.")
            .declare(false, ["objects", "services"]),
    );
    let mut files = tree.print();
    files.insert("src/version.rs".to_owned(), manifest::version(context.api));
    Ok(files)
}

pub use definitions::Definition;
pub(crate) use definitions::{Defined, Definitions};
pub use manifest::{cargo_toml, examples};
pub use public::{Named, public_names};
pub(crate) use signature::Signatures;

/// What every module with definitions imports.
const PRELUDE: &str = "crate::prelude::*";

/// The module of all objects.
const OBJECTS: &str = "objects";

/// Modules by path.
#[derive(Default)]
struct Tree(BTreeMap<String, Module>);

impl Tree {
    fn insert(&mut self, path: &str, module: Module) {
        self.0.insert(path.to_owned(), module);
    }

    /// The module at a path, made by `new` when it is first asked for.
    fn module(&mut self, path: &str, new: impl FnOnce() -> Module) -> &mut Module {
        self.0.entry(path.to_owned()).or_insert_with(new)
    }

    fn print(self) -> BTreeMap<String, String> {
        self.0
            .into_iter()
            .map(|(path, module)| (path, module.print()))
            .collect()
    }
}

/// The emitter's input, and where the output stands.
struct Scope<'a> {
    context: &'a Context<'a>,
    files: &'a Files,
    paths: &'a Paths,
    /// The module that is written, without `crate`.
    here: Vec<String>,
}

impl<'a> std::ops::Deref for Scope<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Self::Target {
        self.context
    }
}

impl Scope<'_> {
    /// The definition at a place, wherever it is shared from.
    fn definition(&self, place: &SchemaPath) -> Option<&TypeDef> {
        let def = self.api.types.get(place)?;
        match &def.shape {
            Shape::Alias(other) => self.api.types.get(other),
            _ => Some(def),
        }
    }

    /// The name of a type in the module that defines it.
    fn type_name(&self, place: &SchemaPath) -> Ident {
        ident(
            self.names
                .of(place)
                .map_or("Json", |path| path.name.as_str()),
        )
    }

    /// A type as it is mentioned here. No module imports all objects: each
    /// imported name costs memory in each module, and there are thousands.
    fn mention(&self, place: &SchemaPath) -> TokenStream {
        let Some(path) = self.names.of(place) else {
            return quote!(Json);
        };
        let name = ident(&path.name);
        if self.files.module(place, path) == self.here {
            return quote!(#name);
        }
        match path.module.split_first() {
            Some((first, inner)) if first == OBJECTS => {
                let inner = inner.iter().map(|step| ident(step));
                quote!(objects::#(#inner::)*#name)
            }
            _ => absolute(path),
        }
    }

    /// Writes a type to the module of this scope, and its plumbing to that of the same name. What is imported is used:
    /// every definition but an alias needs the prelude.
    fn write(&self, place: &SchemaPath, def: &TypeDef, title: &str, tree: &mut Tree) {
        let (definitions, plumbing) = match def.direction {
            Direction::Request => (
                self.parameter_definition(place, def),
                self.parameter_plumbing(place, def),
            ),
            Direction::Response => (
                self.reply_definition(place, def),
                self.reply_plumbing(place, def),
            ),
        };
        let path = self.here.join("/");
        let module = tree.module(&format!("src/{path}.rs"), || Module::new(title));
        if !plumbing.is_empty() {
            module.import(PRELUDE);
        }
        definitions.into_iter().for_each(|item| module.item(item));
        let module = tree.module(&format!("src/plumbing/{path}.rs"), || Module::new(title));
        for item in plumbing {
            module.import(PRELUDE);
            module.import(&format!("crate::{}::*", self.here.join("::")));
            module.item(item);
        }
    }

    fn docs(&self, text: Option<&str>) -> Vec<String> {
        text.map(|text| docs::markdown(text, self.exceptions.link_base.as_deref()))
            .unwrap_or_default()
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path from the root of the crate.
fn absolute(path: &RustPath) -> TokenStream {
    let module = path.module.iter().map(|step| ident(step));
    let name = ident(&path.name);
    quote!(crate::#(#module::)*#name)
}

/// `#[deprecated]` where the document says so.
fn deprecated(docs: &crate::ir::Docs) -> Option<TokenStream> {
    docs.deprecated.then(|| quote!(#[deprecated]))
}
