//! Makes one change of what shows in many places.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Kind, Level, Site};
use super::types::Found;

/// Where changes of several names show.
type Places = Vec<String>;

/// The names that change alike at the same places, and the places.
#[derive(Default)]
struct Same(BTreeSet<String>, Vec<Site>);

/// Equal changes at different places are one; so are those of different names at the same places.
pub(super) fn group(found: Vec<(String, Found)>) -> Vec<Change> {
    let mut by_name: BTreeMap<(Level, Kind, Option<String>), BTreeMap<String, Site>> =
        BTreeMap::new();
    for (path, found) in found {
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
    let mut by_places: BTreeMap<(Level, Kind, Places), Same> = BTreeMap::new();
    for ((level, kind, name), sites) in by_name {
        let places = sites.keys().cloned().collect();
        let Same(names, known) = by_places.entry((level, kind, places)).or_default();
        names.extend(name);
        known.extend(sites.into_values());
    }
    let mut changes: Vec<Change> = by_places
        .into_iter()
        .map(|((level, kind, _), Same(names, mut sites))| {
            sites.sort();
            Change {
                kind,
                level,
                names: names.into_iter().collect(),
                sites,
            }
        })
        .collect();
    changes.sort_by(|a, b| (b.level, &a.kind, &a.sites).cmp(&(a.level, &b.kind, &b.sites)));
    changes
}
