//! Lowers Stripe's OpenAPI document to a typed IR and emits a Rust client crate.
//!
//! A library without I/O: it is given a document, the runtime's files and the
//! data files of `spec/`, and gives back files or a report. The way of the data
//! is that of [`generate`]:
//!
//! document → [`spec`] → [`lower`](mod@lower) → [`ir`] → [`names`] → [`emit`] → files

pub mod diagnostic;
pub mod emit;
mod exceptions;
mod fixups;
pub mod ir;
pub mod lower;
pub mod names;
pub mod spec;

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnostic::{Diagnostic, Report, Source};
use emit::Context;
pub use exceptions::Exceptions;
pub use fixups::{Fixed, Fixups};
use ir::Api;
use names::{Ledger, Names};

/// What a client is generated from.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// Name of the document, for messages.
    pub name: &'a str,
    /// The document, YAML or JSON.
    pub document: &'a [u8],
    /// Text of the ledger of names, empty where there is none yet.
    pub ledger: &'a str,
    /// Text of the exceptions to the rules, empty where there are none.
    pub exceptions: &'a str,
    /// Text of the known faults of the document, empty where there are none.
    pub fixups: &'a str,
}

/// A document that has been read, lowered and named.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// The IR.
    pub api: Api,
    /// Names in the client.
    pub names: Names,
    /// The ledger with the new names.
    pub ledger: Ledger,
    /// What no rule can know.
    pub exceptions: Exceptions,
    /// Known faults of the document that were mended.
    pub fixed: Fixed,
    /// Number of schemas in the document.
    pub schemas: usize,
    /// The document's text, for reports.
    pub source: Arc<Source>,
    /// Parts of the document that have no effect, where there are any.
    pub warnings: Option<Report>,
}

/// A generated crate.
#[derive(Debug, Clone)]
pub struct Output {
    /// Text of each file, by its path in the crate.
    pub files: BTreeMap<String, String>,
    /// Text of the ledger of names.
    pub ledger: String,
    /// The API version of the document.
    pub version: String,
    /// Counts for the reader of a log.
    pub totals: Totals,
    /// Parts of the document that have no effect, where there are any.
    pub warnings: Option<Report>,
}

/// How much there is of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Operations of the document.
    pub operations: usize,
    /// Schemas of the document.
    pub schemas: usize,
    /// Named types of the client.
    pub types: usize,
    /// Lines of all files.
    pub lines: usize,
}

/// Reads a document, lowers it and names everything in it.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn lower(input: &Input<'_>) -> Result<Lowered, Report> {
    let document = spec::load(input.name, input.document)?;
    let refuse = |problems: Vec<Diagnostic>| Report::new(Arc::clone(&document.source), problems);
    let exceptions = Exceptions::parse(input.exceptions).map_err(refuse)?;
    let fixups = Fixups::parse(input.fixups).map_err(refuse)?;
    let mut ledger = Ledger::parse(input.ledger).map_err(refuse)?;
    let mut api = lower::lower(&document, &exceptions).map_err(refuse)?;
    let fixed = fixups.apply(&mut api).map_err(refuse)?;
    let version = api.version.clone();
    lower::share(&mut api, |place| {
        ledger
            .since(&place.to_string())
            .unwrap_or(&version)
            .to_owned()
    });
    let names = names::name(&mut api, &mut ledger).map_err(refuse)?;
    let schemas = document
        .api
        .components
        .as_ref()
        .map_or(0, |components| components.schemas.len());
    let source = Arc::clone(&document.source);
    let warnings =
        (!document.warnings.is_empty()).then(|| Report::new(document.source, document.warnings));
    Ok(Lowered {
        api,
        names,
        ledger,
        exceptions,
        fixed,
        schemas,
        source,
        warnings,
    })
}

/// Generates the crate named `package` from a document and the files of
/// `templates/`, by their paths there.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn generate(
    input: &Input<'_>,
    templates: &BTreeMap<String, String>,
    package: &str,
) -> Result<Output, Report> {
    let lowered = lower(input)?;
    let Lowered {
        api,
        names,
        exceptions,
        ..
    } = &lowered;
    let mut files = emit::emit(&Context {
        api,
        names,
        exceptions,
    })
    .map_err(|problems| Report::new(Arc::clone(&lowered.source), problems))?;
    // The runtime's own examples and doc tests import the crate by its name.
    let crate_name = package.replace('-', "_");
    let renamed = |text: &str| text.replace("stripe_client", &crate_name);
    let examples = emit::examples(api, templates);
    for (path, text) in templates {
        if path == "Cargo.toml" {
            files.insert(path.clone(), emit::cargo_toml(text, package, &examples));
        } else if !path.starts_with("examples/") {
            files.insert(path.clone(), renamed(text));
        }
    }
    files.extend(
        examples
            .into_iter()
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
        ledger: lowered.ledger.print(),
        version: api.version.clone(),
        totals,
        warnings: lowered.warnings,
    })
}
