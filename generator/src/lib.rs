//! Lowers Stripe's OpenAPI document to a typed IR and emits a Rust client crate.
//!
//! A library without I/O: it takes a document, the runtime's files and the data
//! files of `spec/`, and returns files or a report. Every function here is a part
//! of one pipeline, in its order:
//!
//! document → [`spec`] → [`lower`](mod@lower) → passes over the [`ir`] → [`names`] → [`emit`] → files

pub mod budget;
pub mod calls;
pub mod coverage;
mod data;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod events;
pub mod examples;
mod exceptions;
mod fixups;
pub mod impact;
pub mod ir;
pub mod lower;
mod lowered;
pub mod names;
mod package;
mod passes;
mod render;
pub mod slice;
pub mod spec;
pub mod suggest;
pub mod text;
mod tsv;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use data::{Data, DataFiles};
use diagnostic::{Diagnostic, Report};
pub use exceptions::{Exceptions, Secrecy, SecretField};
pub use fixups::{FixupOutcome, Fixups, UnusedFixups};
use ir::Api;
pub use lowered::Lowered;
use names::{Changes, Ledger, RenameFault, Renamed};
pub use package::{PackageName, PackageNameError};
pub use render::{Output, Totals, render};
use slice::{Plan, Slice};
use spec::Document;

/// The input of the generator.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Name of the document, for messages.
    pub name: &'a str,
    /// The document, YAML or JSON.
    pub document: &'a [u8],
    /// The data files of `spec/`.
    pub data: &'a Data,
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
    package: &PackageName,
) -> Result<Output, Report> {
    render(lower(input)?, templates, package)
}

/// Like [`generate`], for a part of the document.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn generate_slice(
    input: &Input<'_>,
    plan: &Plan,
    templates: &BTreeMap<String, String>,
    package: &PackageName,
) -> Result<Output, Report> {
    render(lower_slice(input, plan)?, templates, package)
}

/// Reads a document, lowers it and names everything in it.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn lower(input: &Input<'_>) -> Result<Lowered, Report> {
    lower_with(input, UnusedFixups::Refuse)
}

/// Like [`lower`](fn@lower), with a choice about fixups that change nothing: a comparison of documents shows the effect
/// of a new one before `spec/` is adapted to it.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn lower_with(input: &Input<'_>, unused: UnusedFixups) -> Result<Lowered, Report> {
    let document = spec::load(input.name, input.document)?;
    let mut lowered = lower_document(&document, input.data, &input.data.ledger, unused)?;
    // Not in `lower_document`: a slice is a document too, and what it leaves out is not absent from the API.
    lowered
        .ledger
        .mark(&lowered.names.places(), &lowered.api.version);
    lowered.changes = Changes::between(&input.data.ledger, &lowered.ledger);
    Ok(lowered)
}

/// Like [`lower`](fn@lower), for a part of the document. Its operations and types have the names that
/// they have in the whole, since rules of naming depend on neighbours.
///
/// # Errors
///
/// All problems of the first stage that has any, those of the whole included.
pub fn lower_slice(input: &Input<'_>, plan: &Plan) -> Result<Lowered, Report> {
    let (data, known) = (input.data, &input.data.ledger);
    let document = spec::load(input.name, input.document)?;
    let whole = lower_document(&document, data, known, UnusedFixups::Refuse)?;
    let part = slice_document(document.raw.clone(), &whole, plan)?;
    let part = document.part(part.document)?;
    let mut lowered = lower_document(&part, data, &whole.ledger, UnusedFixups::Refuse)?;
    let named = lowered.names.places();
    lowered
        .ledger
        .retain(|place| known.path(place).is_some() || named.contains(place));
    // The whole decides which names are absent, except that a cut field may have a type that the whole lacks.
    let has = whole.names.places().into_iter().chain(named).collect();
    lowered.ledger.mark(&has, &lowered.api.version);
    lowered.changes = Changes::between(known, &lowered.ledger);
    Ok(lowered)
}

/// A part of the document, with its keys in the order of the text.
///
/// # Errors
///
/// All problems of the first stage that has any, those of the whole included.
pub fn slice(input: &Input<'_>, plan: &Plan) -> Result<Slice, Report> {
    let document = spec::load(input.name, input.document)?;
    let ledger = &input.data.ledger;
    let whole = lower_document(&document, input.data, ledger, UnusedFixups::Refuse)?;
    slice_document(document.in_order()?, &whole, plan)
}

/// The ledger after a rename of the type, request or operation `old` to `new`, and what the rename changes.
///
/// # Errors
///
/// All problems of the document, or of the two names.
pub fn rename(input: &Input<'_>, old: &str, new: &str) -> Result<(Ledger, Renamed), RenameError> {
    let before = lower(input)?;
    let mut ledger = input.data.ledger.clone();
    let mut renamed = ledger
        .rename(&before.names, &before.api.version, old, new)
        .map_err(RenameError::Names)?;
    let data = input.data.clone().with_ledger(ledger.clone());
    let after = lower(&Input {
        data: &data,
        ..*input
    })?;
    renamed.moved = before.names.moved(&after.names, &renamed.place);
    Ok((ledger, renamed))
}

/// Why a name was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    /// The document is refused, or its client with the new name is.
    #[error(transparent)]
    Document(#[from] Report),
    /// The names are wrong.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Names(Vec<RenameFault>),
}

/// The IR of exactly the document, without fixups and names.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn document_ir(input: &Input<'_>) -> Result<Api, Report> {
    let document = spec::load(input.name, input.document)?;
    document_state(&document, input.data, &input.data.ledger).map(|state| state.api)
}

/// What a document takes of each budget: of its values when it is read, and of its schemas when they are lowered.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn spent(input: &Input<'_>) -> Result<(budget::Spent, budget::Spent), Report> {
    let document = spec::load(input.name, input.document)?;
    let lowered = lower::lower_spending(&document);
    let (_, schemas) = lowered.map_err(|problems| refused(&document, problems))?;
    Ok((document.spent, schemas))
}

fn slice_document(
    document: serde_json::Value,
    whole: &Lowered,
    plan: &Plan,
) -> Result<Slice, Report> {
    let named: Vec<_> = whole.named_operations().collect();
    let operations =
        slice::select(&named, &plan.only).map_err(|problems| plan.names_report(problems))?;
    slice::slice(document, &operations, &plan.cuts).map_err(|problems| plan.cuts_report(problems))
}

fn lower_document(
    document: &Document,
    data: &Data,
    ledger: &Ledger,
    unused: UnusedFixups,
) -> Result<Lowered, Report> {
    let mut state = document_state(document, data, ledger)?;
    state.unused = unused;
    passes::run(&passes::CLIENT, &mut state).map_err(|problems| refused(document, problems))?;
    Ok(Lowered::new(document, state))
}

/// The state of the passes after those that make the IR of the document.
pub(crate) fn document_state<'a>(
    document: &Document,
    data: &'a Data,
    ledger: &Ledger,
) -> Result<passes::State<'a>, Report> {
    let refuse = |problems| refused(document, problems);
    let api = lower::lower(document).map_err(refuse)?;
    let mut state = passes::State::new(api, data, ledger.clone());
    passes::run(&passes::DOCUMENT, &mut state).map_err(refuse)?;
    Ok(state)
}

fn refused(document: &Document, problems: Vec<Diagnostic>) -> Report {
    Report::new(Arc::clone(&document.source), problems)
}

/// Names of the passes over the IR, in their order, and what each does.
pub fn passes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = passes::DOCUMENT.iter().chain(&passes::CLIENT);
    all.map(|pass| (pass.name, pass.about))
}
