//! The text that `update` prints. Pure.

use generator::diagnostic::Pointer;
use generator::diff::Report;

use super::document::NewDocument;
use super::fragment::Fragment;
use super::version::Step;
use crate::output::{Destination, Plan, Target, show};
use crate::report::{count, line, size};
use crate::support::{PACKAGE, Paint};

/// The document, the slice, and what is to be done about its prose.
pub(super) fn document(paint: Paint, document: &NewDocument, fragment: &Fragment) -> String {
    let [(operations, of_operations), (schemas, of_schemas)] = fragment.sizes;
    let mut text = line(
        paint,
        "read",
        &format!(
            "{} ({}, version {}, sha256 {})",
            document.title,
            size(document.content.len() as u64),
            fragment.version,
            document.sha256
        ),
    );
    text += &line(
        paint,
        "slice",
        &format!("{operations} of {of_operations} operations, {schemas} of {of_schemas} schemas"),
    );
    let overlay = &fragment.overlay;
    let orphaned = overlay.orphaned.iter().map(|one| &one.pointer);
    text += &prose(paint, "to write", overlay.missing.iter());
    text += &prose(paint, "that may be stale", overlay.doubtful.iter());
    text + &prose(paint, "without a location", orphaned)
}

fn prose<'a>(paint: Paint, what: &str, pointers: impl Iterator<Item = &'a Pointer>) -> String {
    let pointers: Vec<String> = pointers.map(|one| format!("         {one}\n")).collect();
    if pointers.is_empty() {
        return String::new();
    }
    let number = count(pointers.len(), "text");
    line(paint, "prose", &format!("{number} {what}")) + &pointers.concat()
}

/// What the change means for callers.
pub(super) fn verdict(paint: Paint, report: &Report, step: &Step) -> String {
    let changes = report.sections.iter().map(|section| section.items.len());
    let words = format!("{}, {}", report.verdict, count(changes.sum(), "change"));
    let version = match step {
        Step { old, new } if old == new => format!("{PACKAGE} stays at {new}"),
        Step { old, new } => format!("{PACKAGE} {old} becomes {new}"),
    };
    line(paint, "verdict", &words) + &line(paint, "version", &version)
}

/// Lines for a plan that leaves the crate unchanged; `None` for any other.
pub(super) fn siblings(
    paint: Paint,
    plan: &Plan,
    destination: &Destination,
    verb: &str,
) -> Option<String> {
    let paths = plan.changes.iter().map(|change| match &change.target {
        target @ Target::Sibling(_) => Some(show(&destination.locate(target))),
        _ => None,
    });
    let paths: Option<Vec<String>> = paths.collect();
    Some(paths?.iter().map(|path| line(paint, verb, path)).collect())
}
