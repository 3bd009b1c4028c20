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
mod scope;
mod services;
mod setters;
mod signature;
mod support;
mod tree;
mod types;

use std::collections::{BTreeMap, HashSet};
use std::num::NonZeroUsize;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::diagnostic::Diagnostic;
use crate::events::Events;
use crate::examples::Examples;
use crate::exceptions::Exceptions;
use crate::ir::{Api, SchemaPath};
use crate::names::{Names, RustPath};
use crate::package::USUAL_CRATE;

use about::About;
use docs::Prose;
use expand::Paths;
use files::Files;
use format::Module;
use scope::Scope;
use tree::Tree;

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
