//! What operations do that have no rule of their own: objects are made, found, changed, listed and deleted.

mod filter;
mod list;
mod references;
mod search;
mod write;

pub(crate) use references::check_references;
use serde_json::Value;
pub(crate) use write::{changed, create, update};

use crate::context::{Call, Context, UNMADE};
use crate::model::Act;
use crate::refusal::Refusal;
use crate::store::Facts;

/// How far an answer can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fidelity {
    /// It follows from what was done before.
    State,
    /// It fits the schema, and that is all.
    Schema,
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Body {
    Json(Value),
    /// A file, such as a PDF.
    File,
}

/// Does what a call asks for, as far as its operation tells.
pub(crate) fn carry_out(
    context: &mut Context<'_>,
    call: &Call<'_>,
) -> Result<(Body, Fidelity), Refusal> {
    match call.plan.act {
        Act::Create => {
            let id = write::create(context, call)?;
            let body = answer(context, call, &id)?;
            Ok((body, fidelity(context, call, &id)))
        }
        Act::Retrieve => {
            let body = retrieve(context, call)?;
            let id = call.last_argument().map_or("", |(_, id)| id);
            Ok((body, fidelity(context, call, id)))
        }
        Act::Update => {
            let id = write::update(context, call)?;
            let body = answer(context, call, &id)?;
            Ok((body, fidelity(context, call, &id)))
        }
        Act::Action => {
            let id = write::update(context, call)?;
            Ok((answer(context, call, &id)?, Fidelity::Schema))
        }
        Act::Delete => {
            let (id, fidelity) = write::delete(context, call)?;
            Ok((answer(context, call, &id)?, fidelity))
        }
        Act::List(paging) => {
            let (page, fidelity) = list::list(context, call, paging)?;
            Ok((Body::Json(page), fidelity))
        }
        Act::Search => {
            let (page, fidelity) = search::search(context, call)?;
            Ok((Body::Json(page), fidelity))
        }
        Act::Singleton | Act::Other => Ok(fitting(context, call)),
    }
}

/// What an object is worth that a request has made: where its kind has a status, and none was given to it, what is shown
/// is only one that fits.
fn fidelity(context: &Context<'_>, call: &Call<'_>, id: &str) -> Fidelity {
    let Some(kind) = context.kind_of(call) else {
        return Fidelity::Schema;
    };
    let stored = context.store.get(&kind.object, id);
    let has = |name: &str| stored.is_some_and(|stored| stored.facts.contains_key(name));
    let is_deleted = stored.is_some_and(|stored| stored.deleted);
    let is_invented = has(UNMADE) && stored.is_some_and(|stored| stored.facts.len() <= INVENTED);
    let lacks_status = context.model.field(&kind.place, "status").is_some() && !has("status");
    if !is_deleted && (lacks_status || is_invented) {
        Fidelity::Schema
    } else {
        Fidelity::State
    }
}

/// So many facts has an object of which nothing is known: its id, when it was made, and that nobody has made it.
const INVENTED: usize = 3;

/// Answers the object that an action is about, as it was.
pub(crate) fn untouched(
    context: &mut Context<'_>,
    call: &Call<'_>,
) -> Result<(Body, Fidelity), Refusal> {
    Ok((retrieve(context, call)?, Fidelity::Schema))
}

/// The object that a call answers.
pub(crate) fn answer(
    context: &mut Context<'_>,
    call: &Call<'_>,
    id: &str,
) -> Result<Body, Refusal> {
    let Some((kind_id, kind)) = context.model.kind_of(call.plan) else {
        return Ok(fitting(context, call).0);
    };
    let stored = context
        .take(&kind.object, id)
        .ok_or_else(|| Refusal::missing(&kind.object, id, "id").status(404))?;
    let shown = context.render().stored(kind_id, id, &stored, &call.expand);
    Ok(Body::Json(shown))
}

fn retrieve(context: &mut Context<'_>, call: &Call<'_>) -> Result<Body, Refusal> {
    let Some((name, id)) = call.last_argument() else {
        return Ok(fitting(context, call).0);
    };
    let Some(kind) = context.kind_of(call) else {
        return Ok(fitting(context, call).0);
    };
    let (object, keeps_tombstones) = (
        kind.object.clone(),
        Context::may_be_deleted(&call.operation.reply),
    );
    let missing = || Refusal::missing(&object, id, name).status(404);
    let stored = list::take(context, call, &object, id).ok_or_else(missing)?;
    if stored.deleted && !keeps_tombstones {
        return Err(missing());
    }
    answer(context, call, id)
}

/// An answer that fits the schema and holds the parameters where they fit too.
fn fitting(context: &Context<'_>, call: &Call<'_>) -> (Body, Fidelity) {
    let reply = &call.operation.reply;
    if *reply == generator::ir::Type::File {
        return (Body::File, Fidelity::Schema);
    }
    let mut facts: Facts = call.parameters.clone();
    facts.retain(|name, value| name != "expand" && !value.is_null());
    for (name, value) in &call.arguments {
        facts
            .entry(name.clone())
            .or_insert_with(|| value.clone().into());
    }
    let id = call.last_argument().map_or("account", |(_, id)| id);
    let kind = context.kind_of(call);
    if let Some(kind) = kind.filter(|kind| kind.has_id) {
        let mut chance = crate::chance::of(context.seed, id);
        let id = match call.last_argument() {
            Some((_, id)) if id.starts_with(kind.prefix.as_str()) => id.to_owned(),
            _ => kind.prefix.clone() + &crate::chance::characters(&mut chance),
        };
        facts.insert("id".to_owned(), id.into());
    }
    let shown = context.render().reply(reply, id, &facts, &call.expand);
    (Body::Json(shown), Fidelity::Schema)
}
