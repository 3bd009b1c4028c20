//! Service and method of each operation, from the paths alone.
//!
//! The rule reproduces the names of Stripe's own SDKs; where those follow no
//! rule, `spec/exceptions.tsv` has the name and the reason.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{SchemaKind, Type as SchemaType};

use super::Lowering;
use super::envelope;
use super::schema::{SchemaRef, values};
use crate::ir::{Method, Segment};
use crate::names::singular;

/// Actions that the SDKs never name alone: some are keywords in some language.
const NEVER_ALONE: [&str; 4] = ["finalize", "return", "send", "void"];

/// What a success of an operation carries, as far as names depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) kind: OutcomeKind,
    /// Ids of the resources that come back, or that the list holds.
    pub(super) resources: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutcomeKind {
    Object,
    List,
    Search,
}

/// A path without version and argument names: `None` is an argument.
type Shape = Vec<Option<String>>;

/// All paths of a document: the rule looks at an operation's neighbours.
pub(super) struct Paths {
    operations: BTreeMap<Shape, BTreeMap<Method, Outcome>>,
    prefixes: BTreeSet<Shape>,
}

/// What the walk along a path has just passed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Namespace,
    Collection,
    Item,
}

impl Paths {
    pub(super) fn new() -> Self {
        Self {
            operations: BTreeMap::new(),
            prefixes: BTreeSet::new(),
        }
    }

    pub(super) fn add(&mut self, method: Method, path: &[Segment], outcome: Outcome) {
        let shape = shape(path);
        for end in 1..=shape.len() {
            self.prefixes
                .insert(shape.iter().take(end).cloned().collect());
        }
        self.operations
            .entry(shape)
            .or_default()
            .insert(method, outcome);
    }

    /// Service path and method name.
    pub(super) fn name(
        &self,
        method: Method,
        path: &[Segment],
        words: &BTreeMap<String, String>,
    ) -> (Vec<String>, String) {
        let spelled = |word: &str| words.get(word).cloned().unwrap_or_else(|| word.to_owned());
        let shape = shape(path);
        let mut service: Vec<String> = Vec::new();
        let mut actions: Vec<&str> = Vec::new();
        let mut passed = Passed::Namespace;
        for (index, segment) in shape.iter().enumerate() {
            let Some(literal) = segment else {
                passed = Passed::Item;
                continue;
            };
            let here: Shape = shape.iter().take(index + 1).cloned().collect();
            let last = index + 1 == shape.len();
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
            return (service.clone(), action(method, &actions, &service));
        }
        let outcome = self
            .operations
            .get(&shape)
            .and_then(|methods| methods.get(&method));
        let kind = outcome.map_or(OutcomeKind::Object, |outcome| outcome.kind);
        let name = match (method, shape.last()) {
            (Method::Get, Some(None)) => "retrieve",
            (Method::Post, Some(None)) => "update",
            (Method::Delete, _) => "delete",
            (Method::Get, _) => match kind {
                OutcomeKind::List => "list",
                OutcomeKind::Search => "search",
                OutcomeKind::Object => {
                    // `/v1/account` beside `/v1/accounts`: one item of that collection.
                    if let [Some(only)] = shape.as_slice() {
                        let plural = format!("{only}s");
                        if self.operations.contains_key(&vec![Some(plural.clone())]) {
                            return (vec![plural], "retrieve_current".to_owned());
                        }
                    }
                    "retrieve"
                }
            },
            (Method::Post, _) => match self.outcome(&shape, Method::Get) {
                Some(Outcome {
                    kind: OutcomeKind::Object,
                    ..
                }) => "update",
                _ => "create",
            },
        };
        (service, name.to_owned())
    }

    fn outcome(&self, path: &Shape, method: Method) -> Option<&Outcome> {
        self.operations.get(path)?.get(&method)
    }

    fn has_items(&self, path: &Shape) -> bool {
        let mut item = path.clone();
        item.push(None);
        self.prefixes.contains(&item)
    }

    /// A literal that only groups: nothing can be done with it, it has no
    /// items, and nothing below it returns a resource of its name.
    fn is_namespace(&self, path: &Shape) -> bool {
        let Some(Some(literal)) = path.last() else {
            return false;
        };
        !self.operations.contains_key(path)
            && !self.has_items(path)
            && !self.below(path).any(|outcome| returns(outcome, literal))
    }

    fn below<'a>(&'a self, path: &'a Shape) -> impl Iterator<Item = &'a Outcome> {
        self.operations
            .iter()
            .filter(move |(other, _)| other.len() > path.len() && other.starts_with(path))
            .flat_map(|(_, methods)| methods.values())
    }

    /// A literal after a collection or an item that is a collection itself; any
    /// other is the name of an action.
    fn is_service(&self, path: &Shape, passed: Passed) -> bool {
        let Some(Some(literal)) = path.last() else {
            return false;
        };
        let get = self.outcome(path, Method::Get);
        let post = self.outcome(path, Method::Post);
        self.has_items(path)
            || get.is_some_and(|outcome| outcome.kind == OutcomeKind::List)
            || post.is_some_and(|outcome| returns(outcome, literal))
            || (passed == Passed::Item && get.is_some() && post.is_some())
    }

    /// Whether the resource's id writes namespace and collection as one word,
    /// as `apple_pay_domain` does where others have a dot.
    fn joins(&self, namespace: &str, literal: &str, path: &Shape) -> bool {
        let joined = format!("{namespace}_{}", singular(literal));
        self.operations
            .iter()
            .filter(|(other, _)| other.starts_with(path))
            .flat_map(|(_, methods)| methods.values())
            .any(|outcome| outcome.resources.contains(&joined))
    }
}

fn shape(path: &[Segment]) -> Shape {
    let mut shape: Shape = path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(name) => Some(name.clone()),
            Segment::Argument(_) => None,
        })
        .collect();
    // The second version of the API is a namespace, the first is the API.
    if shape
        .first()
        .is_some_and(|first| first.as_deref() == Some("v1"))
    {
        shape.remove(0);
    }
    shape
}

fn returns(outcome: &Outcome, literal: &str) -> bool {
    let singular = singular(literal);
    outcome.resources.iter().any(|resource| {
        let name = resource.rsplit('.').next().unwrap_or(resource);
        name == literal || name == singular || name.strip_prefix("deleted_") == Some(&singular)
    })
}

fn action(method: Method, actions: &[&str], service: &[String]) -> String {
    let mut name = actions.join("_");
    if method == Method::Delete {
        name = format!("delete_{name}");
    }
    if NEVER_ALONE.contains(&name.as_str())
        && let Some(resource) = service.last()
    {
        name = format!("{name}_{}", singular(resource));
    }
    name
}

impl<'a> Lowering<'a> {
    /// What a reply schema means for the name of its operation.
    pub(super) fn outcome(&self, schema: SchemaRef<'a>) -> Outcome {
        let object = Outcome {
            kind: OutcomeKind::Object,
            resources: self.resources(schema),
        };
        let Some((written, _)) = self.resolve(schema) else {
            return object;
        };
        let SchemaKind::Type(SchemaType::Object(properties)) = &written.schema_kind else {
            return object;
        };
        let Some((items, _)) = envelope::items(properties) else {
            return object;
        };
        let is_search = properties
            .properties
            .get("object")
            .and_then(|schema| schema.as_item())
            .is_some_and(|schema| match &schema.schema_kind {
                SchemaKind::Type(SchemaType::String(string)) => values(string) == ["search_result"],
                _ => false,
            });
        let kind = if is_search {
            OutcomeKind::Search
        } else {
            OutcomeKind::List
        };
        Outcome {
            kind,
            resources: self.resources(items),
        }
    }

    fn resources(&self, schema: SchemaRef<'a>) -> Vec<String> {
        let Some((target, name)) = self.resolve(schema) else {
            return Vec::new();
        };
        if let Some(name) = name {
            let id = target.schema_data.extensions.get("x-resourceId");
            return vec![id.and_then(|id| id.as_str()).unwrap_or(name).to_owned()];
        }
        match &target.schema_kind {
            SchemaKind::AnyOf { any_of } => any_of
                .iter()
                .flat_map(|member| self.resources(SchemaRef::from(member)))
                .collect(),
            _ => Vec::new(),
        }
    }
}
