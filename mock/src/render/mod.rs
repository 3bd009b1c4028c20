//! Shows an object: its facts, and for the rest what fits its schema.
//!
//! What an answer holds beside facts follows from the seed, the object's id and the name of the field, so that an object
//! looks the same whenever it is read.

mod adopt;
mod defaults;
mod expand;
mod lists;

use generator::ir::{Field, Presence, SchemaPath, Type};
use serde_json::{Map, Value};

pub(crate) use expand::{Tree, tree};

use crate::known;
use crate::model::{KindId, Model};
use crate::store::{Facts, Store, Stored};

/// Shows the objects of one account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Render<'a> {
    pub(crate) model: &'a Model,
    pub(crate) store: &'a Store,
    pub(crate) seed: u64,
    /// Seconds since the Unix epoch, by the clock of the stand-in.
    pub(crate) now: i64,
    /// Whether whatever is asked for by an id exists.
    pub(crate) any_id: bool,
}

/// Where in an answer a value is: the id of the object around it, when that was made, and the names below that.
#[derive(Debug, Clone, Copy)]
struct At<'a> {
    id: &'a str,
    made: i64,
    path: &'a str,
    depth: usize,
}

/// Deeper than any schema nests what it requires.
const DEPTH: usize = 24;

impl Render<'_> {
    /// An object of the store, a tombstone, or what would be there under that id.
    pub(crate) fn stored(&self, kind: KindId, id: &str, stored: &Stored, expand: &Tree) -> Value {
        let Some(kind) = self.model.kind(kind) else {
            return Value::Null;
        };
        let place = match &kind.tombstone {
            Some(tombstone) if stored.deleted => tombstone,
            _ => &kind.place,
        };
        self.shown(place, id, &stored.facts, expand)
    }

    /// The object at a place, from facts.
    pub(crate) fn shown(
        &self,
        place: &SchemaPath,
        id: &str,
        facts: &Facts,
        expand: &Tree,
    ) -> Value {
        let at = At {
            id,
            made: self.made(facts),
            path: "",
            depth: 0,
        };
        Value::Object(self.object(place, facts, Some(expand), at))
    }

    /// The reply of an operation that has no object, from facts.
    pub(crate) fn reply(&self, ty: &Type, id: &str, facts: &Facts, expand: &Tree) -> Value {
        let at = At {
            id,
            made: self.made(facts),
            path: "",
            depth: 0,
        };
        let facts = Value::Object(facts.clone());
        self.adopt(ty, &facts, Some(expand), at)
            .unwrap_or_else(|| self.default(ty, "", Some(expand), at))
    }

    /// When an object was made, which is what its other times are where nothing says more.
    fn made(&self, facts: &Facts) -> i64 {
        let created = facts.get("created").and_then(Value::as_i64);
        created.unwrap_or(self.now)
    }

    /// Facts of an object that no request has made: in the store or not, they are what an id refers to.
    pub(crate) fn find(&self, kind: KindId, id: &str) -> Option<Stored> {
        if let Some(stored) = self.in_store(kind, id) {
            return Some(stored.clone());
        }
        self.exists_unmade(kind, id).then(|| self.unmade(kind, id))
    }

    fn in_store(&self, kind: KindId, id: &str) -> Option<&Stored> {
        self.store.get(&self.model.kind(kind)?.object, id)
    }

    /// Whether an object that no request has made is taken to be there.
    pub(crate) fn exists_unmade(&self, kind: KindId, id: &str) -> bool {
        let Some(kind) = self.model.kind(kind) else {
            return false;
        };
        let is_of_kind = id.starts_with(kind.prefix.as_str());
        self.any_id || known::is_known(&kind.object, id) || !kind.is_created && is_of_kind
    }

    /// The facts of an object that no request has made.
    pub(crate) fn unmade(&self, kind: KindId, id: &str) -> Stored {
        let object = self.model.kind(kind).map(|kind| kind.object.as_str());
        let mut facts = object.map_or_else(Facts::new, |object| known::unmade(object, id));
        facts.insert("id".to_owned(), id.into());
        Stored {
            facts,
            deleted: false,
        }
    }

    fn object(
        &self,
        place: &SchemaPath,
        facts: &Facts,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Facts {
        let mut shown = Map::new();
        for field in self.model.fields(place) {
            let path = format!("{} {}", at.path, field.name);
            let at = At {
                path: &path,
                depth: at.depth.saturating_add(1),
                ..at
            };
            let below = expand.and_then(|expand| expand.below(&field.name));
            if let Some(value) = self.field(place, field, facts, below, at) {
                shown.insert(field.name.clone(), value);
            }
        }
        shown
    }

    fn field(
        &self,
        place: &SchemaPath,
        field: &Field,
        facts: &Facts,
        expand: Option<&Tree>,
        at: At<'_>,
    ) -> Option<Value> {
        let is_shown = field.presence.is_required() || expand.is_some();
        if let Type::List(paging, item) = &field.ty {
            return is_shown.then(|| self.list_of(place, field, *paging, item, facts, expand, at));
        }
        let fact = facts.get(&field.name).filter(|fact| !fact.is_null());
        let adopted = fact.and_then(|fact| self.adopt(&field.ty, fact, expand, at));
        match (adopted, field.presence) {
            (Some(value), _) => Some(value),
            (None, Presence::Required | Presence::AlwaysPresent) => {
                Some(self.default(&field.ty, &field.name, expand, at))
            }
            // Who has set no metadata, or cleared them, reads an empty map, whether or not the schema demands one.
            _ if field.name == "metadata" && self.model.kind_at(place).is_some() => {
                Some(self.default(&field.ty, &field.name, expand, at))
            }
            (None, Presence::Nullable) => Some(Value::Null),
            (None, Presence::Optional) => None,
        }
    }
}
