//! The roots of the comparison: objects and operations, each with a title.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{ChangeKind, Level};
use super::events;
use super::found::{Found, Node, deprecation};
use super::paths::{Root, Under};
use super::title::Titles;
use super::walk::{Mention, Walk};
use crate::diagnostic::escaped;
use crate::ir::{Api, Direction, Encoding, Method, Operation, Paging, SchemaPath, Segment, Shape};

/// Compares everything and returns the roots of all paths.
pub(super) fn roots(walk: &mut Walk<'_>) -> Vec<Root> {
    let (base, head) = (walk.base.api(), walk.head.api());
    for (api, other) in [(base, head), (head, base)] {
        let resources = resources(api);
        let reached = reached(api);
        let elsewhere = self::reached(other);
        // A schema that others refer to is compared there.
        let lost = schemas(api).filter(|p| !reached.contains(p) && !elsewhere.contains(p));
        walk.tops.extend(resources.into_iter().chain(lost));
    }
    let titles = Titles::new([base, head]);
    let mut roots = vec![client(walk, base, head)];
    for place in walk.tops.clone() {
        let node = match (
            base.types.get_key_value(place),
            head.types.get_key_value(place),
        ) {
            (Some((old, _)), Some((new, _))) => walk.pair((old, new)),
            (old, new) => {
                let pointer = |def: Option<(&SchemaPath, &crate::ir::TypeDef)>| {
                    def.map(|(_, def)| def.pointer.clone())
                };
                let kind = if old.is_some() {
                    ChangeKind::ObjectRemoved
                } else {
                    ChangeKind::ObjectAdded
                };
                let found = Found::new(
                    kind,
                    Direction::Response,
                    pointer(old).as_deref(),
                    pointer(new).as_deref(),
                );
                single(walk, found)
            }
        };
        roots.push(Root::new(titles.object(place), node));
    }
    roots.extend(operations(walk, &titles, base, head));
    roots.extend(events::events(walk));
    walk.finish(Walk::definitions);
    roots
}

fn single(walk: &mut Walk<'_>, found: Found) -> usize {
    walk.add(Node {
        found: vec![found],
        inner: Vec::new(),
    })
}

/// Changes of all requests.
fn client(walk: &mut Walk<'_>, base: &Api, head: &Api) -> Root {
    let mut node = Node::default();
    let mut changed = |kind: ChangeKind, pointer: &str| {
        let pointer = Some(pointer);
        node.found
            .push(Found::new(kind, Direction::Request, pointer, pointer));
    };
    if base.version != head.version {
        let (old, new) = (base.version.clone(), head.version.clone());
        changed(ChangeKind::Version { old, new }, "#/info/version");
    }
    if base.base != head.base {
        let (old, new) = (base.base.clone(), head.base.clone());
        changed(ChangeKind::Host { old, new }, "#/servers");
    }
    Root::new("all operations".to_owned(), walk.add(node))
}

fn schemas(api: &Api) -> impl Iterator<Item = &SchemaPath> {
    let named = api.types.iter();
    named
        .filter(|(place, def)| def.direction == Direction::Response && place.steps().is_empty())
        .map(|(place, _)| place)
}

/// Schemas that the document marks as resources of the API.
fn resources(api: &Api) -> BTreeSet<&SchemaPath> {
    let is_resource = |place: &&SchemaPath| {
        let shape = api.types.get(*place).map(|def| &def.shape);
        matches!(
            shape,
            Some(Shape::Object {
                resource: Some(_),
                ..
            })
        )
    };
    schemas(api).filter(is_resource).collect()
}

/// Types that operations and objects of the API lead to.
fn reached(api: &Api) -> BTreeSet<&SchemaPath> {
    let replies = api.operations.iter().flat_map(|o| o.reply.places());
    api.reach(resources(api).into_iter().chain(replies))
}

/// Operations are matched by route, ignoring names of arguments, then by name, then by id.
fn operations<'a>(walk: &mut Walk<'a>, titles: &Titles, base: &'a Api, head: &'a Api) -> Vec<Root> {
    let (old_names, new_names) = (&walk.base.lowered.names, &walk.head.lowered.names);
    let mut old: BTreeMap<String, &Operation> =
        base.operations.iter().map(|o| (route(o), o)).collect();
    let mut pairs = Vec::new();
    let mut rest = Vec::new();
    for operation in &head.operations {
        match old.remove(&route(operation)) {
            Some(other) => pairs.push((other, operation)),
            None => rest.push(operation),
        }
    }
    let mut roots = Vec::new();
    for operation in rest {
        let name = new_names.full_name(operation);
        let by = |same: &dyn Fn(&Operation) -> bool| {
            let found = old.iter().find(|(_, other)| same(other));
            found.map(|(route, _)| route.clone())
        };
        let found = by(&|other| old_names.full_name(other) == name)
            .or_else(|| by(&|other| !other.id.is_empty() && other.id == operation.id));
        if let Some(other) = found.and_then(|route| old.remove(&route)) {
            pairs.push((other, operation));
            continue;
        }
        let pointer = Some(operation.pointer.as_str());
        let mut found = Found::new(
            ChangeKind::OperationAdded,
            Direction::Request,
            None,
            pointer,
        );
        found.new = Some(format!("{name}()  {}", operation.route()));
        let node = single(walk, found);
        roots.push(Root::new(titles.operation(new_names, operation), node));
    }
    for operation in old.into_values() {
        let pointer = Some(operation.pointer.as_str());
        let mut found = Found::new(
            ChangeKind::OperationRemoved,
            Direction::Request,
            pointer,
            None,
        );
        found.old = Some(format!(
            "{}()  {}",
            old_names.full_name(operation),
            operation.route()
        ));
        let node = single(walk, found);
        roots.push(Root::new(titles.operation(old_names, operation), node));
    }
    for (old, new) in pairs {
        let node = self::operation(walk, old, new);
        let title = titles.operation(new_names, new);
        let mut names = node.found.iter();
        let named = names.find(|found| {
            matches!(
                found.kind,
                ChangeKind::Renamed { .. }
                    | ChangeKind::Moved {
                        renamed: Some(_),
                        ..
                    }
            )
        });
        let under = named.map(|found| Under {
            path: title.clone(),
            level: found.level,
            kind: found.kind.clone(),
        });
        let node = walk.add(node);
        roots.push(Root { title, node, under });
    }
    roots
}

fn operation<'a>(walk: &mut Walk<'a>, old: &'a Operation, new: &'a Operation) -> Node {
    let mut node = Node::default();
    let pointers = (old.pointer.as_str(), new.pointer.as_str());
    let found =
        |kind: ChangeKind| Found::new(kind, Direction::Request, Some(pointers.0), Some(pointers.1));
    let names = (
        walk.base.lowered.names.full_name(old),
        walk.head.lowered.names.full_name(new),
    );
    let renamed = (names.0 != names.1).then_some(names);
    let (was, is) = (old.route(), new.route());
    if route(old) != route(new) {
        let mut found = found(ChangeKind::Moved {
            old: was,
            new: is,
            renamed,
        });
        if old.path_parameters.len() != new.path_parameters.len() {
            found.level = Level::Breaking;
        }
        node.found.push(found);
    } else {
        if was != is {
            node.found
                .push(found(ChangeKind::Argument { old: was, new: is }));
        }
        if let Some((old, new)) = renamed {
            node.found.push(found(ChangeKind::Renamed { old, new }));
        }
    }
    if old.id != new.id {
        let (old, new) = (old.id.clone(), new.id.clone());
        node.found.push(found(ChangeKind::OperationId { old, new }));
    }
    let request =
        |names: &crate::names::Names, operation| names.request(operation).map(ToString::to_string);
    let names = (
        request(&walk.base.lowered.names, old),
        request(&walk.head.lowered.names, new),
    );
    if let (Some(old), Some(new)) = names
        && old != new
    {
        let alias = false;
        node.found
            .push(found(ChangeKind::TypeAtPlace { old, new, alias }));
    }
    node.found.extend(transport(old, new).map(found));
    if let Some(kind) = deprecation(old.docs.deprecated, new.docs.deprecated) {
        node.found.push(found(kind));
    }
    for (one, other) in old.path_parameters.iter().zip(&new.path_parameters) {
        if one.ty != other.ty {
            let kind = walk.retyped(&one.ty, &other.ty);
            node.found.push(found(kind).at(format!(".{}", other.name)));
        }
        if let Some(kind) = deprecation(one.docs.deprecated, other.docs.deprecated) {
            node.found.push(found(kind).at(format!(".{}", other.name)));
        }
    }
    let within = |name: &str| (parameter(old, name), parameter(new, name));
    let parameters = (old.parameters.as_slice(), new.parameters.as_slice());
    let mention = |direction| Mention {
        parent: None,
        direction,
        pointers,
    };
    walk.fields(parameters, mention(Direction::Request), &within, &mut node);
    let step = " (reply)".to_owned();
    let replies = (&old.reply, &new.reply);
    if !walk.types(replies, mention(Direction::Response), step, &mut node) {
        let ChangeKind::Retyped { old, new } = walk.retyped(&old.reply, &new.reply) else {
            return node;
        };
        node.found.push(found(ChangeKind::Reply { old, new }));
    }
    node
}

/// JSON pointer of a parameter, or of the list that it is in.
fn parameter(operation: &Operation, name: &str) -> String {
    let media_type = match operation.encoding {
        // The body is sent as a query, too.
        Encoding::Query if operation.method == Method::Delete => return operation.pointer.clone(),
        Encoding::Query => return format!("{}/parameters", operation.pointer),
        Encoding::Form => "application~1x-www-form-urlencoded",
        Encoding::Json => "application~1json",
        Encoding::Multipart => "multipart~1form-data",
    };
    let body = format!("{}/requestBody/content/{media_type}", operation.pointer);
    format!("{body}/schema/properties/{}", escaped(name))
}

/// Changes in how requests and responses are sent.
fn transport(old: &Operation, new: &Operation) -> impl Iterator<Item = ChangeKind> {
    let text = |operation: &Operation| {
        let errors = operation.replies.error.iter().flat_map(|e| &e.schemas);
        let mut errors: Vec<String> = errors.map(ToString::to_string).collect();
        if errors.is_empty() {
            errors.push("none".to_owned());
        }
        [
            (
                "host",
                operation
                    .base
                    .clone()
                    .unwrap_or_else(|| "the default".to_owned()),
            ),
            ("encoding", encoding(operation.encoding).to_owned()),
            ("query", operation.in_query.join(", ")),
            ("pages", paging(operation.paging).to_owned()),
            ("media type", operation.replies.media_type.clone()),
            (
                "empty responses",
                operation.replies.may_be_empty.to_string(),
            ),
            ("errors", errors.join(", ")),
        ]
    };
    let pairs: Vec<_> = text(old).into_iter().zip(text(new)).collect();
    pairs
        .into_iter()
        .filter(|(old, new)| old != new)
        .map(|((what, old), (_, new))| ChangeKind::Transport { what, old, new })
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Query => "query",
        Encoding::Form => "form",
        Encoding::Json => "JSON",
        Encoding::Multipart => "multipart",
    }
}

fn paging(paging: Option<Paging>) -> &'static str {
    match paging {
        None => "none",
        Some(Paging::Cursor) => "by cursor",
        Some(Paging::Page) => "by page",
        Some(Paging::Url) => "by URL",
    }
}

/// Method and path without the names of arguments.
fn route(operation: &Operation) -> String {
    let path = operation.path.iter().map(|segment| match segment {
        Segment::Literal(name) => name.as_str(),
        Segment::Argument(_) => "{}",
    });
    let path: Vec<&str> = path.collect();
    format!("{} /{}", operation.method.as_str(), path.join("/"))
}
