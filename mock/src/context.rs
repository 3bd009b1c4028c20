//! What a rule works on: the objects of the caller's account, the clock, and what happened.

use generator::ir::{Operation, Type};
use serde_json::{Map, Value};

use crate::chance;
use crate::model::{Arguments, Kind, Model, Plan};
use crate::options::Options;
use crate::refusal::Refusal;
use crate::render::{Render, Tree};
use crate::store::{Facts, Store, Stored};

/// The fact of an object that no request has made, until one has decided on it.
pub(crate) const UNMADE: &str = "mock:unmade";

/// A request whose parameters fit the document.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) operation: &'a Operation,
    /// Arguments of the path.
    pub(crate) arguments: Arguments,
    /// Parameters with their types; what the caller clears is `null`.
    pub(crate) parameters: Map<String, Value>,
    pub(crate) expand: Tree,
}

impl Call<'_> {
    /// A parameter, unless it is cleared.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.parameters.get(name).filter(|value| !value.is_null())
    }

    /// A parameter that is text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// A parameter that is a whole number.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    /// A parameter that is true or false; absent is false.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name) == Some(&Value::Bool(true))
    }

    /// The parameters with these names, as they were given.
    pub(crate) fn given(&self, names: &[&str]) -> Facts {
        let given = names
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), self.get(name)?.clone())));
        given.collect()
    }

    /// An argument of the path.
    pub(crate) fn argument(&self, name: &str) -> &str {
        self.arguments.get(name).map_or("", String::as_str)
    }

    /// The last argument of the path, with its name.
    pub(crate) fn last_argument(&self) -> Option<(&str, &str)> {
        let name = self.operation.arguments().last()?;
        Some((name, self.arguments.get(name)?))
    }
}

/// Something that Stripe would send an event about.
#[derive(Debug, Clone)]
pub(crate) struct Happened {
    pub(crate) event_type: String,
    /// The object as the event shows it.
    pub(crate) shown: Value,
    pub(crate) id: String,
    pub(crate) object: String,
    /// What the changed fields held before.
    pub(crate) previous: Map<String, Value>,
}

/// The caller's account during one request.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) model: &'a Model,
    pub(crate) store: &'a mut Store,
    pub(crate) chance: &'a mut fastrand::Rng,
    pub(crate) seed: u64,
    /// Seconds since the Unix epoch.
    pub(crate) now: i64,
    pub(crate) any_id: bool,
    /// Seconds that the request lets pass: a test clock was moved.
    pub(crate) passed: i64,
    /// What happened, in its order.
    pub(crate) happened: Vec<Happened>,
}

impl<'a> Context<'a> {
    /// An account, where nothing has happened yet.
    pub(crate) fn new(
        model: &'a Model,
        store: &'a mut Store,
        chance: &'a mut fastrand::Rng,
        options: Options,
        now: i64,
    ) -> Self {
        Self {
            model,
            store,
            chance,
            seed: options.seed,
            now,
            any_id: options.any_id,
            passed: 0,
            happened: Vec::new(),
        }
    }
}

impl Context<'_> {
    /// Shows objects.
    pub(crate) fn render(&self) -> Render<'_> {
        Render {
            model: self.model,
            store: self.store,
            seed: self.seed,
            now: self.now,
            any_id: self.any_id,
        }
    }

    /// A new id.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        prefix.to_owned() + &chance::characters(self.chance)
    }

    /// An object by the value of its field `object` and its id. One that no request has made is put into the store, so
    /// that it can be changed.
    pub(crate) fn take(&mut self, object: &str, id: &str) -> Option<Stored> {
        if let Some(stored) = self.store.get(object, id) {
            return Some(stored.clone());
        }
        let kind = self.model.kind_named(object)?;
        let stored = self.render().find(kind, id)?;
        let mut facts = stored.facts.clone();
        facts.entry("created").or_insert_with(|| self.now.into());
        facts.insert(UNMADE.to_owned(), true.into());
        self.store.insert(object, id, facts);
        self.store.get(object, id).cloned()
    }

    /// The same, where an object that no request has made, or decided on, has these facts: those that suit what is asked
    /// of it.
    pub(crate) fn take_as(&mut self, object: &str, id: &str, suiting: Facts) -> Option<Stored> {
        self.take(object, id)?;
        self.change(object, id, |facts| {
            if facts.shift_remove(UNMADE).is_some() {
                facts.extend(suiting);
            }
        });
        self.take(object, id)
    }

    /// Notes that a request has decided on an object, whoever made it.
    pub(crate) fn decide(&mut self, object: &str, id: &str) {
        self.change(object, id, |facts| {
            facts.shift_remove(UNMADE);
        });
    }

    /// The facts of a live object, or the refusal that names the parameter.
    pub(crate) fn live(&mut self, object: &str, id: &str, param: &str) -> Result<Facts, Refusal> {
        match self.take(object, id) {
            Some(stored) if !stored.deleted => Ok(stored.facts),
            _ => Err(Refusal::missing(object, id, param)),
        }
    }

    /// Puts a new object in.
    pub(crate) fn create(&mut self, object: &str, id: &str, mut facts: Facts) {
        facts.insert("id".to_owned(), id.into());
        facts.entry("created").or_insert_with(|| self.now.into());
        self.store.insert(object, id, facts);
    }

    /// Notes that time will change an object: `money::due` does what is to be done then.
    pub(crate) fn later(&mut self, at: i64, object: &str, id: &str) {
        self.store.later(at, object, id);
    }

    /// Changes the facts of an object.
    pub(crate) fn change(&mut self, object: &str, id: &str, change: impl FnOnce(&mut Facts)) {
        if let Some(stored) = self.store.get_mut(object, id) {
            change(&mut stored.facts);
        }
    }

    /// An object as a reply shows it; `null` if the document does not have its kind.
    pub(crate) fn shown(&self, object: &str, id: &str) -> Value {
        let kind = self.model.kind_named(object);
        let stored = self.store.get(object, id);
        match (kind, stored) {
            (Some(kind), Some(stored)) => self.render().stored(kind, id, stored, &Tree::default()),
            _ => Value::Null,
        }
    }

    /// Notes that something happened to an object that the document has.
    pub(crate) fn event(&mut self, event_type: &str, object: &str, id: &str) {
        self.event_after(event_type, object, id, Map::new());
    }

    /// The same, where fields held something else before.
    pub(crate) fn event_after(
        &mut self,
        event_type: &str,
        object: &str,
        id: &str,
        previous: Map<String, Value>,
    ) {
        let shown = self.shown(object, id);
        if !shown.is_null() {
            self.happened.push(Happened {
                event_type: event_type.to_owned(),
                shown,
                id: id.to_owned(),
                object: object.to_owned(),
                previous,
            });
        }
    }

    /// The kind that an operation answers.
    pub(crate) fn kind_of<'a>(&self, call: &Call<'a>) -> Option<&Kind>
    where
        Self: 'a,
    {
        self.model.kind(call.plan.kind?)
    }

    /// Whether a reply can be a tombstone.
    pub(crate) fn may_be_deleted(ty: &Type) -> bool {
        matches!(ty, Type::MaybeDeleted { .. })
    }
}
