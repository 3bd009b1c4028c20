//! Compares the fields of two objects, or the parameters of two operations.

use std::collections::BTreeMap;

use super::change::Kind;
use super::types::{Found, Node, Pair, Walk, deprecation};
use crate::ir::{ClearWith, Direction, Field, Presence, Type};

impl<'a> Walk<'a> {
    /// Fields are told by name. `pointers` gives those of a field in both documents.
    pub(super) fn fields(
        &mut self,
        (old, new): (&'a [Field], &'a [Field]),
        direction: Direction,
        pointers: &dyn Fn(&str) -> (String, String),
        parent: Option<Pair<'a>>,
        node: &mut Node,
    ) {
        let by_name = |fields: &'a [Field]| -> BTreeMap<&'a str, &'a Field> {
            fields.iter().map(|f| (f.name.as_str(), f)).collect()
        };
        let (old, new) = (by_name(old), by_name(new));
        for (name, field) in &old {
            match new.get(name) {
                Some(other) => self.field((field, other), direction, pointers(name), parent, node),
                None => {
                    let (pointer, _) = pointers(name);
                    let mut found = Found::new(Kind::FieldRemoved, direction, Some(&pointer), None);
                    found.old = Some(self.base.signatures.field(field, direction));
                    node.found.push(found.named(name));
                }
            }
        }
        for (name, field) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            let (_, pointer) = pointers(name);
            let required = field.presence == Presence::Required;
            let kind = Kind::FieldAdded { required };
            let mut found = Found::new(kind, direction, None, Some(&pointer));
            found.new = Some(self.head.signatures.field(field, direction));
            node.found.push(found.named(name));
        }
    }

    fn field(
        &mut self,
        (old, new): (&'a Field, &'a Field),
        direction: Direction,
        (base, head): (String, String),
        parent: Option<Pair<'a>>,
        node: &mut Node,
    ) {
        let step = format!(".{}", old.name);
        let mut kinds = Vec::new();
        let same = self.types(&old.ty, &new.ty, step.clone(), parent, (&base, &head), node);
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
            let mut found = Found::new(kind, direction, Some(&base), Some(&head)).at(step.clone());
            found.level = found.kind.level_of(&old.ty, &new.ty, direction);
            found.old = Some(self.base.signatures.field(old, direction));
            found.new = Some(self.head.signatures.field(new, direction));
            node.found.push(found);
        }
    }
}

fn presence(old: Presence, new: Presence, direction: Direction) -> Option<Kind> {
    match (old, new) {
        (old, new) if old == new => None,
        (_, Presence::Required) => Some(Kind::Required(direction)),
        (Presence::Required, _) => Some(Kind::Optional(direction)),
        (_, new) => Some(Kind::Null {
            allowed: new == Presence::Nullable,
        }),
    }
}

fn clearing(old: ClearWith, new: ClearWith) -> Option<Kind> {
    match (old, new) {
        (old, new) if old == new => None,
        (ClearWith::Nothing, _) => Some(Kind::Clearable),
        (_, ClearWith::Nothing) => Some(Kind::NotClearable),
        _ => Some(Kind::ClearedBy),
    }
}

/// What changes in how keys of maps are cleared, of two types of one kind.
pub(super) fn clearing_of_keys(old: &Type, new: &Type) -> Vec<Kind> {
    let pairs = keys(old).into_iter().zip(keys(new));
    let mut kinds: Vec<Kind> = pairs.filter_map(|(old, new)| clearing(old, new)).collect();
    kinds.dedup();
    kinds
}

/// The maps in a type, from the outside.
fn keys(ty: &Type) -> Vec<ClearWith> {
    match ty {
        Type::ClearableMap(inner, unset) => [vec![*unset], keys(inner)].concat(),
        Type::Map(inner) => [vec![ClearWith::Nothing], keys(inner)].concat(),
        Type::Array(inner) | Type::List(_, inner) | Type::Expandable(inner) => keys(inner),
        _ => Vec::new(),
    }
}
