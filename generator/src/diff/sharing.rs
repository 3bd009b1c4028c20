//! Places that shared one type and no longer do.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::change::ChangeKind;
use super::client::Client;
use crate::ir::SchemaPath;

/// Splits of shared definitions, by the places that leave them.
#[derive(Default)]
pub(super) struct Sharing<'a>(HashMap<&'a SchemaPath, ChangeKind>);

impl<'a> Sharing<'a> {
    /// Compares which places share a type. Only places in both documents count: no value is passed between a place that
    /// exists and one that does not.
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
            // The part with the definition stays, else the largest.
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

    /// The split that a place is part of.
    pub(super) fn split(&self, place: &SchemaPath) -> Option<&ChangeKind> {
        self.0.get(place)
    }
}
