//! Refunds: which charge, whether it can be refunded, and how much.

use serde_json::json;

use super::balance::{self, Movement};
use super::comes_back::Back;
use super::payment_methods::BEHAVES;
use super::{LATER, Rule, amounts, charges, facts, payment_intents};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

/// Seconds in which customers name their bank account: 45 days.
const ACTION: i64 = 45 * 86_400;

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/refunds" | "POST /v1/charges/{charge}/refunds" => Some(create),
        "POST /v1/charges/{charge}/refund" => Some(create_of_charge),
        _ => None,
    }
}

/// Answers the charge, not the refund.
fn create_of_charge(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    create(context, call)?;
    Ok(call.argument("charge").to_owned())
}

/// Refunds a charge, and answers the id of the refund.
fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    if call.text("origin").is_some() {
        return of_cash_balance(context, call);
    }
    let charge_id = which(context, call)?;
    let charge = charges::live(context, &charge_id, "charge")?;
    let is_captured = can_be_refunded(&charge_id, &charge)?;
    let left =
        facts::number(&charge, "amount").saturating_sub(facts::number(&charge, "amount_refunded"));
    if left <= 0 {
        let message = format!("The charge {charge_id} has already been refunded.");
        return Err(Refusal::invalid(message).code("charge_already_refunded"));
    }
    let currency = facts::text(&charge, "currency").unwrap_or_default();
    let amount = amounts::positive(call, "amount")?.unwrap_or(left);
    if amount > left {
        let message = format!(
            "A refund of {} is more than what is left of the charge {charge_id}: {}.",
            amounts::written(amount, currency),
            amounts::written(left, currency),
        );
        return Err(Refusal::invalid(message).param("amount"));
    }
    if !is_captured {
        if amount < left {
            let message = format!(
                "The charge {charge_id} is not captured: it is refunded whole, or a part of it is captured."
            );
            return Err(Refusal::invalid(message).param("amount"));
        }
        let id = release(context, &charge_id, amount, call.text("reason"));
        context.change("refund", &id, |refund| {
            refund.extend(call.given(&["metadata"]));
        });
        context.event("charge.refunded", "charge", &charge_id);
        return Ok(id);
    }
    let way = way(call, &charge)?;
    let back = Back::read(context, call, (&charge_id, &charge))?;
    let mut refund = call.given(&["metadata", "reason", "instructions_email"]);
    facts::set(&mut refund, "amount", amount);
    facts::set(&mut refund, "charge", charge_id.as_str());
    facts::set(&mut refund, "currency", currency);
    refund.extend(facts::picked(&charge, &["payment_intent", BEHAVES]));
    let details = charge.get("payment_method_details");
    if details.and_then(|details| details.get("type")?.as_str()) == Some("card") {
        let card = json!({
            "type": "card",
            "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
        });
        facts::set(&mut refund, "destination_details", card);
    }
    let id = context.id("re_");
    let waived = back.take(context, (&id, &mut refund), &charge);
    put_in(context, (&id, refund), way, waived);
    charges::refunded(context, &charge_id, amount);
    if call.text("reason") == Some("fraudulent") {
        context.change("charge", &charge_id, |charge| {
            facts::set(
                charge,
                "fraud_details",
                json!({"user_report": "fraudulent"}),
            );
        });
    }
    context.event("refund.created", "refund", &id);
    context.event("charge.refunded", "charge", &charge_id);
    Ok(id)
}

/// The charge that the path or the parameters name.
fn which(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let in_path = call.argument("charge");
    let given = match in_path {
        "" => call.text("charge"),
        charge => Some(charge),
    };
    if let Some(charge_id) = given {
        let charge = charges::live(context, charge_id, "charge").map_err(|refusal| {
            let status = if in_path.is_empty() { 400 } else { 404 };
            refusal.status(status)
        })?;
        if let Some(intent) = call.text("payment_intent")
            && facts::text(&charge, "payment_intent") != Some(intent)
        {
            let message = format!(
                "The charge {charge_id} is not one of the payment intent {intent}: give one of the two."
            );
            return Err(Refusal::invalid(message).param("payment_intent").of_form());
        }
        return Ok(charge_id.to_owned());
    }
    let Some(intent_id) = call.text("payment_intent") else {
        let message = "A refund needs `charge` or `payment_intent`.";
        return Err(Refusal::needed("charge", message.to_owned()));
    };
    let intent = payment_intents::live(context, intent_id, "payment_intent")?;
    let is_paid = facts::text(&intent, "status") == Some("succeeded");
    let charge = facts::owned(&intent, "latest_charge").filter(|_| is_paid);
    charge.ok_or_else(|| {
        let message = format!("The payment intent {intent_id} has no successful charge to refund.");
        Refusal::invalid(message).param("payment_intent")
    })
}

/// Whether a charge is captured; one that cannot be refunded, captured or not, is refused.
fn can_be_refunded(id: &str, charge: &Facts) -> Result<bool, Refusal> {
    let refuse = |code, why: &str| {
        let message = format!("The charge {id} cannot be refunded: {why}.");
        Err(Refusal::invalid(message).code(code))
    };
    if facts::is(charge, "disputed") {
        return refuse("charge_disputed", "it is disputed");
    }
    match facts::text(charge, "status") {
        Some("failed") => return refuse("charge_not_refundable", "it has failed"),
        Some("pending") => return refuse("charge_not_refundable", "it is pending"),
        _ => {}
    }
    let captured = facts::is(charge, "captured");
    let is_released = facts::is(charge, "refunded");
    if !captured && !is_released && facts::text(charge, "payment_intent").is_some() {
        return refuse(
            "charge_not_refundable",
            "it is not captured; cancel its payment intent",
        );
    }
    Ok(captured)
}

/// How a refund begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Succeeds,
    IsPending,
    NeedsAction,
}

/// What the payment method makes of a refund.
fn way(call: &Call<'_>, charge: &Facts) -> Result<Way, Refusal> {
    let details = charge.get("payment_method_details");
    let kind = details.and_then(|details| details.get("type")?.as_str());
    if kind == Some("customer_balance") {
        let known = charge.get("billing_details");
        let known = known.and_then(|details| details.get("email")?.as_str());
        if call.text("instructions_email").or(known).is_none() {
            return Err(no_email());
        }
        return Ok(Way::NeedsAction);
    }
    Ok(match facts::text(charge, BEHAVES) {
        Some("pendingRefund") => Way::IsPending,
        _ => Way::Succeeds,
    })
}

fn no_email() -> Refusal {
    let message = "A refund to a bank account that is not known needs `instructions_email`, to ask the customer.";
    Refusal::needed("instructions_email", message.to_owned())
}

/// Puts a refund in as it begins, with its balance transaction.
fn put_in(context: &mut Context<'_>, (id, mut refund): (&str, Facts), way: Way, waived: i64) {
    let now = context.now;
    let currency = facts::owned(&refund, "currency").unwrap_or_default();
    let movement = Movement {
        kind: "refund",
        source: id,
        amount: -facts::number(&refund, "amount"),
        currency: &currency,
        application_fee: -waived,
        ..Movement::default()
    };
    let transaction = balance::moved(context, &movement);
    facts::set(&mut refund, "balance_transaction", transaction);
    let (status, later) = match way {
        Way::Succeeds => ("succeeded", LATER),
        Way::IsPending => ("pending", LATER),
        Way::NeedsAction => ("requires_action", ACTION),
    };
    facts::set(&mut refund, "status", status);
    let at = now.saturating_add(later);
    match way {
        Way::Succeeds => {}
        Way::IsPending => facts::set(&mut refund, "pending_reason", "processing"),
        Way::NeedsAction => {
            let to = refund.get("instructions_email").cloned();
            let action = json!({
                "type": "display_details",
                "display_details": {
                    "email_sent": {"email_sent_at": now, "email_sent_to": to},
                    "expires_at": at,
                },
            });
            facts::set(&mut refund, "next_action", action);
        }
    }
    let fails = facts::text(&refund, BEHAVES) == Some("refundFail");
    if way != Way::Succeeds || fails {
        context.later(at, "refund", id);
    }
    context.create("refund", id, refund);
}

/// Refunds what a customer has in cash: no charge is named, but the customer, the amount and the currency.
fn of_cash_balance(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    for name in ["amount", "currency", "customer"] {
        if call.get(name).is_none() {
            let message = format!("A refund of a customer's balance needs `{name}`.");
            return Err(Refusal::needed(name, message));
        }
    }
    for name in ["charge", "payment_intent"] {
        if call.get(name).is_some() {
            let message = format!("A refund of a customer's balance has no `{name}`.");
            return Err(Refusal::invalid(message).param(name).of_form());
        }
    }
    let amount = amounts::positive(call, "amount")?;
    if call.text("instructions_email").is_none() {
        return Err(no_email());
    }
    let currency = amounts::currency(call)?.unwrap_or_default();
    if !context.any_id {
        amounts::check(amount.unwrap_or_default(), &currency)?;
    }
    let names = [
        "amount",
        "customer",
        "instructions_email",
        "metadata",
        "reason",
    ];
    let mut refund = call.given(&names);
    facts::set(&mut refund, "currency", currency);
    let id = context.id("re_");
    put_in(context, (&id, refund), Way::NeedsAction, 0);
    context.event("refund.created", "refund", &id);
    Ok(id)
}

/// Gives back what was put aside, and answers the id of the refund that says so. No money moves.
pub(super) fn release(
    context: &mut Context<'_>,
    charge_id: &str,
    amount: i64,
    reason: Option<&str>,
) -> String {
    let charge = context.store.get("charge", charge_id);
    let mut refund = charge.map_or_else(Facts::new, |charge| {
        facts::picked(&charge.facts, &["currency", "payment_intent"])
    });
    facts::set(&mut refund, "amount", amount);
    facts::set(&mut refund, "charge", charge_id);
    facts::set(&mut refund, "reason", reason);
    facts::set(&mut refund, "status", "succeeded");
    let id = context.id("re_");
    context.create("refund", &id, refund);
    charges::refunded(context, charge_id, amount);
    id
}
