//! What has been made: facts by kind and id.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

/// What is known of an object: the fields that a request or a rule has given it. All others follow from the schema when
/// it is shown, so that one store serves any document.
pub(crate) type Facts = Map<String, Value>;

/// An object.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stored {
    /// Its fields.
    pub(crate) facts: Facts,
    /// Whether only a tombstone is left.
    pub(crate) deleted: bool,
}

/// The objects of one account, by the value of their field `object`, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store(HashMap<String, IndexMap<String, Stored>>);

impl Store {
    /// An object, or its tombstone.
    pub(crate) fn get(&self, object: &str, id: &str) -> Option<&Stored> {
        self.0.get(object)?.get(id)
    }

    /// An object to change.
    pub(crate) fn get_mut(&mut self, object: &str, id: &str) -> Option<&mut Stored> {
        self.0.get_mut(object)?.get_mut(id)
    }

    /// Puts an object in, as the newest of its kind.
    pub(crate) fn insert(&mut self, object: &str, id: &str, facts: Facts) {
        let stored = Stored {
            facts,
            deleted: false,
        };
        self.0
            .entry(object.to_owned())
            .or_default()
            .insert(id.to_owned(), stored);
    }

    /// The live objects of a kind, the newest first.
    pub(crate) fn newest(&self, object: &str) -> impl Iterator<Item = (&str, &Stored)> {
        let objects = self.0.get(object).into_iter().flatten().rev();
        objects
            .filter(|(_, stored)| !stored.deleted)
            .map(|(id, stored)| (id.as_str(), stored))
    }
}
