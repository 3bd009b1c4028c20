//! Names of the client that are added, removed or changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::Lowered;

/// Names of types and requests, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NameChanges {
    /// Names that only the second client has.
    pub given: BTreeSet<String>,
    /// Names that only the first client has.
    pub retired: BTreeSet<String>,
    /// Places in both documents whose names differ.
    pub renamed: Vec<Renamed>,
}

/// A place whose name changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Renamed {
    /// The place in the document.
    pub place: String,
    /// Its name in the first client.
    pub old: String,
    /// Its name in the second client.
    pub new: String,
}

impl NameChanges {
    /// Whether programs that use these names may no longer compile.
    #[must_use]
    pub fn breaks(&self) -> bool {
        !self.retired.is_empty()
    }
}

pub(super) fn compare(base: &Lowered, head: &Lowered) -> NameChanges {
    let (old, new) = (names(base), names(head));
    let (before, after): (BTreeSet<&String>, BTreeSet<&String>) =
        (old.values().collect(), new.values().collect());
    let renamed = old.iter().filter_map(|(place, name)| {
        let other = new.get(place).filter(|other| *other != name)?;
        Some(Renamed {
            place: place.clone(),
            old: name.clone(),
            new: other.clone(),
        })
    });
    NameChanges {
        given: after
            .difference(&before)
            .map(|name| (*name).clone())
            .collect(),
        retired: before
            .difference(&after)
            .map(|name| (*name).clone())
            .collect(),
        renamed: renamed.collect(),
    }
}

/// The names that are in the crate, by place.
fn names(lowered: &Lowered) -> BTreeMap<String, String> {
    let (api, names) = (&lowered.api, &lowered.names);
    let types = names.types();
    let types = types.map(|(place, path)| (place.to_string(), path.to_string()));
    let requests = api.operations.iter().filter_map(|operation| {
        let path = names.request(operation)?;
        Some((operation.route(), path.to_string()))
    });
    types.chain(requests).collect()
}
