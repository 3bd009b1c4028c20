//! Proves that lowering loses nothing of a document.
//!
//! [`print()`] turns the IR back into an OpenAPI document, which is compared with
//! the original after named [normalisations](Applied). A table counts each
//! construct and the IR nodes that it was lowered to.

mod compare;
mod constructs;
mod kinds;
mod normalise;
mod print;
mod print_schema;
mod walk;

use std::collections::BTreeSet;

pub use crate::spec::Applied;
pub use compare::Difference;
pub use constructs::Construct;
pub use print::print;

use serde::Serialize;
use serde_json::Value;

use crate::Input;
use crate::diagnostic::{Pointer, Report};
use crate::ir::Api;
use crate::spec;

/// The coverage of a document by its IR.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// The API version of the document.
    pub version: String,
    /// Number of operations.
    pub operations: usize,
    /// Number of schemas.
    pub schemas: usize,
    /// The constructs of the document, with their counts and IR nodes.
    pub constructs: Vec<Construct>,
    /// Number of places that were refused.
    pub refused: usize,
    /// The problems of these places.
    #[serde(skip)]
    pub report: Option<Report>,
    /// The comparison of the IR with the document; `None` if the document was refused, which leaves no IR.
    pub round_trip: Option<RoundTrip>,
}

/// The comparison of a printed IR with its document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundTrip {
    /// All rewrites and normalisations, including those that changed nothing.
    pub normalisations: Vec<Applied>,
    /// The remaining differences.
    pub differences: Vec<Difference>,
}

impl Coverage {
    /// Whether the IR contains the whole document.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let trip = self.round_trip.as_ref();
        self.refused == 0 && trip.is_some_and(|trip| trip.differences.is_empty())
    }
}

/// Lowers a document and compares the IR with it.
///
/// # Errors
///
/// All problems of a document that cannot be read.
pub fn coverage(input: &Input<'_>) -> Result<Coverage, Report> {
    let document = spec::load(input.name, input.document)?;
    let raw = document.raw.clone();
    let warnings = document.warnings.iter();
    let ignored: Vec<Pointer> = warnings.map(|warning| warning.pointer.clone()).collect();
    let ignored = spec::ignored(&document, ignored);
    let lowered = crate::document_state(&document, input.data, &input.data.ledger);
    let (comparison, normalisations, report) = match lowered.map(|state| state.api) {
        Ok(api) => {
            let (comparison, normalisations) = compare_raw(raw.clone(), &ignored, &api);
            let mut applied = document.rewrites.clone();
            applied.extend(normalisations);
            (comparison, Some(applied), None)
        }
        Err(report) => (Default::default(), None, Some(report)),
    };
    let refused: BTreeSet<String> = report
        .iter()
        .flat_map(Report::diagnostics)
        .map(|diagnostic| diagnostic.pointer.to_string())
        .collect();
    let count = |pointer: &str, nested: bool| {
        let entries = raw.pointer(pointer).and_then(Value::as_object);
        entries.map_or(0, |entries| match nested {
            false => entries.len(),
            true => entries
                .values()
                .filter_map(Value::as_object)
                .map(|item| item.len())
                .sum(),
        })
    };
    Ok(Coverage {
        version: raw
            .pointer("/info/version")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        operations: count("/paths", true),
        schemas: count("/components/schemas", false),
        refused: refused.len(),
        report,
        constructs: constructs::constructs(raw, &comparison.nodes, &refused),
        round_trip: normalisations.map(|normalisations| RoundTrip {
            normalisations,
            differences: comparison.differences,
        }),
    })
}

/// Compares a document with an IR, its own or another. `ignored` are the
/// places that loading warned about.
#[must_use]
pub fn round_trip(mut document: Value, ignored: &[Pointer], api: &Api) -> RoundTrip {
    let (mut applied, ignored) = spec::rewrite(&mut document, ignored);
    let (comparison, normalisations) = compare_raw(document, &ignored, api);
    applied.extend(normalisations);
    RoundTrip {
        normalisations: applied,
        differences: comparison.differences,
    }
}

fn compare_raw(
    mut document: Value,
    ignored: &[Pointer],
    api: &Api,
) -> (compare::Comparison, Vec<Applied>) {
    walk::annotate(&mut document);
    let applied = normalise::normalise(&mut document, ignored);
    (compare::compare(&document, &print(api)), applied)
}
