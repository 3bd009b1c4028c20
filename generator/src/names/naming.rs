//! The pass that names everything, and writes new names into the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ident::is_readable;
use super::{
    Holder, Ledger, Names, OperationName, RustPath, Since, Use, Words, clashes, is_reserved,
    ledger, length, method_key, operations, types,
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
/// elsewhere. Names that are no function of their places are added to the ledger.
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
        lost: ledger
            .holders()
            .filter(|(_, holder)| lost(holder))
            .map(|(path, holder)| (path.to_owned(), holder.to_string()))
            .collect(),
        taken: BTreeSet::new(),
        modules: BTreeSet::new(),
        since: ledger.release(&api.version),
        ledger,
        file: rules.ledger_file,
        problems: Vec::new(),
    };
    let words = Words {
        api,
        irregular: &rules.exceptions.singulars,
    };
    let mut names = Names::default();
    let by_rule = operations::operations(api, rules.exceptions);
    let mut methods = Vec::new();
    for operation in &api.operations {
        let Some(wanted) = by_rule.get(&operation.route()) else {
            continue;
        };
        let name = naming.method(operation, wanted);
        naming.taken.extend(types::service_paths(&name.service));
        methods.push((operation, name));
    }
    let requests = methods.iter().map(|(operation, name)| {
        let place = SchemaPath::operation(&operation.route());
        (place, *operation, name)
    });
    let mut requests: Vec<_> = requests.collect();
    requests.sort_by_cached_key(|(place, ..)| (!naming.knows(place), place.clone()));
    for (place, operation, name) in requests {
        let path = types::request_path(operation, name, &words);
        let wanted = Wanted {
            place: &place,
            module: path.module,
            words: [path.name.clone(), path.name],
            is_contested: false,
            suffix: "Request",
            pointer: &operation.pointer,
        };
        let request = naming.give(&wanted).path;
        names.add_operation(place.root().to_owned(), name.clone(), request);
    }
    naming.problems.extend(clashes::check(api, &names));
    // Outer places first, since inner ones are in their modules. Where two names clash, the ledger decides. It has no line
    // for a place whose name can be read off it, so no other may take that name from it.
    let mut places: Vec<_> = api
        .types
        .iter()
        .map(|(place, def)| (place, def, words.of(place)))
        .collect();
    places.sort_by_cached_key(|(place, _, (one, plain))| {
        (
            place.steps().len(),
            !naming.knows(place),
            is_contested(one, plain),
            *place,
        )
    });
    for (place, def, (one, plain)) in places {
        let module = match place.parent() {
            Some(parent) => names.inside(&parent),
            None => types::objects(),
        };
        let given = naming.give(&Wanted {
            place,
            module,
            is_contested: is_contested(&one, &plain),
            words: [one, plain],
            suffix: types::suffix(api, &def.shape),
            pointer: &def.pointer,
        });
        names.add_type(place.clone(), given.path, given.inner);
    }
    naming.problems.extend(length::check(api, &names));
    if naming.problems.is_empty() {
        Ok(names)
    } else {
        Err(naming.problems)
    }
}

/// Whether another place can want the name that is made of a word, because the last step of a place cannot be read off it.
fn is_contested(one: &str, plain: &str) -> bool {
    one != plain || !is_readable(plain)
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
    module: Vec<String>,
    /// What it is named after, and the choice if that is taken.
    words: [String; 2],
    /// Whether another place can want this name, because the words cannot be read off it.
    is_contested: bool,
    /// Added to a name that has another meaning.
    suffix: &'static str,
    pointer: &'a str,
}

/// A name that was given.
struct Given {
    path: RustPath,
    /// The module of what is inside, without those around it.
    inner: String,
}

impl Given {
    /// The name that words make: a function of these alone.
    fn by_rule(wanted: &Wanted<'_>, words: &str) -> Self {
        let name = types::type_name(words, wanted.suffix);
        Self::named(wanted, name, types::module_name(words))
    }

    /// A name by no rule, such as that of a rename. The module follows from it.
    fn by_name(wanted: &Wanted<'_>, name: String) -> Self {
        let inner = types::module_name(&name);
        Self::named(wanted, name, inner)
    }

    fn named(wanted: &Wanted<'_>, name: String, inner: String) -> Self {
        let module = wanted.module.clone();
        Self {
            path: RustPath { module, name },
            inner,
        }
    }

    /// The path of the inner module.
    fn module(&self) -> String {
        format!("{}::{}", self.path.module.join("::"), self.inner)
    }
}

struct Naming<'a> {
    ledger: &'a mut Ledger,
    /// The text that the ledger was read from.
    file: &'a Arc<Source>,
    /// Paths of types that were given, and of services.
    taken: BTreeSet<String>,
    /// Modules of what is inside of types.
    modules: BTreeSet<String>,
    /// Retired names and their former owners.
    lost: BTreeMap<String, String>,
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

    /// Whether the ledger has a name for a place.
    fn knows(&self, place: &SchemaPath) -> bool {
        self.ledger.path(&place.to_string()).is_some()
    }

    /// The name of a type or request: the ledger's, else that by rule, or a similar one if that is taken.
    fn give(&mut self, wanted: &Wanted<'_>) -> Given {
        let Wanted { place, words, .. } = wanted;
        let key = place.to_string();
        let by_rule = Given::by_rule(wanted, &words[0]);
        if let Some(known) = self.ledger.path(&key).map(str::to_owned) {
            return match self.known(&known, wanted) {
                Ok(given) => {
                    let path = given.path.to_string();
                    // A rename of what is around it moves it too.
                    self.ledger.refresh(&key, &path);
                    self.modules.insert(given.module());
                    self.taken.insert(path);
                    given
                }
                Err(why) => {
                    let message = format!("the name `{known}` of `{key}` {why}");
                    self.problem("ledger", wanted.pointer, message);
                    if let Some(problem) = self.problems.last_mut() {
                        problem.row = ledger::name_of(self.file, &key).map(Box::new);
                    }
                    by_rule
                }
            };
        }
        let given = self.free(wanted);
        self.modules.insert(given.module());
        let path = given.path.to_string();
        if wanted.is_contested || path != by_rule.path.to_string() {
            self.ledger.give(&key, &path, &self.since);
        }
        self.taken.insert(path);
        given
    }

    /// A path of the ledger, or why the place cannot have it.
    fn known(&self, path: &str, wanted: &Wanted<'_>) -> Result<Given, String> {
        let module = wanted.module.join("::");
        let path = RustPath::parse(path)
            .filter(|path| !is_reserved(&path.name, Use::Item))
            .ok_or_else(|| format!("is not that of a type in `{module}`"))?;
        let mut by_rule = wanted
            .words
            .iter()
            .map(|words| Given::by_rule(wanted, words));
        let given = by_rule
            .find(|given| given.path.name == path.name)
            .unwrap_or_else(|| Given::by_name(wanted, path.name));
        if self.is_taken(&given) {
            return Err("is that of a service or of another type".to_owned());
        }
        Ok(given)
    }

    fn is_taken(&self, given: &Given) -> bool {
        self.taken.contains(&given.path.to_string()) || self.modules.contains(&given.module())
    }

    /// The name that is wanted, or one like it where that is taken or was that of another place.
    fn free(&self, wanted: &Wanted<'_>) -> Given {
        let is_free = |given: &Given| {
            !self.is_taken(given) && !self.lost.contains_key(&given.path.to_string())
        };
        let [one, plain] = &wanted.words;
        let mut choices = [one, plain]
            .into_iter()
            .map(|words| Given::by_rule(wanted, words));
        if let Some(given) = choices.find(is_free) {
            return given;
        }
        // By a name, as it is read back from the ledger. `Self` alone has an underscore, which is wrong inside of a name.
        let name = Given::by_rule(wanted, one).path.name;
        let name = name.trim_end_matches('_').to_owned() + wanted.suffix;
        let first = Given::by_name(wanted, name.clone());
        let numbered = (2_usize..).map(|number| Given::by_name(wanted, format!("{name}{number}")));
        // One of them is free: there are more numbers than names.
        std::iter::once(first)
            .chain(numbered)
            .find(is_free)
            .unwrap_or_else(|| Given::by_rule(wanted, one))
    }

    fn problem(&mut self, code: &'static str, pointer: &str, message: String) {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        self.problems
            .push(Diagnostic::error(code, pointer, message));
    }
}
