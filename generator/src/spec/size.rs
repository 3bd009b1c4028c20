//! Refuses documents with too many paths or schemas, before each becomes typed data and files of the crate.

use serde_json::Value;

use crate::budget::{PATHS, SCHEMA_NAMES, too_many_entries};
use crate::diagnostic::{Diagnostic, Pointer};

/// A problem for each of the two that there is too much of, at the first that is too many.
pub(super) fn check(raw: &Value) -> Vec<Diagnostic> {
    let limits = [
        (&["paths"][..], "paths", PATHS),
        (&["components", "schemas"], "schemas", SCHEMA_NAMES),
    ];
    let problems = limits.into_iter().filter_map(|(keys, what, limit)| {
        let mut at = Pointer::root();
        let mut entries = raw;
        for key in keys {
            at.push(*key);
            entries = entries.get(key)?;
        }
        let (name, _) = entries.as_object()?.iter().nth(limit)?;
        Some(too_many_entries(at.child(name), what, limit))
    });
    problems.collect()
}
