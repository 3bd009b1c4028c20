//! Compares the types of two fields, members or replies.

use super::change::ChangeKind;
use super::found::{Found, Inner, Node};
use super::title;
use super::walk::{Mention, Pair, Walk};
use crate::ir::{Shape, Type};

impl<'a> Walk<'a> {
    pub(super) fn retyped(&self, old: &'a Type, new: &'a Type) -> ChangeKind {
        ChangeKind::Retyped {
            old: title::of_type(&self.base, old),
            new: title::of_type(&self.head, new),
        }
    }

    /// Whether two types are of one kind. Nested differences are found in the nested pairs.
    pub(super) fn types(
        &mut self,
        (old, new): (&'a Type, &'a Type),
        mention: Mention<'a, '_>,
        step: String,
        node: &mut Node,
    ) -> bool {
        match (old, new) {
            (Type::Array(old), Type::Array(new)) => {
                self.types((old, new), mention, step + "[]", node)
            }
            (
                Type::Map(old) | Type::ClearableMap(old, _),
                Type::Map(new) | Type::ClearableMap(new, _),
            ) => self.types((old, new), mention, step + "{}", node),
            (Type::List(paging, old), Type::List(other, new)) if paging == other => {
                self.types((old, new), mention, step, node)
            }
            (Type::Expandable(old), Type::Expandable(new)) => {
                self.types((old, new), mention, step, node)
            }
            (
                Type::MaybeDeleted {
                    live: old,
                    tombstone: old_tombstone,
                },
                Type::MaybeDeleted {
                    live: new,
                    tombstone: new_tombstone,
                },
            ) => {
                let live = self.named((old, new), mention, step.clone(), node);
                let tombstones = (old_tombstone, new_tombstone);
                // Both, so that what is nested in either is compared.
                self.named(tombstones, mention, step, node) && live
            }
            // What the document says about the bounds is no part of the type.
            (Type::Range(old), Type::Range(new)) => {
                (&old.bound, old.single) == (&new.bound, new.single)
            }
            (Type::Named(old), Type::Named(new)) => self.named((old, new), mention, step, node),
            _ => old == new,
        }
    }

    fn named(
        &mut self,
        (old, new): Pair<'a>,
        mention: Mention<'a, '_>,
        step: String,
        node: &mut Node,
    ) -> bool {
        let Mention {
            parent, pointers, ..
        } = mention;
        let written = (old, new);
        let (Some((old, base)), Some((new, head))) = (
            self.base.api().definition(old),
            self.head.api().definition(new),
        ) else {
            return old == new;
        };
        if self.tops.contains(old) || self.tops.contains(new) {
            return old == new;
        }
        if old != new && !alike(&base.shape, &head.shape) {
            return false;
        }
        if std::mem::discriminant(&base.shape) != std::mem::discriminant(&head.shape) {
            return false;
        }
        // Nested types move with the type around them.
        let follows = parent.is_some_and(|(from, to)| {
            let follow = |(old, new): Pair<'_>| old.moved(from, to).is_some_and(|m| m == *new);
            from != to && (follow((old, new)) || follow(written))
        });
        let mut moved = None;
        if !follows && let Some(kind) = self.named_otherwise(written, (old, new)) {
            let found = Found::new(kind, head.direction, Some(pointers.0), Some(pointers.1));
            moved = Some((found.level, found.kind.clone()));
            node.found.push(found.at(step.clone()));
        }
        let inner = self.pair((old, new));
        node.inner.push(Inner {
            step,
            node: inner,
            moved,
        });
        true
    }

    /// The change of the type name at a place whose definition is another one than before. `written` are the places with
    /// the names that callers are to write there.
    fn named_otherwise(&self, written: Pair<'_>, (old, new): Pair<'_>) -> Option<ChangeKind> {
        let names = (self.base.rust(old), self.head.rust(new));
        if names.0 == names.1 {
            return None;
        }
        if let (true, Some(split)) = (written.0 == written.1, self.sharing.split(written.0)) {
            return Some(split.clone());
        }
        let known = self.head.place(&names.0);
        let own = (self.base.rust(written.0), self.head.rust(written.1));
        // The place of the definition was removed. The others still share one type, and keep their names.
        if written.0 == written.1 && own.0 == own.1 && known.is_none() {
            return None;
        }
        let alias = known
            .and_then(|place| self.head.api().definition(place))
            .is_some_and(|(place, _)| place == new);
        Some(ChangeKind::TypeAtPlace {
            old: names.0,
            new: names.1,
            alias,
        })
    }
}

/// Whether one definition is a new version of the other, rather than a replacement.
fn alike(old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Object { fields: old, .. }, Shape::Object { fields: new, .. }) => {
            let kept = old
                .iter()
                .filter(|field| new.iter().any(|f| f.name == field.name));
            kept.count() * 2 >= old.len()
        }
        (Shape::Enum { values: old }, Shape::Enum { values: new }) => {
            old.iter().any(|value| new.contains(value))
        }
        (Shape::Union { members: old }, Shape::Union { members: new }) => old
            .iter()
            .any(|member| new.iter().any(|m| m.name == member.name)),
        _ => false,
    }
}
