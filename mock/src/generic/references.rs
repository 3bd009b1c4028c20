//! Ids in parameters: what they refer to must be there.

use generator::ir::{Method, Type};
use serde_json::Value;

use crate::context::{Call, Context};
use crate::refusal::Refusal;

/// Checks the ids that a write refers to: parameters with the name of a field that holds references, or with the name of
/// a kind of object where the id is one of that kind.
pub(crate) fn check_references(context: &Context<'_>, call: &Call<'_>) -> Result<(), Refusal> {
    if call.operation.method != Method::Post || context.any_id {
        return Ok(());
    }
    for (name, value) in &call.parameters {
        walk(context, call, name, name, value)?;
    }
    Ok(())
}

fn walk(
    context: &Context<'_>,
    call: &Call<'_>,
    path: &str,
    name: &str,
    value: &Value,
) -> Result<(), Refusal> {
    match value {
        Value::String(id) => one(context, call, path, name, id),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            walk(context, call, &format!("{path}[{index}]"), name, item)
        }),
        Value::Object(map) if name != "metadata" => map.iter().try_for_each(|(inner, item)| {
            walk(context, call, &format!("{path}[{inner}]"), inner, item)
        }),
        _ => Ok(()),
    }
}

fn one(
    context: &Context<'_>,
    call: &Call<'_>,
    path: &str,
    name: &str,
    id: &str,
) -> Result<(), Refusal> {
    let render = context.render();
    // A field of the reply says what its ids refer to, at the top alone: below, names mean other things.
    let field = (path == name)
        .then(|| context.model.field(&context.kind_of(call)?.place, name))
        .flatten()
        .filter(|field| matches!(field.ty, Type::Expandable(_)));
    let kinds = match field {
        Some(field) => render.kinds_of(&field.ty),
        None => context
            .model
            .kind_named(name)
            .filter(|kind| {
                let kind = context.model.kind(*kind);
                kind.is_some_and(|kind| kind.has_id && id.starts_with(kind.prefix.as_str()))
            })
            .into_iter()
            .collect(),
    };
    let is_there = |kind: &_| render.find(*kind, id).is_some_and(|stored| !stored.deleted);
    if kinds.is_empty() || kinds.iter().any(is_there) {
        return Ok(());
    }
    let object = kinds.first().and_then(|kind| context.model.kind(*kind));
    let object = object.map_or("object", |kind| kind.object.as_str());
    Err(Refusal::missing(object, id, path))
}
