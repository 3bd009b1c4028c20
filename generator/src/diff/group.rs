//! Groups equal differences into one change.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, ChangeKind, Level, Site};
use super::paths::{Reached, Under};

/// The places of changes of several names.
type Places = Vec<String>;

/// Names with equal changes at the same places, and these places.
#[derive(Default)]
struct Same(BTreeSet<String>, Vec<Site>);

/// Equal changes at different places become one, and so do changes of different names at the same places. Changes caused
/// by a retargeted `$ref` are grouped under it.
pub(super) fn group(reached: Vec<Reached>) -> Vec<Change> {
    let (inner, outer): (Vec<Reached>, Vec<Reached>) = reached.into_iter().partition(is_inner);
    let mut changes = equal(outer);
    let mut below: BTreeMap<usize, Vec<Reached>> = BTreeMap::new();
    let mut alone = Vec::new();
    for one in inner {
        let around = one.under.as_ref().and_then(|under| around(&changes, under));
        match around {
            Some(index) => below.entry(index).or_default().push(one),
            None => alone.push(one),
        }
    }
    for (index, reached) in below {
        if let Some(change) = changes.get_mut(index) {
            change.within = equal(reached);
        }
    }
    changes.extend(equal(alone));
    sort(&mut changes);
    changes
}

fn is_inner(reached: &Reached) -> bool {
    let is_name = matches!(
        reached.found.kind,
        ChangeKind::TypeAtPlace { .. } | ChangeKind::Split { .. }
    );
    let under = reached.under.as_ref();
    is_name && under.is_some_and(|under| under.level >= reached.found.level)
}

/// The change at a place.
fn around(changes: &[Change], under: &Under) -> Option<usize> {
    changes.iter().position(|change| {
        change.kind == under.kind && change.sites.iter().any(|site| site.path == under.path)
    })
}

fn equal(reached: Vec<Reached>) -> Vec<Change> {
    let mut by_name: BTreeMap<(Level, ChangeKind, Option<String>), BTreeMap<String, Site>> =
        BTreeMap::new();
    for Reached { path, found, .. } in reached {
        let sites = by_name
            .entry((found.level, found.kind, found.name.clone()))
            .or_default();
        let site = Site {
            path: path.clone(),
            name: found.name,
            base: found.base,
            head: found.head,
            old: found.old,
            new: found.new,
        };
        sites.entry(path).or_insert(site);
    }
    let mut by_places: BTreeMap<(Level, ChangeKind, Places), Same> = BTreeMap::new();
    for ((level, kind, name), sites) in by_name {
        let places = sites.keys().cloned().collect();
        let Same(names, known) = by_places.entry((level, kind, places)).or_default();
        names.extend(name);
        known.extend(sites.into_values());
    }
    let changes = by_places
        .into_iter()
        .map(|((level, kind, _), Same(names, mut sites))| {
            sites.sort();
            Change {
                kind,
                level,
                names: names.into_iter().collect(),
                sites,
                within: Vec::new(),
            }
        });
    let mut changes: Vec<Change> = changes.collect();
    sort(&mut changes);
    changes
}

fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| (b.level, &a.kind, &a.sites).cmp(&(a.level, &b.kind, &b.sites)));
}
