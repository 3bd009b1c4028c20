//! Payment methods: of test tokens and of the numbers of test cards, attached to customers and detached.
//!
//! A token such as `pm_card_visa` stands for a card; wherever one is used, a payment method of its own id is made.

use serde_json::{Value, json};

use super::cards::{self, Behaviour, Card, Decline};
use super::{Rule, facts, payments};
use crate::context::{Call, Context};
use crate::known::test_card::of_card;
pub(super) use crate::known::test_card::{BEHAVES, card_facts, details_of};
use crate::refusal::Refusal;
use crate::store::Facts;
use crate::time;

/// The fact of a payment method that was detached.
const DETACHED: &str = "mock:detached";
/// The behaviour of a number that is no test card's.
const LIVE: &str = "live";

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/payment_methods" => Some(create),
        "POST /v1/payment_methods/{payment_method}/attach" => Some(attach),
        "POST /v1/payment_methods/{payment_method}/detach" => Some(detach),
        _ => None,
    }
}

/// What becomes of a payment with a payment method.
pub(super) fn behaviour(method: &Facts) -> Behaviour {
    match facts::text(method, BEHAVES) {
        Some(LIVE) => Behaviour::Declines(cards::NO_TEST),
        Some(name) => cards::by_name(name).map_or(Behaviour::Succeeds, |card| card.behaviour),
        None => Behaviour::Succeeds,
    }
}

/// The id of the payment method that a parameter names: a new one where it is a token.
pub(super) fn resolve(
    context: &mut Context<'_>,
    given: &str,
    param: &str,
) -> Result<String, Refusal> {
    if let Some(card) = cards::by_payment_method(given) {
        return Ok(of_token(context, card));
    }
    let method = context.live("payment_method", given, param)?;
    if facts::is(&method, DETACHED) {
        let message =
            format!("The payment method {given} was detached from a customer: it cannot be used.");
        return Err(Refusal::invalid(message).param(param));
    }
    Ok(given.to_owned())
}

/// A new payment method with a test card.
pub(super) fn of_token(context: &mut Context<'_>, card: &Card) -> String {
    let id = context.id("pm_");
    context.create("payment_method", &id, card_facts(card, &id));
    id
}

/// Refuses a payment method of another customer, or of one where none is named.
pub(super) fn check_owner(
    context: &mut Context<'_>,
    id: &str,
    customer: Option<&str>,
) -> Result<(), Refusal> {
    let method = context.live("payment_method", id, "payment_method")?;
    match facts::text(&method, "customer") {
        Some(owner) if Some(owner) != customer => {
            let message = format!(
                "The payment method {id} belongs to the customer {owner}: name that customer in `customer`."
            );
            Err(Refusal::invalid(message).param("payment_method"))
        }
        _ => Ok(()),
    }
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    if let (Some(given), None) = (call.text("payment_method"), call.text("type")) {
        return resolve(context, given, "payment_method");
    }
    let id = from_data(context, &call.parameters, "")?;
    context.change("payment_method", &id, |method| {
        method.extend(call.given(&["allow_redisplay", "metadata"]));
    });
    Ok(id)
}

/// A new payment method from what a request says of it: parameters of their own, or those of `payment_method_data`.
pub(super) fn from_data(
    context: &mut Context<'_>,
    data: &Facts,
    at: &str,
) -> Result<String, Refusal> {
    let path = |name: &str| match at {
        "" => name.to_owned(),
        at => format!("{at}[{name}]"),
    };
    let missing = |name: &str| {
        let path = path(name);
        Refusal::needed(&path, format!("Missing required param: {path}."))
    };
    let kind = facts::text(data, "type").ok_or_else(|| missing("type"))?;
    let given = data.get(kind).and_then(Value::as_object);
    let id = context.id("pm_");
    let mut method = match (kind, given) {
        ("card", Some(card)) => read_card(context, card, &path("card"), &id)?,
        ("card", None) => return Err(missing("card")),
        (kind, given) => {
            let given = given.cloned().unwrap_or_default();
            facts::of(json!({"type": kind, kind: given}))
        }
    };
    if let Some(details) = data.get("billing_details") {
        facts::set(&mut method, "billing_details", details.clone());
    }
    context.create("payment_method", &id, method);
    Ok(id)
}

/// A card by its token or its number, the number checked as far as that goes without a bank.
fn read_card(context: &Context<'_>, card: &Facts, at: &str, id: &str) -> Result<Facts, Refusal> {
    let path = |name: &str| format!("{at}[{name}]");
    if let Some(token) = facts::text(card, "token") {
        return match cards::by_token(token) {
            Some(card) => Ok(card_facts(card, id)),
            None if context.any_id => Ok(super::unmade("payment_method", id)),
            None => Err(Refusal::missing("token", token, &path("token"))),
        };
    }
    let wrong = |code: &'static str, name: &str| {
        Refusal::card(code, &format!("The card's `{name}` is not valid.")).param(&path(name))
    };
    let number = facts::text(card, "number").unwrap_or_default();
    let number: String = number.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let known = cards::by_number(&number);
    let (month, year) = (
        facts::number(card, "exp_month"),
        facts::number(card, "exp_year"),
    );
    let year = if year < 100 { year + 2000 } else { year };
    if !context.any_id {
        if !cards::is_number(&number) {
            return Err(wrong("incorrect_number", "number"));
        }
        if !(1..=12).contains(&month) {
            return Err(wrong("invalid_expiry_month", "exp_month"));
        }
        let today = time::date_time(context.now);
        let part = |range: std::ops::Range<usize>| -> i64 {
            let text = today.get(range).unwrap_or_default();
            text.parse().unwrap_or_default()
        };
        if (year, month) < (part(0..4), part(5..7)) || year > part(0..4) + 50 {
            return Err(wrong("invalid_expiry_year", "exp_year"));
        }
        if facts::text(card, "cvc").is_some_and(|cvc| !matches!(cvc.len(), 3 | 4)) {
            return Err(wrong("invalid_cvc", "cvc"));
        }
    }
    let (name, brand) = known.map_or((LIVE, "visa"), |card| (card.name, card.brand));
    Ok(of_card(name, &number, brand, (month, year), id))
}

fn attach(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let given = call.argument("payment_method");
    let Some(customer) = call
        .text("customer")
        .or_else(|| call.text("customer_account"))
    else {
        let message = "Missing required param: customer.".to_owned();
        return Err(Refusal::needed("customer", message));
    };
    let customer = customer.to_owned();
    let id = attachable(context, given, Some(&customer)).map_err(|refusal| {
        let is_missing = refusal.code == Some("resource_missing");
        if is_missing {
            refusal.status(404)
        } else {
            refusal
        }
    })?;
    belong(context, &id, &customer);
    Ok(id)
}

/// The id of a payment method that can be attached to a customer; a token becomes one of its own.
pub(super) fn attachable(
    context: &mut Context<'_>,
    given: &str,
    customer: Option<&str>,
) -> Result<String, Refusal> {
    let id = resolve(context, given, "payment_method")?;
    let method = context.live("payment_method", &id, "payment_method")?;
    let owner = facts::text(&method, "customer").filter(|owner| Some(*owner) != customer);
    if let Some(owner) = owner.filter(|_| !context.any_id) {
        let message = format!("The payment method {id} is attached to the customer {owner}.");
        return Err(Refusal::invalid(message).param("payment_method"));
    }
    let card = facts::text(&method, BEHAVES).and_then(cards::by_name);
    match card.and_then(|card| card.attaches().err()) {
        Some(decline) => Err(refusal(decline)),
        None => Ok(id),
    }
}

/// Attaches a payment method that can be.
pub(super) fn belong(context: &mut Context<'_>, id: &str, customer: &str) {
    context.change("payment_method", id, |method| {
        facts::set(method, "customer", customer);
    });
    context.event("payment_method.attached", "payment_method", id);
}

fn detach(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = call.argument("payment_method");
    let is_made = context.store.get("payment_method", id).is_some();
    let method = context
        .live("payment_method", id, "payment_method")
        .map_err(|refusal| refusal.status(404))?;
    let customer = method.get("customer").cloned();
    if is_made && customer.is_none() {
        let message = format!("The payment method {id} is attached to no customer.");
        return Err(Refusal::invalid(message).param("payment_method"));
    }
    context.change("payment_method", id, |method| {
        method.shift_remove("customer");
        facts::set(method, DETACHED, true);
    });
    let mut previous = Facts::new();
    previous.insert("customer".to_owned(), customer.unwrap_or_default());
    context.event_after("payment_method.detached", "payment_method", id, previous);
    Ok(id.to_owned())
}

/// The error that a decline is.
pub(super) fn refusal(decline: Decline) -> Refusal {
    let refusal = Refusal::card(decline.code, decline.message);
    let refusal = match payments::advice(decline) {
        Some(advice) => refusal.with("advice_code", advice.into()),
        None => refusal,
    };
    match decline.reason {
        Some(reason) => refusal.with("decline_code", reason.into()),
        None => refusal,
    }
}
