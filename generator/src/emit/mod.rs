//! Emits the files of the client crate, with definitions apart from plumbing.
//!
//! `resources/` and `services/` hold what a reviewer reads: types, fields,
//! parameters and their prose. `plumbing/` repeats their tree with the impls
//! that follow from them. `objects.rs` publishes what is in `resources/`.

mod about;
mod codec;
mod constructor;
mod definitions;
mod deleted;
mod described;
mod docs;
mod events;
mod examples;
mod expand;
mod files;
mod format;
mod guide;
mod manifest;
mod objects;
mod parallel;
mod public;
mod readme;
mod requests;
mod services;
mod signature;
mod support;
mod types;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::num::NonZeroUsize;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::diagnostic::Diagnostic;
use crate::events::Events;
use crate::examples::Examples;
use crate::exceptions::Exceptions;
use crate::ir::{Api, Direction, SchemaPath, Shape, TypeDef};
use crate::names::{Names, RustPath, Use, is_reserved};
use crate::package::USUAL_CRATE;

use about::About;
use docs::Prose;
use expand::Paths;
use files::Files;
use format::Module;

/// The input of the emitter.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The API to emit.
    pub api: &'a Api,
    /// Names of its types and operations.
    pub names: &'a Names,
    /// Exceptions to the rules.
    pub exceptions: &'a Exceptions,
    /// The name that the crate is imported by.
    pub crate_name: &'a str,
    /// Known event types.
    pub events: &'a Events,
    /// Values and calls for examples.
    pub examples: &'a Examples,
}

impl<'a> Context<'a> {
    /// A context for reports, which show the crate under its usual name.
    pub(crate) fn of(lowered: &'a crate::Lowered) -> Self {
        Self {
            api: &lowered.api,
            names: &lowered.names,
            exceptions: &lowered.exceptions,
            crate_name: USUAL_CRATE,
            events: &lowered.events,
            examples: &lowered.examples,
        }
    }
}

/// Emits all files of the crate except for those of the runtime, by path.
///
/// # Errors
///
/// All constructs of the IR that the client does not support.
pub fn emit(context: &Context<'_>) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    emit_on(parallel::cores(), context)
}

/// Like [`emit`](fn@emit), on a given number of threads. The files do not depend on the number.
///
/// # Errors
///
/// As [`emit`](fn@emit).
pub fn emit_on(
    threads: NonZeroUsize,
    context: &Context<'_>,
) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let emitter = Emitter::new(*context);
    support::check(&emitter)?;
    examples::check(&emitter.scope(Vec::new()))?;
    let mut tree = Tree::default();
    // A `TokenStream` is not `Send`, so one thread turns a unit into text.
    let units = units(&emitter);
    for part in parallel::map(threads, &units, |unit| unit.emit(&emitter)) {
        tree.extend(part);
    }
    objects::index(&emitter, &mut tree);
    services::index(&emitter, &mut tree);
    events::emit(&emitter.scope(vec!["events".to_owned()]), &mut tree)?;
    tree.insert(
        "src/plumbing/mod.rs",
        Module::new("Code that follows from the definitions: decoding, encoding and sending.")
            .declare(false, [RESOURCES, "services"]),
    );
    let mut files = tree.print();
    files.insert("src/version.rs".to_owned(), manifest::version(context.api));
    let secrets = manifest::secret_fields(context.exceptions);
    files.insert("src/secret_fields.rs".to_owned(), secrets);
    Ok(files)
}

/// A part of the crate that is emitted independently of others.
enum Unit<'a> {
    /// The definitions of a file of `objects`.
    Objects(objects::File<'a>),
    /// A service with its requests and their types.
    Service(services::Service<'a>),
}

impl Unit<'_> {
    fn emit(&self, emitter: &Emitter<'_>) -> Tree {
        let mut tree = Tree::default();
        match self {
            Self::Objects(file) => file.emit(emitter, &mut tree),
            Self::Service(service) => service.emit(emitter, &mut tree),
        }
        tree
    }
}

/// All units, in the order of their items within one module.
fn units<'a>(emitter: &Emitter<'a>) -> Vec<Unit<'a>> {
    let services = services::services(&emitter.context).into_iter();
    let objects = objects::files(emitter).into_iter();
    services
        .map(Unit::Service)
        .chain(objects.map(Unit::Objects))
        .collect()
}

pub use definitions::Definition;
pub(crate) use definitions::{Defined, Definitions, Key};
pub use described::{Described, Given, Parameter, main_object};
pub use guide::guide;
pub use manifest::{cargo_toml, examples, rust_version};
pub use public::{Named, public_names};
pub use readme::readme;
pub(crate) use signature::Signatures;

/// The import of every module with definitions.
const PRELUDE: &str = "crate::prelude::*";

/// The module that publishes all objects.
const OBJECTS: &str = "objects";

/// The module of the files that define objects. It is not [`OBJECTS`]: there a module such as `refund` has what is inside of
/// a type, and is not the file of a resource.
const RESOURCES: &str = "resources";

/// Modules by path.
#[derive(Default)]
struct Tree(BTreeMap<String, Module>);

impl Tree {
    fn insert(&mut self, path: &str, module: Module) {
        self.0.insert(path.to_owned(), module);
    }

    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The module at a path, created by `new` on first use.
    fn module(&mut self, path: &str, new: impl FnOnce() -> Module) -> &mut Module {
        self.0.entry(path.to_owned()).or_insert_with(new)
    }

    /// Adds the modules of another tree. Items of a module in both trees come last.
    fn extend(&mut self, other: Self) {
        for (path, module) in other.0 {
            match self.0.entry(path) {
                Entry::Vacant(place) => drop(place.insert(module)),
                Entry::Occupied(mut place) => place.get_mut().extend(module),
            }
        }
    }

    fn print(self) -> BTreeMap<String, String> {
        self.0
            .into_iter()
            .map(|(path, module)| (path, module.text()))
            .collect()
    }
}

/// The emitter's input, and data that is derived from it once.
struct Emitter<'a> {
    context: Context<'a>,
    files: Files,
    paths: Paths,
    /// The tombstone of each object that has one.
    tombstones: BTreeMap<SchemaPath, SchemaPath>,
    prose: Prose,
    /// Places with types inside, so that there is a module for these.
    outer: HashSet<SchemaPath>,
    about: About,
}

impl<'a> Emitter<'a> {
    fn new(context: Context<'a>) -> Self {
        let above = |place: &SchemaPath| std::iter::successors(place.parent(), SchemaPath::parent);
        Self {
            files: Files::new(context.api),
            paths: Paths::new(context.api),
            tombstones: deleted::tombstones(context.api),
            prose: Prose::default(),
            outer: context.api.types.keys().flat_map(above).collect(),
            about: About::new(&context),
            context,
        }
    }

    /// The scope of a file, which defines the items of this module. The path is without `crate`.
    fn scope(&self, here: Vec<String>) -> Scope<'_> {
        Scope {
            emitter: self,
            here,
            resource: None,
        }
    }

    /// The scope of a file of `resources`.
    fn resource(&self, file: &str) -> Scope<'_> {
        Scope {
            emitter: self,
            here: vec![OBJECTS.to_owned()],
            resource: Some(file.to_owned()),
        }
    }

    /// The scope of the file that defines the type at a place.
    fn file_of(&self, place: &SchemaPath) -> Option<Scope<'_>> {
        if let Some(file) = self.files.of(place) {
            return Some(self.resource(file));
        }
        let mut operations = self.api.operations.iter();
        let operation = operations.find(|operation| operation.route() == place.root())?;
        Some(self.scope(self.names.request_module(operation)?))
    }
}

impl<'a> std::ops::Deref for Emitter<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Self::Target {
        &self.context
    }
}

/// The emitter, and the module that it writes to.
struct Scope<'a> {
    emitter: &'a Emitter<'a>,
    /// Path of the module, without `crate`.
    here: Vec<String>,
    /// The file of `resources` that the module is in.
    resource: Option<String>,
}

impl<'a> std::ops::Deref for Scope<'a> {
    type Target = Emitter<'a>;

    fn deref(&self) -> &Self::Target {
        self.emitter
    }
}

impl Scope<'_> {
    /// The name of a type in the module that defines it.
    fn type_name(&self, place: &SchemaPath) -> Ident {
        ident(
            self.names
                .of(place)
                .map_or("Json", |path| path.name.as_str()),
        )
    }

    /// The path of a type, as written in this module. No module imports all objects:
    /// each imported name costs memory in each module, and there are thousands.
    fn mention(&self, place: &SchemaPath) -> TokenStream {
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
    fn module(&self, path: &RustPath) -> Scope<'_> {
        Scope {
            emitter: self.emitter,
            here: path.module.clone(),
            resource: self.resource.clone(),
        }
    }

    /// The file of this scope, without extension.
    fn file(&self) -> String {
        match &self.resource {
            Some(file) => format!("{RESOURCES}/{file}"),
            None => self.here.join("/"),
        }
    }

    /// Writes a type to the file of this scope, in the module of its name, and its plumbing to the plumbing file of the same
    /// name. Imports the prelude only if it is used: every definition except for an alias needs it.
    fn write(&self, place: &SchemaPath, def: &TypeDef, title: &str, tree: &mut Tree) {
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
            let module = tree.module(&format!("src/plumbing/{file}.rs"), || Module::new(title));
            module.import(PRELUDE);
            module.import(&root);
            module.item(item);
        }
    }

    fn docs(&self, text: Option<&str>) -> Vec<String> {
        let base = self.exceptions.link_base.as_deref();
        text.map(|text| self.prose.lines(text, base))
            .unwrap_or_default()
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
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
