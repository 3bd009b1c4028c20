//! Lists: which objects, in which order, and which page of them.

use generator::ir::{Paging, Type};
use serde_json::{Value, json};

use super::Fidelity;
use super::filter::{bound_of, passes};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::render::Tree;
use crate::store::{Facts, Stored};

/// What no page has more of.
const MOST: usize = 100;
/// How many a page has where the request does not say.
const USUAL: usize = 10;

/// Parameters that say which page, not which objects.
const OF_PAGES: [&str; 6] = [
    "limit",
    "starting_after",
    "ending_before",
    "expand",
    "page",
    "include",
];

/// A page of the objects that the path and the parameters describe, the newest first.
pub(super) fn list(
    context: &mut Context<'_>,
    call: &Call<'_>,
    paging: Paging,
) -> Result<(Value, Fidelity), Refusal> {
    let limit = limit(call)?;
    let Some((kind_id, kind)) = context.model.kind_of(call.plan) else {
        let page = context
            .render()
            .page(paging, Vec::new(), false, &path(call));
        return Ok((page, Fidelity::Schema));
    };
    let mut fidelity = Fidelity::State;
    let filters: Vec<(&str, Value)> = call
        .parameters
        .iter()
        .map(|(name, value)| match bound_of(name) {
            // `created_gte` where `created` is a field, and it is none.
            Some((field, bound)) if context.model.field(&kind.place, name).is_none() => {
                (field, json!({ bound: value }))
            }
            // `types` where `type` is a field, and `types` is none.
            _ => match name.strip_suffix('s') {
                Some(one)
                    if value.is_array()
                        && context.model.field(&kind.place, name).is_none()
                        && context.model.field(&kind.place, one).is_some() =>
                {
                    (one, value.clone())
                }
                _ => (name.as_str(), value.clone()),
            },
        })
        .filter(|(name, value)| !OF_PAGES.contains(name) && !value.is_null())
        .filter(|(name, _)| {
            // When it was made is known of every object, also where it does not say so.
            let is_known = *name == "created" || context.model.field(&kind.place, name).is_some();
            if !is_known {
                // A filter on what no object says of itself cannot be applied.
                fidelity = Fidelity::Schema;
            }
            is_known
        })
        .collect();
    let scope = scope(context, call);
    let found: Vec<(&str, &_)> = context
        .store
        .newest(&kind.object)
        .filter(|(_, stored)| is_in(&scope, &stored.facts))
        .filter(|(id, stored)| {
            let mut filters = filters.iter();
            filters.all(|(name, wanted)| match stored.facts.get(*name) {
                Some(fact) => passes(Some(fact), wanted),
                // What no request has given is what the object shows.
                None => {
                    let shown = context
                        .render()
                        .stored(kind_id, id, stored, &Tree::default());
                    passes(shown.get(*name).filter(|fact| !fact.is_null()), wanted)
                }
            })
        })
        .collect();
    let position = |name: &str| -> Result<Option<usize>, Refusal> {
        let Some(id) = call.text(name) else {
            return Ok(None);
        };
        match found.iter().position(|(found, _)| *found == id) {
            Some(at) => Ok(Some(at)),
            // An object that is taken to be there has nothing after it and nothing before it.
            None if context.any_id && name == "ending_before" => Ok(Some(0)),
            None if context.any_id => Ok(Some(found.len())),
            None => Err(Refusal::missing(&kind.object, id, name)),
        }
    };
    let (from, to) = match (position("starting_after")?, position("ending_before")?) {
        (Some(_), Some(_)) if !context.any_id => {
            let message = "`starting_after` and `ending_before` cannot be given together.";
            return Err(Refusal::invalid(message.to_owned()).param("ending_before"));
        }
        (Some(after), _) => (after + 1, after + 1 + limit),
        (None, Some(before)) => (before.saturating_sub(limit), before),
        (None, None) => {
            let from = offset(context, call)?.min(found.len());
            (from, from + limit)
        }
    };
    let to = to.min(found.len());
    let backwards = call.get("ending_before").is_some();
    let has_more = if backwards {
        from > 0
    } else {
        to < found.len()
    };
    let render = context.render();
    let expand = call.expand.below("data").cloned().unwrap_or_default();
    let shown = found.get(from..to).unwrap_or_default().iter();
    let shown = shown
        .map(|(id, stored)| render.stored(kind_id, id, stored, &expand))
        .collect();
    let url = render.page_url(kind_id, call.operation, path(call));
    let mut page = render.page(paging, shown, has_more, &url);
    if paging == Paging::Url {
        turn(&mut page, call, (from, limit), has_more);
    }
    Ok((page, fidelity))
}

/// The number of objects on a page.
pub(super) fn limit(call: &Call<'_>) -> Result<usize, Refusal> {
    let Some(limit) = call.number("limit") else {
        return Ok(USUAL);
    };
    let fits = usize::try_from(limit)
        .ok()
        .filter(|limit| (1..=MOST).contains(limit));
    fits.ok_or_else(|| {
        let message = format!("Invalid limit: {limit} is not between 1 and {MOST}");
        Refusal::invalid(message)
            .code("parameter_invalid_integer")
            .param("limit")
    })
}

/// How many objects come before the page that a token names.
pub(super) fn offset(context: &Context<'_>, call: &Call<'_>) -> Result<usize, Refusal> {
    let Some(token) = call.text("page") else {
        return Ok(0);
    };
    let offset = token
        .strip_prefix("page_")
        .and_then(|offset| offset.parse().ok());
    match offset {
        Some(offset) => Ok(offset),
        // The page of somebody else's token is taken to be there, and to be the last.
        None if context.any_id => Ok(usize::MAX),
        None => Err(Refusal::invalid(format!("Invalid page: `{token}`")).param("page")),
    }
}

/// What the path says of an object, such as the charge of `/v1/charges/{charge}/refunds`: arguments that are fields of it.
pub(super) fn scope(context: &Context<'_>, call: &Call<'_>) -> Vec<(String, String)> {
    let Some(kind) = context.kind_of(call) else {
        return Vec::new();
    };
    let is_list = matches!(call.operation.reply, Type::List(..));
    let own = call.operation.arguments().last().filter(|_| !is_list);
    let others = call
        .arguments
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != own);
    others
        .filter_map(|(name, value)| {
            let field = if is_list && name == "id" {
                // Of `/v1/transfers/{id}/reversals` those with the id of the transfer, whatever holds it.
                parent(context, call)?
            } else {
                context.model.field(&kind.place, name)?;
                name.clone()
            };
            Some((field, value.clone()))
        })
        .collect()
}

/// The object that a call is about, if it is there and in its path. One that no request has made is where the path says.
pub(super) fn take(
    context: &mut Context<'_>,
    call: &Call<'_>,
    object: &str,
    id: &str,
) -> Option<Stored> {
    let scope = scope(context, call);
    let is_new = context.store.get(object, id).is_none();
    let mut stored = context.take(object, id)?;
    if is_new {
        let facts: Vec<(String, Value)> = scope
            .iter()
            .filter(|(name, _)| stored.facts.get(name).is_none())
            .map(|(name, value)| (name.clone(), value.clone().into()))
            .collect();
        stored.facts.extend(facts.clone());
        context.change(object, id, |known| known.extend(facts));
    }
    is_in(&scope, &stored.facts).then_some(stored)
}

/// Whether an object belongs to those that a path names.
fn is_in(scope: &[(String, String)], facts: &Facts) -> bool {
    let is =
        |(name, value): &(String, String)| facts.get(name).and_then(Value::as_str) == Some(value);
    scope.iter().all(is)
}

/// The last word of the kind of object below which a path lists others.
fn parent(context: &Context<'_>, call: &Call<'_>) -> Option<String> {
    use crate::model::Act;
    use generator::ir::Segment;
    let (_, path) = call.operation.path.split_last()?;
    let is_same = |(one, other): (&Segment, &Segment)| match (one, other) {
        (Segment::Literal(one), Segment::Literal(other)) => one == other,
        (Segment::Argument(_), Segment::Argument(_)) => true,
        _ => false,
    };
    let mut plans = context.model.plans();
    let (plan, _) = plans.find(|(plan, operation)| {
        plan.act == Act::Retrieve
            && operation.path.len() == path.len()
            && operation.path.iter().zip(path).all(is_same)
    })?;
    let object = &context.model.kind(plan.kind?)?.object;
    Some(object.rsplit('.').next().unwrap_or(object).to_owned())
}

/// The path of the request.
pub(super) fn path(call: &Call<'_>) -> String {
    use generator::ir::Segment;
    let segments = call.operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Argument(name) => call.argument(name),
    });
    segments.fold(String::new(), |path, segment| path + "/" + segment)
}

/// The URLs of the pages before and after.
fn turn(page: &mut Value, call: &Call<'_>, (from, limit): (usize, usize), has_more: bool) {
    let url = |offset: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &call.parameters {
            if name != "page" {
                append(&mut query, name, value);
            }
        }
        query.append_pair("page", &format!("page_{offset}"));
        Value::from(format!("{}?{}", path(call), query.finish()))
    };
    if let Some(page) = page.as_object_mut() {
        if has_more {
            page.insert("next_page_url".to_owned(), url(from + limit));
        }
        if from > 0 {
            page.insert(
                "previous_page_url".to_owned(),
                url(from.saturating_sub(limit)),
            );
        }
    }
}

/// Writes a parameter with brackets.
fn append(query: &mut form_urlencoded::Serializer<'_, String>, name: &str, value: &Value) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                append(query, &format!("{name}[{index}]"), item);
            }
        }
        Value::Object(map) => {
            for (inner, item) in map {
                append(query, &format!("{name}[{inner}]"), item);
            }
        }
        Value::String(text) => drop(query.append_pair(name, text)),
        Value::Null => {}
        other => drop(query.append_pair(name, &other.to_string())),
    }
}
