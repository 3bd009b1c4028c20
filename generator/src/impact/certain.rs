//! What a caller writes instead where that is certain: new names, and arguments that became setters or the reverse.

use std::collections::BTreeMap;

use super::anchors::method;
use crate::Lowered;
use crate::diff::{Item, Report};
use crate::ir::{Argument, Direction, Field, Operation, SchemaPath, Shape};
use crate::names::Setters;

/// The certain replacements for items of the first client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certain {
    /// The new path of each item that has another name, by its path: types, methods of services, and modules.
    pub names: BTreeMap<String, String>,
    /// Parameters that move between a constructor and a setter.
    pub moves: Vec<Move>,
}

/// A parameter that moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The functions that take the arguments: `new` of the request or object, and the method that makes a request.
    pub makers: Vec<String>,
    /// The path of the setter in the client that has it.
    pub setter: String,
    /// The position of the argument, from 0, in the client that has it.
    pub position: usize,
    /// Whether the argument becomes a setter; otherwise the setter becomes an argument.
    pub to_setter: bool,
}

/// Compares the names and constructors of both clients.
pub(super) fn certain(base: &Lowered, head: &Lowered, report: &Report) -> Certain {
    let mut certain = Certain::default();
    for renamed in &report.names.renamed {
        certain.renamed(&renamed.old, &renamed.new);
    }
    let items = super::numbered(report).into_iter();
    for (old, new) in items.flat_map(|item| operations(item, base, head)) {
        // What a request is made with may differ too; then its new name is only a part of it.
        if let Some((old, new)) = methods(base, head, old, new) {
            certain.renamed(&old, &new);
        }
        if let Some((old, new)) = base.names.request(old).zip(head.names.request(new)) {
            certain.renamed(&old.to_string(), &new.to_string());
        }
    }
    certain.names.retain(|old, new| old != new);
    for operation in &base.api.operations {
        let mut others = head.api.operations.iter();
        let other = others.find(|other| other.route() == operation.route());
        let request = base.names.request(operation);
        if let Some((other, request)) = other.zip(request) {
            let arguments: Vec<&str> = operation.arguments().collect();
            let fields = (operation.parameters.as_slice(), other.parameters.as_slice());
            let method = method(base, operation);
            certain.moved(base, head, fields, &arguments, &request.to_string(), method);
        }
    }
    for (place, def) in &base.api.types {
        if def.direction == Direction::Request
            && let Some((old, new, path)) = objects(base, head, place)
        {
            certain.moved(base, head, (old, new), &[], &path, None);
        }
    }
    certain
}

/// The operations of a change of names or paths.
fn operations<'a>(
    item: &Item,
    base: &'a Lowered,
    head: &'a Lowered,
) -> Vec<(&'a Operation, &'a Operation)> {
    if !matches!(item.kind, "renamed" | "operation-moved") {
        return Vec::new();
    }
    let find = |lowered: &'a Lowered, pointer: &Option<String>| {
        let mut operations = lowered.api.operations.iter();
        let pointer = pointer.as_deref();
        operations.find(|operation| Some(operation.pointer.as_str()) == pointer)
    };
    let sites = item.places.iter();
    let pairs = sites.filter_map(|site| Some((find(base, &site.base)?, find(head, &site.head)?)));
    pairs.collect()
}

/// The methods of two operations, if they take the same arguments.
fn methods(
    base: &Lowered,
    head: &Lowered,
    old: &Operation,
    new: &Operation,
) -> Option<(String, String)> {
    let is_same = old.arguments().count() == new.arguments().count();
    let methods = (method(base, old)?, method(head, new)?);
    is_same.then_some(methods)
}

fn objects<'a>(
    base: &'a Lowered,
    head: &'a Lowered,
    place: &SchemaPath,
) -> Option<(&'a [Field], &'a [Field], String)> {
    let shapes = (base.api.shape(place)?, head.api.shape(place)?);
    let path = base.names.of(place)?.to_string();
    match shapes {
        (Shape::Object { fields: old, .. }, Shape::Object { fields: new, .. }) => {
            Some((old, new, path))
        }
        _ => None,
    }
}

impl Certain {
    fn renamed(&mut self, old: &str, new: &str) {
        self.names.insert(old.to_owned(), new.to_owned());
        // Modules around it that have another name.
        let (olds, news): (Vec<&str>, Vec<&str>) =
            (old.split("::").collect(), new.split("::").collect());
        if olds.len() != news.len() {
            return;
        }
        for end in 1..olds.len() {
            let part = |steps: &[&str]| steps.get(..end).unwrap_or_default().join("::");
            let (old, new) = (part(&olds), part(&news));
            self.names.entry(old).or_insert(new);
        }
    }

    fn moved(
        &mut self,
        base: &Lowered,
        head: &Lowered,
        (old, new): (&[Field], &[Field]),
        path: &[&str],
        owner: &str,
        method: Option<String>,
    ) {
        let arguments = |lowered: &Lowered, fields: &[Field]| -> Option<Vec<String>> {
            let constructor = lowered.api.constructor(fields);
            let names = constructor.arguments.iter().map(|argument| match argument {
                Argument::Field(field) => Some(field.name.clone()),
                Argument::Period(_) => None,
            });
            names.collect()
        };
        let (Some(was), Some(is)) = (arguments(base, old), arguments(head, new)) else {
            return;
        };
        let lost: Vec<&String> = was.iter().filter(|name| !is.contains(name)).collect();
        let gained: Vec<&String> = is.iter().filter(|name| !was.contains(name)).collect();
        // One parameter that both documents have; of two, neither position would be certain.
        let (name, to_setter) = match (lost.as_slice(), gained.as_slice()) {
            ([name], []) => (*name, true),
            ([], [name]) => (*name, false),
            _ => return,
        };
        let has = |fields: &[Field]| fields.iter().any(|field| field.name == *name);
        let (with, list) = if to_setter { (new, &was) } else { (old, &is) };
        let names = Setters::new(with, path);
        let position = list.iter().position(|one| one == name);
        if let (true, true, Some(position), Some(setter)) =
            (has(old), has(new), position, names.parameter(name))
        {
            let makers = [Some(format!("{owner}::new")), method];
            self.moves.push(Move {
                makers: makers.into_iter().flatten().collect(),
                setter: format!("{owner}::{setter}"),
                // Arguments of the path come first.
                position: position.saturating_add(path.len()),
                to_setter,
            });
        }
    }
}
