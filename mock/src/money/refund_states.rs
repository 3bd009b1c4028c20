//! What happens to refunds after they were made: they succeed, fail, are canceled, or expire.

use super::balance::{self, Movement};
use super::payment_methods::BEHAVES;
use super::{Rule, charges, facts};
use crate::context::{Call, Context};
use crate::generic;
use crate::refusal::Refusal;
use crate::store::Facts;

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/refunds/{refund}" | "POST /v1/charges/{charge}/refunds/{refund}" => Some(update),
        "POST /v1/refunds/{refund}/cancel" => Some(cancel),
        "POST /v1/test_helpers/refunds/{refund}/expire" => Some(expire),
        _ => None,
    }
}

/// Changes the metadata, which is all that the document lets a request change.
fn update(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = generic::update(context, call)?;
    // The charge's own event has what the refund's has.
    let previous = context.happened.last().map(|last| last.previous.clone());
    if let Some(previous) = previous {
        context.event_after("charge.refund.updated", "refund", &id, previous);
    }
    Ok(id)
}

/// The customer is no longer asked for a bank account.
fn cancel(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = waiting(context, call, "canceled")?;
    end(context, &id, "canceled", "merchant_request");
    Ok(id)
}

/// The customer has not named a bank account in time.
fn expire(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = waiting(context, call, "expired")?;
    end(context, &id, "failed", "unknown");
    Ok(id)
}

/// The refund of the path, if it waits for the customer.
fn waiting(context: &mut Context<'_>, call: &Call<'_>, word: &str) -> Result<String, Refusal> {
    let id = call.argument("refund");
    let mut suiting = super::unmade("refund", id);
    facts::set(&mut suiting, "status", "requires_action");
    context.take_as("refund", id, suiting);
    let refund = context
        .live("refund", id, "refund")
        .map_err(|refusal| refusal.status(404))?;
    let status = facts::text(&refund, "status").unwrap_or_default();
    if status == "requires_action" {
        return Ok(id.to_owned());
    }
    let message = format!(
        "The refund {id} cannot be {word}: its status is `{status}`, and only one with `requires_action` can."
    );
    Err(Refusal::invalid(message))
}

/// The bank has done what it does later, or the customer has not.
pub(super) fn due(context: &mut Context<'_>, id: &str) {
    let Some(refund) = context.store.get("refund", id) else {
        return;
    };
    let fails = facts::text(&refund.facts, BEHAVES) == Some("refundFail");
    match facts::text(&refund.facts, "status") {
        Some("pending") => {
            let before = context.shown("refund", id);
            context.change("refund", id, |refund| {
                facts::set(refund, "status", "succeeded");
                refund.shift_remove("pending_reason");
            });
            updated(context, id, &before);
        }
        Some("requires_action") => end(context, id, "failed", "unknown"),
        Some("succeeded") if fails => end(context, id, "failed", "expired_or_canceled_card"),
        _ => {}
    }
}

/// A refund comes to nothing: the money comes back, and can be refunded again.
fn end(context: &mut Context<'_>, id: &str, status: &str, reason: &str) {
    let before = context.shown("refund", id);
    let Some(refund) = context.store.get("refund", id) else {
        return;
    };
    let refund: Facts = refund.facts.clone();
    let amount = facts::number(&refund, "amount");
    let movement = Movement {
        kind: "refund_failure",
        source: id,
        amount,
        currency: facts::text(&refund, "currency").unwrap_or("usd"),
        ..Movement::default()
    };
    let transaction = balance::moved(context, &movement);
    context.change("refund", id, |refund| {
        facts::set(refund, "status", status);
        facts::set(refund, "failure_reason", reason);
        facts::set(refund, "failure_balance_transaction", transaction);
    });
    if let Some(charge) = facts::text(&refund, "charge") {
        charges::refunded(context, charge, -amount);
    }
    updated(context, id, &before);
    if status == "failed" {
        context.event("refund.failed", "refund", id);
    }
}

fn updated(context: &mut Context<'_>, id: &str, before: &serde_json::Value) {
    let previous = generic::changed(before, &context.shown("refund", id));
    context.event_after("refund.updated", "refund", id, previous.clone());
    context.event_after("charge.refund.updated", "refund", id, previous);
}
