//! How values and keys are cleared.

use super::change::ChangeKind;
use crate::ir::{ClearWith, Type};

pub(super) fn clearing(old: ClearWith, new: ClearWith) -> Option<ChangeKind> {
    match (old, new) {
        (old, new) if old == new => None,
        (ClearWith::Nothing, _) => Some(ChangeKind::Clearable),
        (_, ClearWith::Nothing) => Some(ChangeKind::NotClearable),
        _ => Some(ChangeKind::ClearedBy),
    }
}

/// What changes in how keys of maps are cleared, of two types of one kind.
pub(super) fn clearing_of_keys(old: &Type, new: &Type) -> Vec<ChangeKind> {
    let pairs = keys(old).into_iter().zip(keys(new));
    let mut kinds: Vec<ChangeKind> = pairs.filter_map(|(old, new)| clearing(old, new)).collect();
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
