//! Checkout sessions: what they come to, the page that takes the payment, and how they expire. Nobody opens that page here,
//! so no session is ever complete.

use serde_json::{Value, json};

use super::{Rule, facts};
use crate::context::{Call, Context};
use crate::generic;
use crate::refusal::Refusal;
use crate::store::Facts;

pub(super) const SESSION: &str = "checkout.session";

/// Seconds until a session expires at the latest, which is when it does unless the caller says so: a day.
const LONGEST: i64 = 86_400;
/// Seconds that it is open at least.
const SHORTEST: i64 = 30 * 60;

/// How the page is shown that has a URL. The others are parts of the caller's own page.
const HOSTED: &str = "hosted_page";

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/checkout/sessions" => Some(create),
        "POST /v1/checkout/sessions/{session}/expire" => Some(expire),
        _ => None,
    }
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let expires = expires_at(context, call)?;
    let id = generic::create(context, call)?;
    let items = items(context, call);
    let sum = sum(&items);
    let is_setup = call.text("mode") == Some("setup");
    let is_free = is_setup || sum.as_ref().is_some_and(|(amount, _)| *amount == 0);
    let mode = call.text("ui_mode").unwrap_or(HOSTED).to_owned();
    let mut session = facts::of(json!({
        "expires_at": expires,
        "payment_status": if is_free { "no_payment_required" } else { "unpaid" },
        "status": "open",
        "ui_mode": mode,
    }));
    if mode.starts_with("hosted") {
        let url = format!("https://checkout.stripe.com/c/pay/{id}");
        facts::set(&mut session, "url", url);
    } else {
        let secret = format!("{id}_secret_{}", context.id(""));
        facts::set(&mut session, "client_secret", secret);
    }
    if let Some((amount, currency)) = sum {
        session.extend(facts::of(json!({
            "amount_subtotal": amount,
            "amount_total": amount,
            "currency": currency,
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        })));
    }
    context.change(SESSION, &id, |known| {
        known.extend(session);
        known
            .entry("payment_method_types")
            .or_insert_with(|| json!(["card"]));
        if !items.is_empty() {
            let items = items.into_iter().map(Value::Object).collect::<Vec<_>>();
            facts::set(known, "line_items", items);
        }
    });
    // Where any request passes, a time that is over means nothing.
    if expires > context.now {
        context.later(expires, SESSION, &id);
    }
    Ok(id)
}

/// When a new session expires. A time that is too soon or too late is refused.
fn expires_at(context: &Context<'_>, call: &Call<'_>) -> Result<i64, Refusal> {
    let after = |seconds| context.now.saturating_add(seconds);
    let Some(given) = call.number("expires_at") else {
        return Ok(after(LONGEST));
    };
    if context.any_id || (after(SHORTEST)..=after(LONGEST)).contains(&given) {
        return Ok(given);
    }
    let message = format!(
        "A checkout session expires 30 minutes to 24 hours after it is made: `expires_at` cannot be {given}."
    );
    Err(Refusal::invalid(message).param("expires_at"))
}

/// The line items of a call, each with what it comes to as far as that is known.
fn items(context: &mut Context<'_>, call: &Call<'_>) -> Vec<Facts> {
    let given = call.get("line_items").and_then(Value::as_array);
    let given = given.into_iter().flatten().filter_map(Value::as_object);
    let mut items = Vec::new();
    for given in given {
        let mut item = given.clone();
        item.retain(|_, value| !value.is_null());
        let quantity = item.get("quantity").and_then(Value::as_i64).unwrap_or(1);
        facts::set(&mut item, "id", context.id("li_"));
        facts::set(&mut item, "quantity", quantity);
        if let Some((each, currency, name)) = price(context, given)
            && let Some(amount) = each.checked_mul(quantity)
        {
            facts::set(&mut item, "amount_subtotal", amount);
            facts::set(&mut item, "amount_total", amount);
            facts::set(&mut item, "currency", currency);
            if let Some(name) = name {
                facts::set(&mut item, "description", name);
            }
        }
        items.push(item);
    }
    items
}

/// The amount of one, its currency, and what is sold if that has a name: by `price_data`, or by a price that was made.
fn price(context: &Context<'_>, item: &Facts) -> Option<(i64, String, Option<String>)> {
    let made = |id| Some(&context.store.get("price", id)?.facts);
    let data = item.get("price_data").and_then(Value::as_object);
    let price = data.or_else(|| made(facts::text(item, "price")?))?;
    let decimal = || facts::text(price, "unit_amount_decimal")?.parse().ok();
    let each = price.get("unit_amount").and_then(Value::as_i64);
    let product = price.get("product_data").and_then(Value::as_object);
    Some((
        each.or_else(decimal)?,
        facts::text(price, "currency")?.to_ascii_lowercase(),
        product.and_then(|product| facts::owned(product, "name")),
    ))
}

/// What line items come to together, in their currency. Unknown if that of one is, or if they have several currencies.
fn sum(items: &[Facts]) -> Option<(i64, String)> {
    let currency = facts::owned(items.first()?, "currency")?;
    let mut sum = 0_i64;
    for item in items {
        if facts::text(item, "currency") != Some(&currency) {
            return None;
        }
        sum = sum.checked_add(facts::number(item, "amount_subtotal"))?;
    }
    Some((sum, currency))
}

fn expire(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = call.argument("session").to_owned();
    // One that no request has made is as it suits.
    context.take_as(SESSION, &id, facts::of(json!({"status": "open"})));
    let session = context
        .live(SESSION, &id, "session")
        .map_err(|refusal| refusal.status(404))?;
    match facts::text(&session, "status") {
        Some("open") => close(context, &id),
        status => {
            let status = status.unwrap_or_default();
            let message = format!(
                "The checkout session {id} cannot be expired: its status is `{status}`, not `open`."
            );
            return Err(Refusal::invalid(message));
        }
    }
    Ok(id)
}

/// The time of a session is up.
pub(super) fn due(context: &mut Context<'_>, id: &str) {
    let session = context.store.get(SESSION, id);
    if session.is_some_and(|session| facts::text(&session.facts, "status") == Some("open")) {
        close(context, id);
    }
}

/// Nobody can pay it any more: its page has no URL.
fn close(context: &mut Context<'_>, id: &str) {
    context.change(SESSION, id, |session| {
        facts::set(session, "status", "expired");
        session.shift_remove("url");
        session.shift_remove("client_secret");
    });
    context.event("checkout.session.expired", SESSION, id);
}
