//! Lowers Stripe's OpenAPI document to a typed IR and emits a Rust client crate.
//!
//! A library without I/O: it is given a document, the runtime's files and the
//! data files of `spec/`, and gives back files or a report. The way of the data
//! is that of [`generate`]:
//!
//! document → [`spec`] → [`lower`](mod@lower) → [`ir`] → [`names`] → [`emit`] → files

pub mod calls;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod events;
mod exceptions;
mod fixups;
pub mod ir;
pub mod lower;
pub mod names;
pub mod slice;
pub mod spec;
mod suggest;

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnostic::{Diagnostic, Report, Source};
use emit::Context;
use events::Events;
pub use exceptions::Exceptions;
pub use fixups::{Fixed, Fixups};
use ir::Api;
use names::{Ledger, Names};
use slice::{Plan, Slice};
use spec::Document;

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
    /// Text of what is known about types of events, empty where nothing is.
    pub events: &'a str,
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
    /// What is known about types of events.
    pub events: Events,
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
    lower_read(read(input)?)
}

/// What [`lower`](fn@lower) does, where a fixup that changes nothing is told in [`Lowered::fixed`] instead of refused: for
/// who wants to know what a new document means before `spec/` is made to fit it.
///
/// # Errors
///
/// All other problems of the first stage that has any.
pub fn lower_with_unused_fixups(input: &Input<'_>) -> Result<Lowered, Report> {
    let (document, mut data, ledger) = read(input)?;
    data.may_be_unused = true;
    lower_read((document, data, ledger))
}

fn lower_read((document, data, ledger): (Document, Data, Ledger)) -> Result<Lowered, Report> {
    let mut lowered = lower_document(&document, &data, ledger)?;
    // Not where a document is named: a slice is one too, and what it leaves out is not gone.
    lowered
        .ledger
        .mark(&lowered.names.places(), &lowered.api.version);
    Ok(lowered)
}

/// The IR of a document before anything is named, which says all that the document says.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn lower_all(input: &Input<'_>) -> Result<Api, Report> {
    let (document, data, ledger) = read(input)?;
    lower_shared(&document, &data, &ledger)
}

/// What [`lower`](fn@lower) does, for a part of the document. Its operations and types have the names
/// that they have in the whole: rules of naming look at neighbours.
///
/// # Errors
///
/// All problems of the first stage that has any, those of the whole included.
pub fn lower_slice(input: &Input<'_>, plan: &Plan) -> Result<Lowered, Report> {
    let (document, data, known) = read(input)?;
    let whole = lower_document(&document, &data, known.clone())?;
    let part = slice_document(document.raw.clone(), &whole, plan)?;
    let part = document.part(part.document)?;
    let mut lowered = lower_document(&part, &data, whole.ledger.clone())?;
    let named = lowered.names.places();
    lowered
        .ledger
        .retain(|place| known.path(place).is_some() || named.contains(place));
    // The whole says what is gone; a field that is cut short may have a type that the whole has not.
    let has = whole.names.places().into_iter().chain(named).collect();
    lowered.ledger.mark(&has, &lowered.api.version);
    Ok(lowered)
}

/// A part of the document, with its keys in the order of the text.
///
/// # Errors
///
/// All problems of the first stage that has any, those of the whole included.
pub fn slice(input: &Input<'_>, plan: &Plan) -> Result<Slice, Report> {
    let (document, data, ledger) = read(input)?;
    let whole = lower_document(&document, &data, ledger)?;
    slice_document(document.in_order()?, &whole, plan)
}

fn slice_document(
    document: serde_json::Value,
    whole: &Lowered,
    plan: &Plan,
) -> Result<Slice, Report> {
    let operations = slice::select(&whole.api.operations, &plan.only)
        .map_err(|problems| plan.names_report(problems))?;
    slice::slice(document, &operations, &plan.cuts).map_err(|problems| plan.cuts_report(problems))
}

/// The data files that are read beside a document.
struct Data {
    exceptions: Exceptions,
    fixups: Fixups,
    /// Whether a fixup may change nothing.
    may_be_unused: bool,
    events: Events,
}

fn read(input: &Input<'_>) -> Result<(Document, Data, Ledger), Report> {
    let document = spec::load(input.name, input.document)?;
    let refuse = |problems: Vec<Diagnostic>| Report::new(Arc::clone(&document.source), problems);
    let exceptions = Exceptions::parse(input.exceptions).map_err(refuse)?;
    let fixups = Fixups::parse(input.fixups).map_err(refuse)?;
    let ledger = Ledger::parse(input.ledger).map_err(refuse)?;
    let events = Events::parse(input.events).map_err(refuse)?;
    let data = Data {
        exceptions,
        fixups,
        may_be_unused: false,
        events,
    };
    Ok((document, data, ledger))
}

/// The IR with all that the document says.
fn lower_shared(document: &Document, data: &Data, ledger: &Ledger) -> Result<Api, Report> {
    let mut api = lower::lower(document, &data.exceptions)
        .map_err(|problems| Report::new(Arc::clone(&document.source), problems))?;
    let now = ledger.release(&api.version);
    lower::share(&mut api, |place| {
        let since = ledger.since(&place.to_string());
        since.unwrap_or_else(|| now.clone())
    });
    Ok(api)
}

fn lower_document(document: &Document, data: &Data, mut ledger: Ledger) -> Result<Lowered, Report> {
    let refuse = |problems: Vec<Diagnostic>| Report::new(Arc::clone(&document.source), problems);
    let mut api = lower_shared(document, data, &ledger)?;
    let fixed = match data.may_be_unused {
        true => data.fixups.apply_what_applies(&mut api).0,
        false => data.fixups.apply(&mut api).map_err(refuse)?,
    };
    // Named before it is pruned: a slice, or a structure that ceases to be shared, mentions other places.
    let names = names::name(&mut api, &mut ledger).map_err(refuse)?;
    lower::prune(&mut api);
    let schemas = document
        .api
        .components
        .as_ref()
        .map_or(0, |components| components.schemas.len());
    let source = Arc::clone(&document.source);
    let warnings = (!document.warnings.is_empty()).then(|| refuse(document.warnings.clone()));
    Ok(Lowered {
        api,
        names,
        ledger,
        exceptions: data.exceptions.clone(),
        fixed,
        events: data.events.clone(),
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
    render(lower(input)?, templates, package)
}

/// The same for a part of the document.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn generate_slice(
    input: &Input<'_>,
    plan: &Plan,
    templates: &BTreeMap<String, String>,
    package: &str,
) -> Result<Output, Report> {
    render(lower_slice(input, plan)?, templates, package)
}

/// The same for a document that was lowered, for who wants to look at its IR too.
///
/// # Errors
///
/// All constructs that the client has no code for.
pub fn render(
    lowered: Lowered,
    templates: &BTreeMap<String, String>,
    package: &str,
) -> Result<Output, Report> {
    let Lowered {
        api,
        names,
        exceptions,
        events,
        ..
    } = &lowered;
    // What imports the crate does so by its name: examples and doc tests.
    let crate_name = package.replace('-', "_");
    let mut files = emit::emit(&Context {
        api,
        names,
        exceptions,
        crate_name: &crate_name,
        events,
    })
    .map_err(|problems| Report::new(Arc::clone(&lowered.source), problems))?;
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
