//! Gives every named type and every operation its path in the client.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::ident::pascal;
use super::{Case, Holder, Ledger, Since, identifier, ledger, length, methods, singular};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Pointer, Source};
use crate::ir::{Api, Operation, SchemaPath, Segment, Shape};

/// Names that generated modules use for something else: the prelude of the
/// language, that of the client and type parameters. A test compares them with
/// `templates/src/prelude.rs`.
const RESERVED: [&str; 57] = [
    "BTreeMap",
    "Box",
    "C",
    "Clone",
    "Constant",
    "Copy",
    "Currency",
    "D",
    "DateTime",
    "Debug",
    "Decimal",
    "Decode",
    "Default",
    "Drop",
    "Encode",
    "Encoding",
    "Endpoint",
    "Enumeration",
    "Eq",
    "Err",
    "Expand",
    "Expandable",
    "Fault",
    "Fields",
    "From",
    "Hash",
    "Holds",
    "Int64",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "List",
    "M",
    "Method",
    "Node",
    "None",
    "Number",
    "Ok",
    "Option",
    "Page",
    "Params",
    "PartialEq",
    "Request",
    "Result",
    "SearchResult",
    "Some",
    "String",
    "Stripe",
    "T",
    "Timestamp",
    "ToString",
    "Undocumented",
    "Upload",
    "Value",
    "Vec",
    "Writer",
];

/// Names that modules of the client and methods of its clients have.
const RESERVED_SERVICES: [&str; 18] = [
    "assemble", "blocking", "builder", "client", "clone", "exchange", "execute", "json", "new",
    "objects", "params", "plumbing", "prelude", "raw", "services", "to_owned", "values", "version",
];

/// Whether generated modules use a name for something else.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A path in the client, without `crate`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustPath {
    /// Modules, outermost first.
    pub module: Vec<String>,
    /// Name of the type.
    pub name: String,
}

impl RustPath {
    fn parse(text: &str) -> Option<Self> {
        let mut module: Vec<String> = text.split("::").map(str::to_owned).collect();
        let name = module.pop()?;
        let legal = |part: &String| syn::parse_str::<syn::Ident>(part).is_ok();
        (!module.is_empty() && module.iter().all(legal) && legal(&name))
            .then_some(Self { module, name })
    }
}

impl fmt::Display for RustPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for module in &self.module {
            write!(f, "{module}::")?;
        }
        f.write_str(&self.name)
    }
}

/// All names of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    paths: BTreeMap<SchemaPath, RustPath>,
    requests: BTreeMap<String, RustPath>,
}

impl Names {
    /// Path of the type at a place.
    #[must_use]
    pub fn of(&self, place: &SchemaPath) -> Option<&RustPath> {
        self.paths.get(place)
    }

    /// Path of the request type of an operation.
    #[must_use]
    pub fn request(&self, operation: &Operation) -> Option<&RustPath> {
        self.requests.get(&operation.route())
    }

    /// All places that have a name, as the ledger writes them.
    #[must_use]
    pub fn places(&self) -> BTreeSet<String> {
        let types = self.paths.keys().map(ToString::to_string);
        let requests = self.requests.keys();
        let requests = requests.flat_map(|route| [route.clone(), method_key(route)]);
        types.chain(requests).collect()
    }
}

/// Names everything in `api`: by the ledger where it knows the place, by rule
/// elsewhere. Operations take the service and method that the ledger has for
/// them. New names are added to the ledger.
///
/// # Errors
///
/// Names of the ledger that are not legal, and places whose name is taken.
pub(crate) fn name(
    api: &mut Api,
    ledger: &mut Ledger,
    data: &Data,
) -> Result<Names, Vec<Diagnostic>> {
    let has = places(api);
    let lost = |holder: &Holder<'_>| holder.renamed || !has.contains(holder.place);
    let mut naming = Naming {
        taken: ledger.paths().map(str::to_owned).collect(),
        lost: ledger
            .holders()
            .filter(|(_, holder)| lost(holder))
            .map(|(path, holder)| (path.to_owned(), holder.to_string()))
            .collect(),
        since: ledger.release(&api.version),
        ledger,
        file: &data.ledger_file,
        problems: Vec::new(),
    };
    let mut names = Names::default();
    for operation in &mut api.operations {
        naming.method(operation);
        let place = SchemaPath::operation(&operation.route());
        let wanted = request_path(operation);
        let home = |module: &[String]| module == wanted.module;
        let path = naming.give(&place, &wanted, home, "Request", &operation.pointer);
        names.requests.insert(operation.route(), path);
    }
    naming.problems.extend(methods::check(&api.operations));
    // Places are ordered by length: the shortest path takes a name first.
    for (place, def) in &api.types {
        let wanted = type_path(place, &names);
        // A module of its own is for a name that is too long. The ledger may have another mind of that: names that the
        // length depends on can be changed.
        let base = module(place, &names);
        let home = |module: &[String]| match module.strip_prefix(base.as_slice()) {
            Some(inner) => inner.len() <= 1,
            None => false,
        };
        let path = naming.give(place, &wanted, home, suffix(api, &def.shape), &def.pointer);
        names.paths.insert(place.clone(), path);
    }
    if naming.problems.is_empty() {
        Ok(names)
    } else {
        Err(naming.problems)
    }
}

/// The place that the ledger keeps the service and method of an operation under.
fn method_key(route: &str) -> String {
    format!("{route} ()")
}

/// All places of a document that are to have a name, as the ledger writes them.
fn places(api: &Api) -> BTreeSet<String> {
    let types = api.types.keys().map(ToString::to_string);
    let routes = api.operations.iter().map(Operation::route);
    let operations = routes.flat_map(|route| [method_key(&route), route]);
    types.chain(operations).collect()
}

struct Naming<'a> {
    ledger: &'a mut Ledger,
    /// The text that the ledger was read from.
    file: &'a Arc<Source>,
    /// All paths that have or had a place.
    taken: BTreeSet<String>,
    /// Those of them that nothing has in this document, each with whose it was.
    lost: BTreeMap<String, String>,
    since: Since,
    problems: Vec<Diagnostic>,
}

impl Naming<'_> {
    /// The service and method of an operation.
    fn method(&mut self, operation: &mut Operation) {
        let key = method_key(&operation.route());
        if let Some(known) = self.ledger.path(&key) {
            let mut steps: Vec<String> = known.split('.').map(str::to_owned).collect();
            operation.name = steps.pop().unwrap_or_default();
            operation.service = steps;
        } else if let Some(holder) = self.lost.get(&operation.full_name()) {
            let message = format!(
                "`{}` was the name of {holder}, and calls that were written for that must not become calls of this",
                operation.full_name()
            );
            self.problems.push(methods::problem(operation, message));
        }
        self.ledger.give(&key, &operation.full_name(), &self.since);
    }

    fn give(
        &mut self,
        place: &SchemaPath,
        wanted: &RustPath,
        is_home: impl Fn(&[String]) -> bool,
        suffix: &str,
        pointer: &str,
    ) -> RustPath {
        let key = place.to_string();
        if let Some(known) = self.ledger.path(&key) {
            return match RustPath::parse(known) {
                Some(path) if is_home(&path.module) && !is_reserved(&path.name) => path,
                _ => {
                    let module = wanted.module.join("::");
                    let message = format!(
                        "the name `{known}` of `{key}` is not that of a type in `{module}`"
                    );
                    self.problem("ledger", pointer, message);
                    if let Some(problem) = self.problems.last_mut() {
                        problem.row = ledger::row_of(self.file, &key).map(Box::new);
                    }
                    wanted.clone()
                }
            };
        }
        let path = self.free(wanted, suffix);
        if !self.taken.insert(path.to_string()) {
            self.problem(
                "name-taken",
                pointer,
                format!("the name `{path}` for `{key}` is taken by another place"),
            );
        }
        self.ledger.give(&key, &path.to_string(), &self.since);
        path
    }

    /// The path that is wanted, or one like it where that is taken.
    fn free(&self, wanted: &RustPath, suffix: &str) -> RustPath {
        let mut path = wanted.clone();
        if is_reserved(&path.name) || self.taken.contains(&path.to_string()) {
            // A clash says what kind of thing the longer path stands for.
            path.name.push_str(suffix);
        }
        // What was removed holds its name for ever, and must not stop what is new from having one.
        let stem = path.name.clone();
        let mut number = 2_usize;
        while self.lost.contains_key(&path.to_string()) {
            path.name = format!("{stem}{number}");
            number += 1;
        }
        path
    }

    fn problem(&mut self, code: &'static str, pointer: &str, message: String) {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        self.problems
            .push(Diagnostic::error(code, pointer, message));
    }
}

/// What a type is, wherever its definition is shared from: sharing must not
/// decide a name.
fn suffix(api: &Api, shape: &Shape) -> &'static str {
    match shape {
        Shape::Object { .. } => "Object",
        Shape::Enum { .. } => "Enum",
        Shape::Union { .. } => "Union",
        Shape::Alias(other) => api
            .types
            .get(other)
            .map_or("Object", |def| suffix(api, &def.shape)),
    }
}

/// The module of one step of a service path, and the method that leads to it.
#[must_use]
pub fn service_identifier(step: &str) -> String {
    let name = identifier(step, Case::Snake);
    if RESERVED_SERVICES.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// Modules of a service.
fn service_module(service: &[String]) -> Vec<String> {
    let steps = service.iter().map(|step| service_identifier(step));
    std::iter::once("services".to_owned())
        .chain(steps)
        .collect()
}

/// Verb, then what it acts on: `CreateRefund`, `ListChargeRefunds`.
fn request_path(operation: &Operation) -> RustPath {
    let collection = |step: &String| {
        operation.path.windows(2).any(
            |pair| matches!(pair, [Segment::Literal(name), Segment::Argument(_)] if name == step),
        )
    };
    let many = matches!(operation.name.as_str(), "list" | "search");
    let mut name = identifier(&operation.name, Case::Pascal);
    for (index, step) in operation.service.iter().enumerate() {
        let last = index + 1 == operation.service.len();
        let one = if last { !many } else { collection(step) };
        let noun = if one { singular(step) } else { step.clone() };
        name.push_str(&identifier(&noun, Case::Pascal));
    }
    RustPath {
        module: service_module(&operation.service),
        name,
    }
}

/// The module that the types of a place are in, but for those with long names.
fn module(place: &SchemaPath, names: &Names) -> Vec<String> {
    match names.requests.get(place.root()) {
        Some(request) => request.module.clone(),
        None => vec!["objects".to_owned()],
    }
}

fn type_path(place: &SchemaPath, names: &Names) -> RustPath {
    let steps = place.steps();
    let mut module = module(place, names);
    let (head, name) = match names.requests.get(place.root()) {
        Some(request) => (
            request.name.as_str(),
            request.name.clone() + &pascal(&steps.join(" ")),
        ),
        None => {
            let whole = format!("{} {}", place.root(), steps.join(" "));
            (place.root(), identifier(&whole, Case::Pascal))
        }
    };
    if name.len() <= length::LONGEST {
        return RustPath { module, name };
    }
    let (inner, name) = length::split(head, steps);
    module.push(inner);
    RustPath { module, name }
}
