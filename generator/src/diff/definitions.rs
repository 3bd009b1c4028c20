//! Compares a pair of definitions.

use std::collections::{HashMap, HashSet};

use super::change::ChangeKind;
use super::clearing::clearing_of_keys;
use super::found::{Found, Node, deprecation};
use super::title;
use super::walk::{Mention, Pair, Walk};
use crate::diagnostic::escaped;
use crate::ir::{Member, Shape, Tag};

impl<'a> Walk<'a> {
    pub(super) fn definitions(&mut self, pair: Pair<'a>) -> Node {
        let mut node = Node::default();
        let (Some((_, base)), Some((_, head))) = (
            self.base.api().definition(pair.0),
            self.head.api().definition(pair.1),
        ) else {
            return node;
        };
        let direction = head.direction;
        let pointers = (base.pointer.as_str(), head.pointer.as_str());
        let mention = Mention {
            parent: Some(pair),
            direction,
            pointers,
        };
        let (old, new) = (base.docs.deprecated, head.docs.deprecated);
        if let Some(kind) = deprecation(old, new) {
            let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
            node.found.push(found);
        }
        match (&base.shape, &head.shape) {
            (
                Shape::Object {
                    fields: old,
                    resource: was,
                },
                Shape::Object {
                    fields: new,
                    resource: is,
                },
            ) => {
                if was != is {
                    let (old, new) = (was.clone(), is.clone());
                    let kind = ChangeKind::Resource { old, new };
                    let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
                    node.found.push(found);
                }
                let within =
                    |pointer: &str, field: &str| format!("{pointer}/properties/{}", escaped(field));
                let pointers = |name: &str| (within(pointers.0, name), within(pointers.1, name));
                self.fields((old, new), mention, &pointers, &mut node);
            }
            (Shape::Enum { values: old }, Shape::Enum { values: new }) => {
                for (one, other, kind) in [
                    (new, old, ChangeKind::ValueAdded(direction)),
                    (old, new, ChangeKind::ValueRemoved(direction)),
                ] {
                    let other: HashSet<&String> = other.iter().collect();
                    for value in one.iter().filter(|value| !other.contains(value)) {
                        let found =
                            Found::new(kind.clone(), direction, Some(pointers.0), Some(pointers.1));
                        node.found.push(found.named(value));
                    }
                }
            }
            (Shape::Union { members: old }, Shape::Union { members: new }) => {
                self.members((old, new), mention, &mut node);
            }
            _ => {
                let kind = ChangeKind::Retyped {
                    old: title::of_shape(&self.base, pair.0, &base.shape),
                    new: title::of_shape(&self.head, pair.1, &head.shape),
                };
                let found = Found::new(kind, direction, Some(pointers.0), Some(pointers.1));
                node.found.push(found);
            }
        }
        node
    }

    fn members(
        &mut self,
        (old, new): (&'a [Member], &'a [Member]),
        mention: Mention<'a, '_>,
        node: &mut Node,
    ) {
        let Mention {
            direction,
            pointers,
            ..
        } = mention;
        let by_name = |members: &'a [Member]| -> HashMap<&'a str, &'a Member> {
            members.iter().rev().map(|m| (m.name.as_str(), m)).collect()
        };
        let (before, after) = (by_name(old), by_name(new));
        let found = |kind: ChangeKind, name: &str| {
            Found::new(kind, direction, Some(pointers.0), Some(pointers.1)).named(name)
        };
        for member in old {
            let Some(other) = after.get(member.name.as_str()).copied() else {
                let kind = ChangeKind::MemberRemoved(direction);
                node.found.push(found(kind, &shown(member)));
                continue;
            };
            if member.tag != other.tag {
                node.found.push(found(ChangeKind::Tag, &shown(member)));
            }
            if let Some(kind) = deprecation(member.docs.deprecated, other.docs.deprecated) {
                node.found.push(found(kind, &shown(member)));
            }
            let (old, new) = (&member.ty, &other.ty);
            if self.types((old, new), mention, String::new(), node) {
                let kinds = clearing_of_keys(old, new).into_iter();
                node.found
                    .extend(kinds.map(|kind| found(kind, &shown(member))));
            } else {
                let kind = self.retyped(old, new);
                node.found.push(found(kind, &shown(member)));
            }
        }
        for member in new.iter().filter(|m| !before.contains_key(m.name.as_str())) {
            let kind = ChangeKind::MemberAdded(direction);
            node.found.push(found(kind, &shown(member)));
        }
    }
}

fn shown(member: &Member) -> String {
    match &member.tag {
        Tag::Object {
            value,
            deleted: true,
        } => format!("{value} (deleted)"),
        Tag::Object { value, .. } => value.clone(),
        Tag::None => member.name.clone(),
    }
}
