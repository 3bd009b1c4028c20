//! Charges: made by payment intents, or by requests of their own with a token.

use serde_json::Value;

use super::balance::{self, Movement};
use super::cards::{self, Behaviour};
use super::payments::{self, End, Payment};
use super::{Rule, amounts, customers, facts, payment_methods, refunds, unmade};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

/// Parameters that a charge keeps as they are.
const KEPT: [&str; 11] = [
    "application_fee_amount",
    "customer",
    "description",
    "metadata",
    "on_behalf_of",
    "receipt_email",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_data",
    "transfer_group",
];

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/charges" => Some(create),
        "POST /v1/charges/{charge}/capture" => Some(capture),
        _ => None,
    }
}

/// The facts of a charge, and of one that no request has made the balance transaction too.
pub(super) fn live(context: &mut Context<'_>, id: &str, param: &str) -> Result<Facts, Refusal> {
    let charge = context.live("charge", id, param)?;
    context.decide("charge", id);
    let transaction = facts::text(&charge, "balance_transaction");
    if let Some(transaction) = transaction
        && context
            .store
            .get("balance_transaction", transaction)
            .is_none()
    {
        let amount = facts::number(&charge, "amount_captured");
        let movement = Movement {
            kind: "charge",
            source: id,
            amount,
            currency: facts::text(&charge, "currency").unwrap_or_default(),
            stripe_fee: balance::stripe_fee(amount),
            ..Movement::default()
        };
        balance::note(context, transaction, &movement);
    }
    Ok(charge)
}

/// A charge is refunded by so much more, or less.
pub(super) fn refunded(context: &mut Context<'_>, id: &str, amount: i64) {
    context.change("charge", id, |charge| {
        let refunded = facts::number(charge, "amount_refunded").saturating_add(amount);
        let refunded = refunded.max(0);
        let is_whole = refunded == facts::number(charge, "amount");
        facts::set(charge, "amount_refunded", refunded);
        facts::set(charge, "refunded", is_whole);
    });
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let missing = |name: &str| Refusal::needed(name, format!("Missing required param: {name}."));
    let amount = amounts::positive(call, "amount")?.ok_or_else(|| missing("amount"))?;
    let currency = amounts::currency(call)?.ok_or_else(|| missing("currency"))?;
    if !context.any_id {
        amounts::check(amount, &currency)?;
        amounts::check_shares(call, amount)?;
    }
    let method_id = source(context, call)?;
    let method = context.live("payment_method", &method_id, "source")?;
    let ends = match payment_methods::behaviour(&method) {
        Behaviour::Declines(decline) => End::Declined(decline),
        // Without a payment intent, nobody can ask the customer.
        Behaviour::Authenticates(_) => End::Declined(cards::UNAUTHENTICATED),
        _ => End::Succeeds,
    };
    let id = payments::attempt(
        context,
        &Payment {
            amount,
            currency: &currency,
            capture: call.get("capture").and_then(Value::as_bool) != Some(false),
            intent: None,
            method_id: &method_id,
            method: &method,
            ends,
            more: call.given(&KEPT),
        },
    );
    match ends {
        End::Declined(decline) => Err(payment_methods::refusal(decline).with("charge", id.into())),
        _ => Ok(id),
    }
}

/// What a charge is paid with: a token, or what its customer has.
fn source(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let given = call.text("source").or_else(|| call.text("card"));
    let mut token = given.map(str::to_owned);
    if token.is_none()
        && let Some(id) = call.text("customer")
    {
        let customer = context.live("customer", id, "customer")?;
        token = facts::owned(&customer, customers::SOURCE);
        if token.is_none() && !context.any_id {
            let message = "The customer has no card to charge.";
            return Err(Refusal::card("missing", message).param("customer"));
        }
    }
    if token.is_none() && !context.any_id {
        let message = "A charge needs `source` or `customer`.";
        return Err(Refusal::needed("source", message.to_owned()));
    }
    let token = token.unwrap_or_default();
    let known = cards::by_token(&token);
    let known = known.or_else(|| cards::by_name("visa").filter(|_| context.any_id));
    match known {
        Some(card) => Ok(payment_methods::of_token(context, card)),
        None => Err(Refusal::missing("token", &token, "source")),
    }
}

fn capture(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = call.argument("charge");
    let mut suiting = unmade::facts("charge", id);
    facts::set(&mut suiting, "balance_transaction", Value::Null);
    facts::set(&mut suiting, "payment_intent", Value::Null);
    facts::set(&mut suiting, "captured", false);
    facts::set(&mut suiting, "amount_captured", 0);
    context.take_as("charge", id, suiting);
    let charge = context
        .live("charge", id, "charge")
        .map_err(|refusal| refusal.status(404))?;
    let refuse = |code, why: &str| {
        let message = format!("The charge {id} cannot be captured: {why}.");
        Err(Refusal::invalid(message).code(code))
    };
    if facts::text(&charge, "status") != Some("succeeded") {
        return refuse("charge_not_capturable", "it did not succeed");
    }
    if facts::is(&charge, "captured") {
        return refuse("charge_already_captured", "it is captured already");
    }
    if facts::is(&charge, EXPIRED) {
        return refuse(
            "charge_expired_for_capture",
            "its authorization has expired",
        );
    }
    if facts::is(&charge, "refunded") {
        return refuse("charge_already_refunded", "it has been refunded");
    }
    if let Some(intent) = facts::text(&charge, "payment_intent") {
        let message = format!("The charge {id} is one of {intent}: capture the payment intent.");
        return Err(Refusal::invalid(message));
    }
    let most = facts::number(&charge, "amount");
    let amount = amounts::positive(call, "amount")?.unwrap_or(most);
    if amount > most {
        let currency = facts::text(&charge, "currency").unwrap_or_default();
        let message = format!(
            "The charge {id} is of {}: no more can be captured.",
            amounts::written(most, currency)
        );
        return Err(Refusal::invalid(message).param("amount"));
    }
    amounts::check_shares(call, amount)?;
    let names = [
        "application_fee_amount",
        "receipt_email",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_group",
    ];
    payments::capture(context, id, amount, call.given(&names));
    Ok(id.to_owned())
}

/// The fact of a charge that was not captured in time.
const EXPIRED: &str = "mock:expired";

/// The time in which a charge can be captured is over.
pub(super) fn expire(context: &mut Context<'_>, id: &str) {
    let Some(charge) = context.store.get("charge", id) else {
        return;
    };
    let charge = charge.facts.clone();
    if facts::is(&charge, "captured") || facts::is(&charge, "refunded") {
        return;
    }
    context.change("charge", id, |charge| facts::set(charge, EXPIRED, true));
    let reason = Some("expired_uncaptured_charge");
    refunds::release(context, id, facts::number(&charge, "amount"), reason);
    context.event("charge.expired", "charge", id);
    if let Some(intent) = facts::text(&charge, "payment_intent") {
        super::intent_states::expire(context, intent);
    }
}
