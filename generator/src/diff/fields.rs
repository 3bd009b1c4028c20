//! Compares the fields of two objects, or the parameters of two operations.

use std::collections::BTreeMap;

use super::change::ChangeKind;
use super::clearing::{clearing, clearing_of_keys};
use super::found::{Found, Node, deprecation};
use super::walk::{Mention, Walk};
use crate::ir::{Direction, Field, Presence};

impl<'a> Walk<'a> {
    /// Fields are matched by name. `pointers` returns the JSON pointers of a field in both documents.
    pub(super) fn fields(
        &mut self,
        (old, new): (&'a [Field], &'a [Field]),
        mention: Mention<'a, '_>,
        pointers: &dyn Fn(&str) -> (String, String),
        node: &mut Node,
    ) {
        let direction = mention.direction;
        let all = (old, new);
        let by_name = |fields: &'a [Field]| -> BTreeMap<&'a str, &'a Field> {
            fields.iter().map(|f| (f.name.as_str(), f)).collect()
        };
        let (old, new) = (by_name(old), by_name(new));
        for (name, field) in &old {
            match new.get(name) {
                Some(other) => {
                    let (base, head) = pointers(name);
                    let pointers = (base.as_str(), head.as_str());
                    let mention = Mention {
                        pointers,
                        ..mention
                    };
                    self.field((field, other), all, mention, node);
                }
                None => {
                    let (pointer, _) = pointers(name);
                    let mut found =
                        Found::new(ChangeKind::FieldRemoved, direction, Some(&pointer), None);
                    found.old = Some(self.base.signatures.field(field, all.0, direction));
                    node.found.push(found.named(name));
                }
            }
        }
        for (name, field) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            let (_, pointer) = pointers(name);
            let required = field.presence.is_required();
            let kind = ChangeKind::FieldAdded { required };
            let mut found = Found::new(kind, direction, None, Some(&pointer));
            found.new = Some(self.head.signatures.field(field, all.1, direction));
            node.found.push(found.named(name));
        }
    }

    fn field(
        &mut self,
        (old, new): (&'a Field, &'a Field),
        all: (&[Field], &[Field]),
        mention: Mention<'a, '_>,
        node: &mut Node,
    ) {
        let direction = mention.direction;
        let (base, head) = mention.pointers;
        let step = format!(".{}", old.name);
        let mut kinds = Vec::new();
        let same = self.types((&old.ty, &new.ty), mention, step.clone(), node);
        if !same {
            kinds.push(self.retyped(&old.ty, &new.ty));
        } else if let Some(kind) = presence(old.presence, new.presence, direction) {
            kinds.push(kind);
        }
        kinds.extend(clearing(old.clear_with, new.clear_with));
        if same {
            kinds.extend(clearing_of_keys(&old.ty, &new.ty));
            kinds.dedup();
        }
        kinds.extend(deprecation(old.docs.deprecated, new.docs.deprecated));
        for kind in kinds {
            let mut found = Found::new(kind, direction, Some(base), Some(head)).at(step.clone());
            found.level = found.kind.level_of(&old.ty, &new.ty, direction);
            found.old = Some(self.base.signatures.field(old, all.0, direction));
            found.new = Some(self.head.signatures.field(new, all.1, direction));
            node.found.push(found);
        }
    }
}

fn presence(old: Presence, new: Presence, direction: Direction) -> Option<ChangeKind> {
    match (old, new) {
        (old, new) if old == new || old.is_required() && new.is_required() => None,
        (_, new) if new.is_required() => Some(ChangeKind::Required(direction)),
        (old, _) if old.is_required() => Some(ChangeKind::Optional(direction)),
        (_, new) => Some(ChangeKind::Null {
            allowed: new == Presence::Nullable,
        }),
    }
}
