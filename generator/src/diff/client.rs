//! The clients of the two documents.

use crate::Lowered;
use crate::emit::{Context, Signatures};
use crate::ir::{Api, SchemaPath};

/// The client of one of the documents.
pub(super) struct Client<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) signatures: Signatures<'a>,
}

impl<'a> Client<'a> {
    pub(super) fn new(lowered: &'a Lowered) -> Self {
        let signatures = Signatures::new(Context::of(lowered));
        Self {
            lowered,
            signatures,
        }
    }

    pub(super) fn api(&self) -> &'a Api {
        &self.lowered.api
    }

    /// The path of a type; empty where it has none.
    pub(super) fn rust(&self, place: &SchemaPath) -> String {
        let path = self.lowered.names.of(place);
        path.map(ToString::to_string).unwrap_or_default()
    }

    /// The place of the type with a path.
    pub(super) fn place(&self, path: &str) -> Option<&'a SchemaPath> {
        let mut places = self.api().types.keys();
        places.find(|place| self.rust(place) == path)
    }
}
