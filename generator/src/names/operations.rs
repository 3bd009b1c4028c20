//! Service and method of each operation, from the paths of all operations and what they return.
//!
//! The rule reproduces the names of Stripe's own SDKs; where those follow no
//! rule, `spec/exceptions.tsv` has the name and the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Case, Use, identifier, is_reserved, singular};
use crate::exceptions::Exceptions;
use crate::ir::{Api, Method, Operation, Paging, Segment, Shape, Type};

/// Actions that the SDKs never use alone as a name: some are keywords in some language.
const NEVER_ALONE: [&str; 4] = ["finalize", "return", "send", "void"];

/// The name of an operation: a method of a service. `Display` writes `charges.refunds.create`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationName {
    /// The service, outermost first, as the document writes its steps.
    pub service: Vec<String>,
    /// The method, as the rule makes it.
    pub method: String,
}

impl OperationName {
    /// Reads what `Display` writes.
    pub(super) fn parse(text: &str) -> Self {
        let (service, method) = text.rsplit_once('.').unwrap_or(("", text));
        let steps = service.split('.').filter(|step| !step.is_empty());
        Self {
            service: steps.map(str::to_owned).collect(),
            method: method.to_owned(),
        }
    }

    /// The modules of the service, which are the methods that lead to it.
    #[must_use]
    pub fn modules(&self) -> Vec<String> {
        service_modules(&self.service)
    }

    /// The identifier of the method.
    #[must_use]
    pub fn identifier(&self) -> String {
        method_identifier(&self.method)
    }
}

impl fmt::Display for OperationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.service.join("."), self.method)
    }
}

/// The module of each step of a service, and the method that leads to it.
#[must_use]
pub fn service_modules(service: &[String]) -> Vec<String> {
    let module = |step: &String| free(step, Use::Service);
    service.iter().map(module).collect()
}

/// The identifier of an operation's method.
pub(super) fn method_identifier(name: &str) -> String {
    free(name, Use::Operation)
}

/// An identifier in lower case that has no other meaning where it is used.
pub(crate) fn free(name: &str, to: Use) -> String {
    let name = identifier(name, Case::Snake);
    if is_reserved(&name, to) {
        name + "_"
    } else {
        name
    }
}

/// The type of a service, in its module.
#[must_use]
pub fn service_type(service: &[String]) -> String {
    let last = service.last();
    let name = last.map_or_else(String::new, |step| identifier(step, Case::Pascal));
    // The names that every module imports are not free for services.
    if is_reserved(&name, Use::Item) {
        name + "Service"
    } else {
        name
    }
}

/// The names of all operations, by route: those of the exceptions, else by rule.
pub(super) fn operations(api: &Api, exceptions: &Exceptions) -> BTreeMap<String, OperationName> {
    let paths = Paths::new(api);
    let operations = api.operations.iter();
    operations
        .map(|operation| {
            let route = operation.route();
            let name = match exceptions.operations.get(&route) {
                Some(name) => OperationName::parse(name),
                None => paths.name(operation, &exceptions.words),
            };
            (route, name)
        })
        .collect()
}

/// What a success of an operation carries, as far as names depend on it.
struct Content {
    kind: ContentKind,
    /// Ids of the resources that come back, or that the list holds.
    resources: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentKind {
    Object,
    List,
    Search,
}

impl Content {
    fn of(api: &Api, response: &Type) -> Self {
        let (kind, item) = match response {
            // Only searches are paged by page.
            Type::List(Paging::Page, item) => (ContentKind::Search, &**item),
            Type::List(Paging::Cursor | Paging::Url, item) | Type::Array(item) => {
                (ContentKind::List, &**item)
            }
            other => (ContentKind::Object, other),
        };
        let resources = resources(api, item);
        Self { kind, resources }
    }
}

/// Ids of the resources that a type holds: names of schemas, unless they have other ids.
fn resources(api: &Api, ty: &Type) -> Vec<String> {
    let place = match ty {
        Type::Named(place) => place,
        Type::Expandable(target) => return resources(api, target),
        Type::MaybeDeleted { .. } => {
            let members = ty.places().cloned().map(Type::Named);
            return members.flat_map(|member| resources(api, &member)).collect();
        }
        _ => return Vec::new(),
    };
    let is_schema = place.steps().is_empty();
    match api.types.get(place).map(|def| &def.shape) {
        Some(Shape::Object {
            resource: Some(id), ..
        }) if is_schema => vec![id.clone()],
        Some(_) if is_schema => vec![place.root().to_owned()],
        Some(Shape::Union { members }) => members
            .iter()
            .flat_map(|member| resources(api, &member.ty))
            .collect(),
        _ => Vec::new(),
    }
}

/// A path without version and argument names: `None` is an argument.
type Pattern = Vec<Option<String>>;

/// All paths of a document: the rule looks at an operation's neighbours.
struct Paths {
    operations: BTreeMap<Pattern, BTreeMap<Method, Content>>,
    prefixes: BTreeSet<Pattern>,
}

/// The last segment of the walk along a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Namespace,
    Collection,
    Item,
}

impl Paths {
    fn new(api: &Api) -> Self {
        let mut paths = Self {
            operations: BTreeMap::new(),
            prefixes: BTreeSet::new(),
        };
        for operation in &api.operations {
            let pattern = pattern(&operation.path);
            for end in 1..=pattern.len() {
                let prefix = pattern.iter().take(end).cloned().collect();
                paths.prefixes.insert(prefix);
            }
            let content = Content::of(api, &operation.reply);
            let methods = paths.operations.entry(pattern).or_default();
            methods.insert(operation.method, content);
        }
        paths
    }

    /// The name of an operation by rule. `words` splits compound words.
    fn name(&self, operation: &Operation, words: &BTreeMap<String, String>) -> OperationName {
        let spelled = |word: &str| words.get(word).cloned().unwrap_or_else(|| word.to_owned());
        let method = operation.method;
        let pattern = pattern(&operation.path);
        let mut service: Vec<String> = Vec::new();
        let mut actions: Vec<&str> = Vec::new();
        let mut passed = Passed::Namespace;
        for (index, segment) in pattern.iter().enumerate() {
            let Some(literal) = segment else {
                passed = Passed::Item;
                continue;
            };
            let here: Pattern = pattern.iter().take(index + 1).cloned().collect();
            let last = index + 1 == pattern.len();
            if passed == Passed::Namespace && !last && self.is_namespace(&here) {
                service.push(spelled(literal));
            } else if passed == Passed::Namespace {
                match service.last_mut() {
                    Some(namespace) if self.joins(namespace, literal, &here) => {
                        *namespace = format!("{namespace}_{literal}");
                    }
                    _ => service.push(spelled(literal)),
                }
                passed = Passed::Collection;
            } else if self.is_service(&here, passed) {
                service.push(spelled(literal));
                passed = Passed::Collection;
            } else {
                actions.push(literal);
            }
        }
        if !actions.is_empty() {
            let is_posted = self.content(&pattern, Method::Post).is_some();
            let method = action(method, is_posted, &actions, &service);
            return OperationName { service, method };
        }
        let content = self
            .operations
            .get(&pattern)
            .and_then(|methods| methods.get(&method));
        let kind = content.map_or(ContentKind::Object, |content| content.kind);
        let name = match (method, pattern.last()) {
            (Method::Get, Some(None)) => "retrieve",
            (Method::Post, Some(None)) => "update",
            (Method::Delete, _) => "delete",
            (Method::Put, _) => "replace",
            (Method::Patch, _) => "patch",
            (Method::Get, _) => match kind {
                ContentKind::List => "list",
                ContentKind::Search => "search",
                ContentKind::Object => {
                    // If `/v1/accounts` exists, `/v1/account` is one item of that collection.
                    if let [Some(only)] = pattern.as_slice() {
                        let plural = format!("{only}s");
                        if self.operations.contains_key(&vec![Some(plural.clone())]) {
                            return OperationName {
                                service: vec![plural],
                                method: "retrieve_current".to_owned(),
                            };
                        }
                    }
                    // An item is retrieved one segment below, so this is a list in an envelope of its own.
                    if self.has_items(&pattern) {
                        "list"
                    } else {
                        "retrieve"
                    }
                }
            },
            (Method::Post, _) => match self.content(&pattern, Method::Get) {
                Some(Content {
                    kind: ContentKind::Object,
                    ..
                }) => "update",
                _ => "create",
            },
        };
        OperationName {
            service,
            method: name.to_owned(),
        }
    }

    fn content(&self, path: &Pattern, method: Method) -> Option<&Content> {
        self.operations.get(path)?.get(&method)
    }

    fn has_items(&self, path: &Pattern) -> bool {
        let mut item = path.clone();
        item.push(None);
        self.prefixes.contains(&item)
    }

    /// A literal that only groups: nothing can be done with it, it has no
    /// items, and nothing below it returns a resource of its name.
    fn is_namespace(&self, path: &Pattern) -> bool {
        let Some(Some(literal)) = path.last() else {
            return false;
        };
        !self.operations.contains_key(path)
            && !self.has_items(path)
            && !self.below(path).any(|content| returns(content, literal))
    }

    fn below<'a>(&'a self, path: &'a Pattern) -> impl Iterator<Item = &'a Content> {
        self.operations
            .iter()
            .filter(move |(other, _)| other.len() > path.len() && other.starts_with(path))
            .flat_map(|(_, methods)| methods.values())
    }

    /// A literal after a collection or an item that is a collection itself; any
    /// other is the name of an action.
    fn is_service(&self, path: &Pattern, passed: Passed) -> bool {
        let Some(Some(literal)) = path.last() else {
            return false;
        };
        let get = self.content(path, Method::Get);
        let post = self.content(path, Method::Post);
        let is_written = [Method::Put, Method::Patch]
            .into_iter()
            .any(|method| self.content(path, method).is_some());
        self.has_items(path)
            || get.is_some_and(|content| content.kind == ContentKind::List)
            || post.is_some_and(|content| returns(content, literal))
            || (passed == Passed::Item && get.is_some() && (post.is_some() || is_written))
    }

    /// Whether the resource's id writes namespace and collection as one word,
    /// as `apple_pay_domain` does where others have a dot.
    fn joins(&self, namespace: &str, literal: &str, path: &Pattern) -> bool {
        let joined = format!("{namespace}_{}", singular(literal));
        self.operations
            .iter()
            .filter(|(other, _)| other.starts_with(path))
            .flat_map(|(_, methods)| methods.values())
            .any(|content| content.resources.contains(&joined))
    }
}

fn pattern(path: &[Segment]) -> Pattern {
    let mut pattern: Pattern = path
        .iter()
        // The slash at the end of a path has no name.
        .filter(|segment| **segment != Segment::Literal(String::new()))
        .map(|segment| match segment {
            // A dot stands between the steps of a name: with one of its own, a step would read back from the ledger as two.
            Segment::Literal(name) => Some(name.replace('.', "_")),
            Segment::Argument(_) => None,
        })
        .collect();
    // The second version of the API is a namespace, the first is the API.
    if pattern
        .first()
        .is_some_and(|first| first.as_deref() == Some("v1"))
    {
        pattern.remove(0);
    }
    pattern
}

fn returns(content: &Content, literal: &str) -> bool {
    let singular = singular(literal);
    content.resources.iter().any(|resource| {
        let name = resource.rsplit('.').next().unwrap_or(resource);
        name == literal || name == singular || name.strip_prefix("deleted_") == Some(&singular)
    })
}

fn action(method: Method, is_posted: bool, actions: &[&str], service: &[String]) -> String {
    let mut name = actions.join("_");
    let verb = match method {
        Method::Delete => "delete_",
        Method::Put => "replace_",
        Method::Patch => "patch_",
        // Where the action can also be done, this says how it is.
        Method::Get if is_posted => "retrieve_",
        Method::Get | Method::Post => "",
    };
    name.insert_str(0, verb);
    if NEVER_ALONE.contains(&name.as_str())
        && let Some(resource) = service.last()
    {
        name = format!("{name}_{}", singular(resource));
    }
    name
}
