//! The files of a crate: those of the emitter, and the runtime of `templates/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::emit::{self, Context};
use crate::lowered::Lowered;
use crate::names::{Changes, Ledger};
use crate::package::PackageName;

/// The folder of `templates/` that is no part of the crate: pages of its reference.
const REFERENCE: &str = "reference/";

/// A generated crate.
#[derive(Debug, Clone)]
pub struct Output {
    /// Text of each file, by its path in the crate.
    pub files: BTreeMap<String, String>,
    /// The ledger of names, with the new ones.
    pub ledger: Ledger,
    /// What this document changed in the ledger.
    pub changes: Changes,
    /// The API version of the document.
    pub version: String,
    /// Counts for logs.
    pub totals: Totals,
    /// Parts of the document that have no effect, where there are any.
    pub warnings: Option<Report>,
}

/// The size of a document and of its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Number of operations in the document.
    pub operations: usize,
    /// Number of schemas in the document.
    pub schemas: usize,
    /// Number of named types in the client.
    pub types: usize,
    /// Number of lines in all files.
    pub lines: usize,
}

/// Writes the crate named `package` for a document that was lowered.
///
/// # Errors
///
/// All constructs that the client does not support.
pub fn render(
    lowered: Lowered,
    templates: &BTreeMap<String, String>,
    package: &PackageName,
) -> Result<Output, Report> {
    let Lowered {
        api,
        names,
        exceptions,
        events,
        examples,
        ..
    } = &lowered;
    // Examples and doc tests import the crate by its name.
    let crate_name = package.crate_name();
    let context = Context {
        api,
        names,
        exceptions,
        crate_name: &crate_name,
        events,
        examples,
    };
    let mut files = emit::emit(&context)
        .map_err(|problems| Report::new(Arc::clone(&lowered.source), problems))?;
    let renamed = |text: &str| text.replace("stripe_client", &crate_name);
    let programs = emit::examples(&context, templates);
    let guide = emit::guide(&context, templates);
    let rust = templates
        .get("Cargo.toml")
        .map_or("", |manifest| emit::rust_version(manifest));
    for (path, text) in templates {
        let text = match path.as_str() {
            "Cargo.toml" => emit::cargo_toml(text, package.as_str(), &programs),
            "README.md" => emit::readme(&context, text, package.as_str(), rust),
            path if path.starts_with("examples/") || path.starts_with(REFERENCE) => continue,
            path if guide.contains_key(path) => continue,
            _ => renamed(text),
        };
        files.insert(path.clone(), text);
    }
    files.extend(
        programs
            .into_iter()
            .chain(guide)
            .map(|(path, text)| (path, renamed(&text))),
    );
    let totals = Totals {
        operations: api.operations.len(),
        schemas: lowered.schemas,
        types: api.types.len(),
        lines: files.values().map(|text| text.lines().count()).sum(),
    };
    Ok(Output {
        files,
        version: api.version.clone(),
        totals,
        ledger: lowered.ledger,
        changes: lowered.changes,
        warnings: lowered.warnings,
    })
}
