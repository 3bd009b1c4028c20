//! Payment intents: made and changed.

use serde_json::{Value, json};

use super::intent_states::proceed;
use super::{Rule, amounts, facts, payment_methods, unmade};
use crate::context::{Call, Context};
use crate::generic;
use crate::refusal::Refusal;
use crate::store::Facts;

/// The kind of object.
pub(super) const INTENT: &str = "payment_intent";

/// Parameters that an intent does not keep as they are.
const READ: [&str; 4] = [
    "automatic_payment_methods",
    "expand",
    "payment_method",
    "payment_method_data",
];

/// Parameters that only a request that confirms can have.
const OF_CONFIRMING: [&str; 3] = ["off_session", "error_on_requires_action", "return_url"];

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/payment_intents" => Some(create),
        "POST /v1/payment_intents/{intent}" => Some(update),
        _ => None,
    }
}

/// The facts of an intent. Where the document has none, each id that can be one's is.
pub(super) fn live(context: &mut Context<'_>, id: &str, param: &str) -> Result<Facts, Refusal> {
    let is_beyond = context.model.kind_named(INTENT).is_none() && id.starts_with("pi_");
    if is_beyond && context.store.get(INTENT, id).is_none() {
        context.create(INTENT, id, unmade::facts(INTENT, id));
    }
    let intent = context.live(INTENT, id, param)?;
    context.decide(INTENT, id);
    Ok(intent)
}

/// The intent of the path. One that no request has made has the status that suits.
pub(super) fn of_path(
    context: &mut Context<'_>,
    call: &Call<'_>,
    status: &str,
) -> Result<(String, Facts), Refusal> {
    let id = call.argument("intent").to_owned();
    let mut suiting = unmade::facts(INTENT, &id);
    facts::set(&mut suiting, "status", status);
    facts::set(&mut suiting, "amount_received", 0);
    if status == "requires_capture" {
        let amount = facts::number(&suiting, "amount");
        facts::set(&mut suiting, "amount_capturable", amount);
    } else {
        facts::set(&mut suiting, "latest_charge", Value::Null);
    }
    context.take_as(INTENT, &id, suiting);
    let intent = context
        .live(INTENT, &id, "intent")
        .map_err(|refusal| refusal.status(404))?;
    Ok((id, intent))
}

pub(super) fn status(intent: &Facts) -> &str {
    facts::text(intent, "status").unwrap_or_default()
}

/// The refusal of what the status of an intent does not allow.
pub(super) fn unexpected(context: &Context<'_>, id: &str, intent: &Facts, word: &str) -> Refusal {
    let status = status(intent);
    let message = format!("The payment intent {id} cannot be {word}: its status is `{status}`.");
    Refusal::invalid(message)
        .code("payment_intent_unexpected_state")
        .with(INTENT, context.shown(INTENT, id))
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let amount = amounts::positive(call, "amount")?.unwrap_or_default();
    let currency = amounts::currency(call)?.unwrap_or_default();
    let confirms = call.flag("confirm");
    if !context.any_id {
        amounts::check(amount, &currency)?;
        amounts::check_shares(call, amount)?;
        check_together(call, confirms)?;
    }
    let method = method_of(context, call, call.text("customer"))?;
    let mut intent = call.parameters.clone();
    intent.retain(|name, value| !value.is_null() && !READ.contains(&name.as_str()));
    if let Some(method) = &method {
        check_type(context, &intent, method)?;
    } else if confirms && !context.any_id {
        return Err(no_method("payment_method"));
    }
    let id = context.id("pi_");
    let secret = format!("{id}_secret_{}", context.id(""));
    let automatic = automatic(call);
    if automatic.is_none() {
        facts::set(&mut intent, EXPLICIT, true);
    }
    intent
        .entry("payment_method_types")
        .or_insert_with(|| json!(["card"]));
    intent.extend(facts::of(json!({
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "automatic_payment_methods": automatic,
        "capture_method": call.text("capture_method").unwrap_or("automatic_async"),
        "client_secret": secret,
        "confirmation_method": call.text("confirmation_method").unwrap_or("automatic"),
        "currency": currency,
        "payment_method": method,
        "status": if method.is_some() { "requires_confirmation" } else { "requires_payment_method" },
    })));
    if confirms && method.is_some() {
        let needs_url = needs_return_url(context, call, &intent);
        if needs_url {
            return Err(no_return_url());
        }
    }
    context.create(INTENT, &id, intent);
    context.event("payment_intent.created", INTENT, &id);
    if confirms && method.is_some() {
        proceed(context, call, &id, false)?;
    }
    Ok(id)
}

/// The fact of an intent whose kinds of payment methods the caller has chosen.
const EXPLICIT: &str = "mock:explicit";

/// How payment methods are chosen; `None` where the caller does.
fn automatic(call: &Call<'_>) -> Option<Value> {
    let given = call.get("automatic_payment_methods");
    let is_enabled = given.and_then(|given| given.get("enabled")?.as_bool());
    if is_enabled == Some(false) || given.is_none() && call.get("payment_method_types").is_some() {
        return None;
    }
    let redirects = given.and_then(|given| given.get("allow_redirects")?.as_str());
    Some(json!({"enabled": true, "allow_redirects": redirects.unwrap_or("always")}))
}

/// Parameters that exclude, or need, each other.
fn check_together(call: &Call<'_>, confirms: bool) -> Result<(), Refusal> {
    let early = OF_CONFIRMING.iter().find(|name| {
        call.get(name)
            .is_some_and(|value| value != &Value::Bool(false))
    });
    if let Some(name) = early.filter(|_| !confirms) {
        let message = format!("`{name}` is only for a request with `confirm=true`.");
        return Err(Refusal::invalid(message).param(name));
    }
    let is_automatic = call.get("automatic_payment_methods");
    let is_automatic = is_automatic.and_then(|given| given.get("enabled")?.as_bool());
    if is_automatic == Some(true) && call.get("payment_method_types").is_some() {
        let message =
            "`automatic_payment_methods` chooses the types: `payment_method_types` excludes it.";
        return Err(Refusal::invalid(message.to_owned()).param("payment_method_types"));
    }
    Ok(())
}

/// The payment method that a call names or describes; a token becomes one of its own.
pub(super) fn method_of(
    context: &mut Context<'_>,
    call: &Call<'_>,
    customer: Option<&str>,
) -> Result<Option<String>, Refusal> {
    if let Some(given) = call.text("payment_method") {
        let id = payment_methods::resolve(context, given, "payment_method")?;
        if !context.any_id {
            payment_methods::check_owner(context, &id, customer)?;
        }
        return Ok(Some(id));
    }
    match call.get("payment_method_data").and_then(Value::as_object) {
        Some(data) => payment_methods::from_data(context, data, "payment_method_data").map(Some),
        None => Ok(None),
    }
}

/// Refuses a payment method of a kind that the caller has not named.
pub(super) fn check_type(
    context: &mut Context<'_>,
    intent: &Facts,
    method: &str,
) -> Result<(), Refusal> {
    let allowed = intent.get("payment_method_types").and_then(Value::as_array);
    let Some(allowed) = allowed.filter(|_| !context.any_id) else {
        return Ok(());
    };
    let method = context.live("payment_method", method, "payment_method")?;
    let kind = method.get("type").cloned().unwrap_or_default();
    if allowed.contains(&kind) || !facts::is(intent, EXPLICIT) && intent.contains_key("status") {
        return Ok(());
    }
    let kind = kind.as_str().unwrap_or_default();
    let message =
        format!("A payment method of the type `{kind}` is not one of `payment_method_types`.");
    Err(Refusal::invalid(message).param("payment_method"))
}

pub(super) fn no_method(param: &str) -> Refusal {
    let message =
        "A payment intent without a payment method cannot be confirmed: give `payment_method`.";
    Refusal::invalid(message.to_owned())
        .code("payment_intent_unexpected_state")
        .param(param)
}

/// Whether an intent that may lead to other pages lacks the way back.
pub(super) fn needs_return_url(context: &Context<'_>, call: &Call<'_>, intent: &Facts) -> bool {
    let redirects = intent
        .get("automatic_payment_methods")
        .and_then(|automatic| automatic.get("allow_redirects")?.as_str());
    !context.any_id
        && redirects == Some("always")
        && call.text("return_url").is_none()
        && call.get("use_stripe_sdk").is_none()
}

pub(super) fn no_return_url() -> Refusal {
    let message = "The payment intent takes payment methods that redirect: give `return_url`, or `automatic_payment_methods[allow_redirects]=never`.";
    Refusal::invalid(message.to_owned()).param("return_url")
}

/// What may be changed whatever has become of a payment intent.
const WORDS: [&str; 7] = [
    "description",
    "expand",
    "metadata",
    "receipt_email",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
];

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, intent) = of_path(context, call, "requires_payment_method")?;
    let is_open = matches!(
        status(&intent),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    );
    let is_about_money = |name: &String| !WORDS.contains(&name.as_str());
    if call.parameters.keys().any(is_about_money) && !is_open {
        return Err(unexpected(context, &id, &intent, "changed"));
    }
    let amount = amounts::positive(call, "amount")?;
    let currency = amounts::currency(call)?;
    if !context.any_id {
        let known = facts::text(&intent, "currency").unwrap_or_default();
        let amount = amount.unwrap_or_else(|| facts::number(&intent, "amount"));
        amounts::check(amount, currency.as_deref().unwrap_or(known))?;
        amounts::check_shares(call, amount)?;
    }
    let customer = call.text("customer").or(facts::text(&intent, "customer"));
    let method = method_of(context, call, customer)?;
    if let Some(method) = &method {
        check_type(context, &intent, method)?;
    }
    generic::update(context, call)?;
    context.change(INTENT, &id, |intent| {
        intent.shift_remove("payment_method_data");
        if let Some(currency) = currency {
            facts::set(intent, "currency", currency);
        }
        if let Some(method) = method {
            facts::set(intent, "payment_method", method);
            facts::set(intent, "status", "requires_confirmation");
            intent.shift_remove("next_action");
        }
    });
    Ok(id)
}
