//! Makes, changes and deletes objects.

use serde_json::{Map, Value};

use super::Fidelity;
use crate::context::{Call, Context};
use crate::events;
use crate::refusal::Refusal;
use crate::store::Facts;
use crate::wire::is_file;

/// Makes an object, and answers its id.
pub(crate) fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let Some(kind) = context.kind_of(call) else {
        return Ok(String::new());
    };
    let (object, prefix, place) = (kind.object.clone(), kind.prefix.clone(), kind.place.clone());
    let mut facts = given(call);
    for (name, value) in &call.arguments {
        if context.model.field(&place, name).is_some() {
            facts.insert(name.clone(), value.clone().into());
        }
    }
    let id = match call.text("id") {
        // Coupons, plans and products may be named by the caller.
        Some(id)
            if context
                .store
                .get(&object, id)
                .is_some_and(|stored| !stored.deleted) =>
        {
            let message = format!("{object} already exists with the id '{id}'");
            return Err(Refusal::invalid(message)
                .code("resource_already_exists")
                .param("id"));
        }
        Some(id) => id.to_owned(),
        None => context.id(&prefix),
    };
    context.create(&object, &id, facts);
    if let Some(event) = events::of_act(context.model, &object, "created") {
        context.event(&event, &object, &id);
    }
    Ok(id)
}

/// The parameters as facts: without `expand`, and a file as what is known of it.
fn given(call: &Call<'_>) -> Facts {
    let mut facts = Facts::new();
    for (name, value) in &call.parameters {
        match is_file(value) {
            Some(file) => facts.extend(file.clone()),
            None if name == "expand" || value.is_null() => {}
            None => {
                facts.insert(name.clone(), without_nulls(value));
            }
        }
    }
    facts
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        other => other.clone(),
    }
}

/// Refuses a call about an object that is not there.
fn live(
    context: &mut Context<'_>,
    call: &Call<'_>,
    object: &str,
    (name, id): (&str, &str),
) -> Result<(), Refusal> {
    match super::list::take(context, call, object, id) {
        Some(stored) if !stored.deleted => Ok(()),
        _ => Err(Refusal::missing(object, id, name).status(404)),
    }
}

/// Changes the object that the path names, and answers its id.
pub(crate) fn update(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (Some(kind), Some((name, id))) = (context.kind_of(call), call.last_argument()) else {
        return Ok(String::new());
    };
    let object = kind.object.clone();
    live(context, call, &object, (name, id))?;
    let before = context.shown(&object, id);
    context.change(&object, id, |facts| apply(facts, call));
    let previous = changed(&before, &context.shown(&object, id));
    if !previous.is_empty()
        && let Some(event) = events::of_act(context.model, &object, "updated")
    {
        context.event_after(&event, &object, id, previous);
    }
    Ok(id.to_owned())
}

/// Puts the parameters of an update into facts.
pub(crate) fn apply(facts: &mut Facts, call: &Call<'_>) {
    for (name, value) in &call.parameters {
        if name != "expand" {
            merge(facts, name, value);
        }
    }
}

fn merge(facts: &mut Facts, name: &str, value: &Value) {
    match value {
        Value::Null => {
            facts.shift_remove(name);
        }
        // A list that is given is the list; a map and an object keep what is not mentioned.
        Value::Object(given) => {
            let known = facts
                .entry(name)
                .or_insert_with(|| Value::Object(Map::new()));
            match known.as_object_mut() {
                Some(known) => {
                    for (name, value) in given {
                        merge(known, name, value);
                    }
                }
                None => *known = without_nulls(value),
            }
        }
        other => {
            facts.insert(name.to_owned(), other.clone());
        }
    }
}

/// What the fields held before that hold something else now.
pub(crate) fn changed(before: &Value, after: &Value) -> Map<String, Value> {
    let before = before.as_object().into_iter().flatten();
    before
        .filter(|(name, value)| after.get(name) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Deletes the object that the path names, and answers its id. Of what has no tombstone the object is answered as it was.
pub(super) fn delete(
    context: &mut Context<'_>,
    call: &Call<'_>,
) -> Result<(String, Fidelity), Refusal> {
    let (Some(kind), Some((name, id))) = (context.kind_of(call), call.last_argument()) else {
        return Ok((String::new(), Fidelity::Schema));
    };
    let (object, has_tombstone) = (kind.object.clone(), kind.tombstone.is_some());
    live(context, call, &object, (name, id))?;
    if !has_tombstone {
        return Ok((id.to_owned(), Fidelity::Schema));
    }
    if let Some(event) = events::of_act(context.model, &object, "deleted") {
        context.event(&event, &object, id);
    }
    if let Some(stored) = context.store.get_mut(&object, id) {
        stored.deleted = true;
    }
    Ok((id.to_owned(), Fidelity::State))
}
