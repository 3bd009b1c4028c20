//! The comparison for programs.

use generator::diff::{Change, Site};
use serde_json::{Value, json};

use super::{Comparison, Side};

/// All of it, with all places.
pub(super) fn report(comparison: &Comparison) -> String {
    let Comparison { base, head, diff } = comparison;
    let renamed = diff.names.renamed.iter();
    let renamed = renamed.map(|one| json!({ "place": one.place, "old": one.old, "new": one.new }));
    let value = json!({
        "verdict": diff.verdict().to_string(),
        "generator": env!("CARGO_PKG_VERSION"),
        "base": side(base),
        "head": side(head),
        "changes": diff.changes.iter().map(change).collect::<Vec<_>>(),
        "texts": diff.prose,
        "names": {
            "given": diff.names.given,
            "retired": diff.names.retired,
            "renamed": renamed.collect::<Vec<_>>(),
        },
    });
    // Plain data with keys that are strings: there is nothing that JSON could not say.
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

fn side(side: &Side) -> Value {
    json!({
        "document": side.name,
        "version": side.lowered.api.version,
        "sha256": side.hash,
        "operations": side.lowered.api.operations.len(),
        "types": side.lowered.api.types.len(),
    })
}

fn change(change: &Change) -> Value {
    json!({
        "kind": change.kind.as_str(),
        "level": change.level.as_str(),
        "names": change.names,
        "sentence": change.sentence(usize::MAX),
        "instead": change.advice(),
        "places": change.sites.iter().map(place).collect::<Vec<_>>(),
    })
}

fn place(site: &Site) -> Value {
    json!({
        "path": site.path,
        "name": site.name,
        "base": site.base,
        "head": site.head,
        "old": site.old,
        "new": site.new,
    })
}
