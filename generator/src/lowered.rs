//! A document that has been read, lowered and named.

use std::sync::Arc;

use crate::diagnostic::{Report, Source};
use crate::events::Events;
use crate::examples::Examples;
use crate::exceptions::Exceptions;
use crate::fixups::FixupOutcome;
use crate::ir::{Api, Operation};
use crate::names::{Changes, Ledger, Names};
use crate::passes::State;
use crate::spec::Document;

/// A document that has been read, lowered and named.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// The IR.
    pub api: Api,
    /// Names in the client.
    pub names: Names,
    /// The ledger with the new names.
    pub ledger: Ledger,
    /// What this document changed in the ledger.
    pub changes: Changes,
    /// The exceptions to the rules.
    pub exceptions: Exceptions,
    /// The results of the fixups.
    pub fixups: FixupOutcome,
    /// The known types of events.
    pub events: Events,
    /// Values and calls for examples.
    pub examples: Examples,
    /// Number of schemas in the document.
    pub schemas: usize,
    /// The document's text, for reports.
    pub source: Arc<Source>,
    /// Parts of the document that have no effect, where there are any.
    pub warnings: Option<Report>,
}

impl Lowered {
    /// The operations with their full names, such as `refunds.create`.
    pub fn named_operations(&self) -> impl Iterator<Item = (&Operation, String)> {
        let operations = self.api.operations.iter();
        operations.map(|operation| (operation, self.names.full_name(operation)))
    }

    pub(crate) fn new(document: &Document, state: State<'_>) -> Self {
        let components = document.api.components.as_ref();
        let warnings = &document.warnings;
        Self {
            api: state.api,
            names: state.names,
            ledger: state.ledger,
            changes: Changes::default(),
            exceptions: state.data.exceptions.clone(),
            fixups: state.fixups,
            events: state.data.events.clone(),
            examples: state.data.examples.clone(),
            schemas: components.map_or(0, |components| components.schemas.len()),
            source: Arc::clone(&document.source),
            warnings: (!warnings.is_empty())
                .then(|| Report::new(Arc::clone(&document.source), warnings.clone())),
        }
    }
}
