//! Known faults of the first document that are none of the second: lines of `spec/fixups.tsv` to look at.

use serde::Serialize;

use crate::Lowered;

/// A fixup that no longer applies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lapsed {
    /// The field that it is for.
    pub place: String,
    /// Why it does not apply, and what to do.
    pub why: String,
}

pub(super) fn lapsed(base: &Lowered, head: &Lowered) -> Vec<Lapsed> {
    let lapsed = |place: &String, why: String| Lapsed {
        place: place.clone(),
        why,
    };
    let version = &head.api.version;
    let was_for =
        |place: &&String| base.fixups.applied.contains(place) || base.fixups.absent.contains(place);
    let ended = head.fixups.other.iter().filter(was_for).map(|place| {
        let why = format!(
            "its versions end before {version}: remove the line, or widen them if the fault is still there"
        );
        lapsed(place, why)
    });
    let absent = head.fixups.absent.iter();
    let missing = absent
        .filter(|place| base.fixups.applied.contains(place))
        .map(|place| {
            let why = format!("{version} lacks what it is about: end its versions before it");
            lapsed(place, why)
        });
    let unused = head.fixups.unused.iter().map(|(place, why)| {
        let why = format!("{why}; remove the line, or end its versions before {version}");
        lapsed(place, why)
    });
    let mut all: Vec<Lapsed> = ended.chain(missing).chain(unused).collect();
    all.sort();
    all
}
