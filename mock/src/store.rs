//! What has been made: facts by kind and id.

use std::collections::{BTreeMap, HashMap, VecDeque};

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
pub(crate) struct Store {
    /// Whose they are; empty for the caller's own.
    pub(crate) account: String,
    objects: HashMap<String, IndexMap<String, Stored>>,
    /// Objects that time changes, by the time at which it does, in seconds since the Unix epoch.
    agenda: BTreeMap<i64, VecDeque<(String, String)>>,
}

impl Store {
    /// An account without objects.
    pub(crate) fn of(account: &str) -> Self {
        Self {
            account: account.to_owned(),
            ..Self::default()
        }
    }

    /// An object, or its tombstone.
    pub(crate) fn get(&self, object: &str, id: &str) -> Option<&Stored> {
        self.objects.get(object)?.get(id)
    }

    /// An object to change.
    pub(crate) fn get_mut(&mut self, object: &str, id: &str) -> Option<&mut Stored> {
        self.objects.get_mut(object)?.get_mut(id)
    }

    /// Puts an object in, as the newest of its kind.
    pub(crate) fn insert(&mut self, object: &str, id: &str, facts: Facts) {
        let stored = Stored {
            facts,
            deleted: false,
        };
        self.objects
            .entry(object.to_owned())
            .or_default()
            .insert(id.to_owned(), stored);
    }

    /// The live objects of a kind, the newest first.
    pub(crate) fn newest(&self, object: &str) -> impl Iterator<Item = (&str, &Stored)> {
        let objects = self.objects.get(object).into_iter().flatten().rev();
        objects
            .filter(|(_, stored)| !stored.deleted)
            .map(|(id, stored)| (id.as_str(), stored))
    }

    /// Notes that time will change an object.
    pub(crate) fn later(&mut self, at: i64, object: &str, id: &str) {
        let noted = self.agenda.entry(at).or_default();
        noted.push_back((object.to_owned(), id.to_owned()));
    }

    /// Takes an object whose time has come, the earliest first.
    pub(crate) fn due(&mut self, now: i64) -> Option<(String, String)> {
        let mut first = self
            .agenda
            .first_entry()
            .filter(|first| *first.key() <= now)?;
        let noted = first.get_mut();
        let one = noted.pop_front();
        if noted.is_empty() {
            first.remove();
        }
        one
    }
}
