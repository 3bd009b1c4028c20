//! From the document to the IR.
//!
//! Every construct is lowered exactly or refused with a pointer and a
//! sentence; the refusals of all passes come out together.

mod envelope;
mod operation;
mod reply;
mod request;
mod schema;
mod service;
mod share;

pub use share::share;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Pointer};
use crate::exceptions::Exceptions;
use crate::ir::{Api, Place, TypeDef};
use crate::spec::Document;

/// Lowers a whole document.
///
/// # Errors
///
/// All constructs that have no exact counterpart in the IR.
pub fn lower(document: &Document, exceptions: &Exceptions) -> Result<Api, Vec<Diagnostic>> {
    let mut lowering = Lowering::new(document, exceptions);
    lowering.schemas();
    let operations = lowering.operations();
    if !lowering.refused.is_empty() {
        return Err(lowering.refused);
    }
    Ok(Api {
        version: document.api.info.version.clone(),
        base: lowering.base(),
        operations,
        types: lowering.types,
    })
}

/// What the passes share: the document, and what was found so far.
struct Lowering<'a> {
    document: &'a Document,
    exceptions: &'a Exceptions,
    types: BTreeMap<Place, TypeDef>,
    refused: Vec<Diagnostic>,
    /// Components that are being written out into a request, outermost first.
    open: Vec<&'a str>,
}

impl<'a> Lowering<'a> {
    fn new(document: &'a Document, exceptions: &'a Exceptions) -> Self {
        Self {
            document,
            exceptions,
            types: BTreeMap::new(),
            refused: Vec::new(),
            open: Vec::new(),
        }
    }

    fn refuse(&mut self, code: &'static str, pointer: &Pointer, message: impl Into<String>) {
        self.refused
            .push(Diagnostic::error(code, pointer.clone(), message));
    }

    /// Origin of operations that name none of their own.
    fn base(&self) -> String {
        let url = self
            .document
            .api
            .servers
            .first()
            .map_or("", |server| server.url.as_str());
        url.trim_end_matches('/').to_owned()
    }
}

/// A spot in the document: by names for the IR, by pointer for messages.
#[derive(Clone)]
struct Spot {
    place: Place,
    pointer: Pointer,
}

impl Spot {
    /// The property `name` of the object here.
    fn property(&self, name: &str) -> Self {
        Self {
            place: self.place.child(name),
            pointer: self.pointer.child("properties").child(name),
        }
    }

    /// A schema below this one that has no name of its own.
    fn inner(&self, keyword: &str) -> Self {
        Self {
            place: self.place.clone(),
            pointer: self.pointer.child(keyword),
        }
    }

    /// An alternative of this schema that has no name of its own.
    fn alternative(&self, keyword: &str, index: usize) -> Self {
        Self {
            place: self.place.clone(),
            pointer: self.pointer.child(keyword).child(index.to_string()),
        }
    }

    /// The same schema under a further name.
    fn named(self, name: &str) -> Self {
        Self {
            place: self.place.child(name),
            ..self
        }
    }
}
