//! Which places had one type and have two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::change::ChangeKind;
use super::client::Client;
use crate::ir::SchemaPath;

/// What becomes of shared definitions, by the places that leave them.
#[derive(Default)]
pub(super) struct Sharing<'a>(HashMap<&'a SchemaPath, ChangeKind>);

impl<'a> Sharing<'a> {
    /// Compares which places are one type. Places that only one of the documents has say nothing: no value is passed
    /// between a place that is there and one that is not.
    pub(super) fn new(base: &Client<'a>, head: &Client<'a>) -> Self {
        let mut classes: BTreeMap<&SchemaPath, BTreeMap<&SchemaPath, Vec<&'a SchemaPath>>> =
            BTreeMap::new();
        for place in base.api().types.keys() {
            let definitions = (base.api().definition(place), head.api().definition(place));
            if let (Some((old, _)), Some((new, _))) = definitions {
                let class = classes.entry(old).or_default();
                class.entry(new).or_default().push(place);
            }
        }
        let mut left = HashMap::new();
        for (definition, parts) in classes.iter().filter(|(_, parts)| parts.len() > 1) {
            // That of the definition is told first, then that of most places.
            let rank = |part: &Vec<&SchemaPath>| {
                let first = part.first().copied();
                (
                    part.contains(definition),
                    part.len(),
                    Reverse(first.cloned()),
                )
            };
            let Some(stay) = parts.values().max_by_key(|part| rank(part)) else {
                continue;
            };
            for leave in parts.values().filter(|part| *part != stay) {
                let names = |part: &[&SchemaPath]| {
                    let mut names: Vec<String> =
                        part.iter().map(|place| base.rust(place)).collect();
                    names.sort();
                    names
                };
                let kind = ChangeKind::Split {
                    stay: names(stay),
                    leave: names(leave),
                };
                left.extend(leave.iter().map(|place| (*place, kind.clone())));
            }
        }
        Self(left)
    }

    /// That a place has another type than others that it had one type with.
    pub(super) fn split(&self, place: &SchemaPath) -> Option<&ChangeKind> {
        self.0.get(place)
    }
}
