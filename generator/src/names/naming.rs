//! The pass that names everything, and writes new names into the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    Holder, Ledger, Names, OperationName, RustPath, Since, Use, clashes, is_reserved, ledger,
    method_key, operations, types,
};
use crate::diagnostic::{Diagnostic, Pointer, Source};
use crate::exceptions::Exceptions;
use crate::ir::{Api, Operation, SchemaPath};

/// The inputs of naming other than the document.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    /// Names of operations that follow no rule.
    pub(crate) exceptions: &'a Exceptions,
    /// The text that the ledger was read from, for messages.
    pub(crate) ledger_file: &'a Arc<Source>,
}

/// Names everything in `api`: by the ledger where it knows the place, by rule
/// elsewhere. New names are added to the ledger.
///
/// # Errors
///
/// Names of the ledger that are not legal, and places whose name is taken.
pub(crate) fn name(
    api: &Api,
    ledger: &mut Ledger,
    rules: Rules<'_>,
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
        services: BTreeSet::new(),
        since: ledger.release(&api.version),
        ledger,
        file: rules.ledger_file,
        problems: Vec::new(),
    };
    let mut names = Names::default();
    let by_rule = operations::operations(api, rules.exceptions);
    let mut methods = Vec::new();
    for operation in &api.operations {
        let Some(wanted) = by_rule.get(&operation.route()) else {
            continue;
        };
        let name = naming.method(operation, wanted);
        naming.services.extend(types::service_paths(&name.service));
        methods.push((operation, name));
    }
    for (operation, name) in methods {
        let wanted = types::request_path(operation, &name);
        let request = naming.give(&Wanted {
            place: &SchemaPath::operation(&operation.route()),
            path: &wanted,
            home: Home::Module(&wanted.module),
            suffix: "Request",
            pointer: &operation.pointer,
        });
        names.add_operation(operation.route(), name, request);
    }
    naming.problems.extend(clashes::check(api, &names));
    // Places are ordered by length: the shortest path takes a name first.
    for (place, def) in &api.types {
        let path = naming.give(&Wanted {
            place,
            path: &types::type_path(place, &names),
            home: Home::AtOrBelow(&types::module(place, &names)),
            suffix: types::suffix(api, &def.shape),
            pointer: &def.pointer,
        });
        names.add_type(place.clone(), path);
    }
    if naming.problems.is_empty() {
        Ok(names)
    } else {
        Err(naming.problems)
    }
}

/// All places of a document that are to have a name, as the ledger writes them.
fn places(api: &Api) -> BTreeSet<String> {
    let types = api.types.keys().map(ToString::to_string);
    let routes = api.operations.iter().map(Operation::route);
    let operations = routes.flat_map(|route| [method_key(&route), route]);
    types.chain(operations).collect()
}

/// The name that a place is to get.
struct Wanted<'a> {
    place: &'a SchemaPath,
    /// The path by rule.
    path: &'a RustPath,
    home: Home<'a>,
    /// Added to a name that is taken.
    suffix: &'static str,
    pointer: &'a str,
}

/// The modules that a path of the ledger may be in.
enum Home<'a> {
    /// This one.
    Module(&'a [String]),
    /// This one, or one in it: a name that is too long is in a module of its own. The ledger may have been written when
    /// it was not, since names that the length depends on can be changed.
    AtOrBelow(&'a [String]),
}

impl Home<'_> {
    fn has(&self, module: &[String]) -> bool {
        match self {
            Self::Module(home) => module == *home,
            Self::AtOrBelow(home) => module
                .strip_prefix(*home)
                .is_some_and(|inner| inner.len() <= 1),
        }
    }
}

struct Naming<'a> {
    ledger: &'a mut Ledger,
    /// The text that the ledger was read from.
    file: &'a Arc<Source>,
    /// All paths that have or had a place.
    taken: BTreeSet<String>,
    /// Retired names and their former owners.
    lost: BTreeMap<String, String>,
    /// Paths of services, which are no places of the document and not in the ledger.
    services: BTreeSet<String>,
    since: Since,
    problems: Vec<Diagnostic>,
}

impl Naming<'_> {
    /// The service and method of an operation: the ledger's, else the one by rule.
    fn method(&mut self, operation: &Operation, wanted: &OperationName) -> OperationName {
        let key = method_key(&operation.route());
        if let Some(known) = self.ledger.path(&key) {
            return OperationName::parse(known);
        }
        let name = wanted.to_string();
        if let Some(holder) = self.lost.get(&name) {
            let message = format!(
                "`{name}` was the name of {holder}: calls that were written for that must not become calls of this"
            );
            self.problems.push(clashes::problem(operation, message));
        }
        self.ledger.give(&key, &name, &self.since);
        wanted.clone()
    }

    /// The path of a type or request: the ledger's, else the wanted one, or a similar one if that is taken.
    fn give(&mut self, wanted: &Wanted<'_>) -> RustPath {
        let Wanted {
            place,
            path: by_rule,
            pointer,
            ..
        } = *wanted;
        let key = place.to_string();
        if let Some(known) = self.ledger.path(&key) {
            return match self.known(known, wanted) {
                Ok(path) => path,
                Err(why) => {
                    let message = format!("the name `{known}` of `{key}` {why}");
                    self.problem("ledger", pointer, message);
                    if let Some(problem) = self.problems.last_mut() {
                        problem.row = ledger::name_of(self.file, &key).map(Box::new);
                    }
                    by_rule.clone()
                }
            };
        }
        let path = self.free(by_rule, wanted.suffix);
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

    /// A path of the ledger, or why the place cannot have it.
    fn known(&self, path: &str, wanted: &Wanted<'_>) -> Result<RustPath, String> {
        if self.services.contains(path) {
            return Err("is that of the service".to_owned());
        }
        let module = &wanted.path.module;
        let is_usable = |path: &RustPath| {
            // A module of its own stands beside code that uses these names.
            let inner = path.module.last().filter(|_| path.module != *module);
            wanted.home.has(&path.module)
                && !is_reserved(&path.name, Use::Item)
                && !inner.is_some_and(|inner| is_reserved(inner, Use::Service))
        };
        RustPath::parse(path)
            .filter(is_usable)
            .ok_or_else(|| format!("is not that of a type in `{}`", module.join("::")))
    }

    /// The path that is wanted, or one like it where that is taken.
    fn free(&self, wanted: &RustPath, suffix: &str) -> RustPath {
        let mut path = wanted.clone();
        let text = path.to_string();
        let is_taken = self.taken.contains(&text) || self.services.contains(&text);
        if is_reserved(&path.name, Use::Item) || is_taken {
            // On a clash, the suffix distinguishes the longer path by its kind.
            path.name.push_str(suffix);
        }
        // Retired names are never reused, and a new place must get a name all the same.
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
