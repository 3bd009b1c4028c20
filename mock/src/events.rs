//! Events: what Stripe would tell a webhook endpoint.

use generator::events::Kind;
use serde_json::{Map, Value, json};

use crate::context::{Context, Happened};
use crate::model::Model;

/// The type of event for an act on a kind of object: the shortest that is known, such as `customer.created`.
pub(crate) fn of_act(model: &Model, object: &str, act: &str) -> Option<String> {
    let schema = model.kind(model.kind_named(object)?)?.place.root();
    let facts = model.lowered.events.facts();
    let of_object = facts.filter(|fact| {
        let kind = fact.event_type.rsplit_once('.');
        fact.schema.as_deref() == Some(schema) && kind.is_some_and(|(_, last)| last == act)
    });
    let shortest = of_object.min_by_key(|fact| fact.event_type.len());
    shortest.map(|fact| fact.event_type.clone())
}

/// Makes events of what happened, stores them, and answers them as they are sent.
pub(crate) fn make(context: &mut Context<'_>, request: (Option<&str>, Option<&str>)) -> Vec<Value> {
    let happened = std::mem::take(&mut context.happened);
    happened
        .iter()
        .filter_map(|happened| one(context, happened, request))
        .collect()
}

fn one(
    context: &mut Context<'_>,
    happened: &Happened,
    (request_id, key): (Option<&str>, Option<&str>),
) -> Option<Value> {
    let mut facts = context.model.lowered.events.facts();
    let fact = facts.find(|fact| fact.event_type == happened.event_type)?;
    let kind = fact.kind;
    let id = context.id("evt_");
    match kind {
        Kind::Snapshot => {
            let mut data = Map::new();
            data.insert("object".to_owned(), happened.shown.clone());
            if !happened.previous.is_empty() {
                data.insert(
                    "previous_attributes".to_owned(),
                    happened.previous.clone().into(),
                );
            }
            let mut event = json!({
                "id": id,
                "object": "event",
                "api_version": context.model.api().version,
                "created": context.now,
                "data": data,
                "livemode": false,
                "pending_webhooks": 0,
                "request": {"id": request_id, "idempotency_key": key},
                "type": happened.event_type,
            });
            let account = context.store.account.as_str();
            if let Some(event) = event.as_object_mut().filter(|_| !account.is_empty()) {
                event.insert("account".to_owned(), account.into());
            }
            keep(context, "event", &id, &event);
            Some(event)
        }
        Kind::Thin => {
            let created = crate::time::date_time(context.now);
            let event = json!({
                "id": id,
                "object": "v2.core.event",
                "type": happened.event_type,
                "created": created,
                "livemode": false,
                "reason": request_id.map(|id| json!({
                    "type": "request",
                    "request": {"id": id, "idempotency_key": key.unwrap_or_default()},
                })),
                "related_object": {
                    "id": happened.id,
                    "type": happened.object,
                    "url": url(context.model, &happened.object, &happened.id),
                },
            });
            keep(context, "v2.core.event", &id, &event);
            Some(event)
        }
    }
}

fn keep(context: &mut Context<'_>, object: &str, id: &str, event: &Value) {
    if let Value::Object(facts) = event {
        context.store.insert(object, id, facts.clone());
    }
}

/// Where an object is retrieved.
fn url(model: &Model, object: &str, id: &str) -> Option<String> {
    use crate::model::Act;
    use generator::ir::Segment;
    let kind = model.kind_named(object)?;
    let mut plans = model.plans();
    let (_, operation) = plans.find(|(plan, operation)| {
        plan.act == Act::Retrieve && plan.kind == Some(kind) && operation.arguments().count() == 1
    })?;
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Argument(_) => id,
    });
    Some(segments.fold(String::new(), |url, segment| url + "/" + segment))
}
