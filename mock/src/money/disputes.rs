//! Disputes: a card can be one whose payments are disputed at once. How a dispute goes on is not modelled.

use serde_json::json;

use super::balance::{self, Movement};
use super::facts;
use crate::context::Context;

/// What Stripe takes for a dispute.
const FEE: i64 = 1500;

/// The customer disputes a charge: its money leaves the balance.
pub(super) fn open(context: &mut Context<'_>, charge_id: &str) {
    let Some(charge) = context.store.get("charge", charge_id) else {
        return;
    };
    let charge = charge.facts.clone();
    let amount = facts::number(&charge, "amount_captured");
    let currency = facts::text(&charge, "currency").unwrap_or_default();
    let id = context.id("dp_");
    let movement = Movement {
        kind: "adjustment",
        source: &id,
        amount: -amount,
        currency,
        stripe_fee: FEE,
        ..Movement::default()
    };
    let transaction = balance::moved(context, &movement);
    let moved = context.shown("balance_transaction", &transaction);
    let dispute = facts::of(json!({
        "amount": amount,
        "balance_transactions": [moved],
        "charge": charge_id,
        "currency": currency,
        "evidence_details": {
            "due_by": context.now.saturating_add(9 * 86_400),
            "has_evidence": false,
            "past_due": false,
            "submission_count": 0,
        },
        "is_charge_refundable": false,
        "payment_intent": charge.get("payment_intent"),
        "reason": "fraudulent",
        "status": "needs_response",
    }));
    context.create("dispute", &id, dispute);
    context.change("charge", charge_id, |charge| {
        facts::set(charge, "disputed", true);
    });
    context.event("charge.dispute.created", "dispute", &id);
    context.event("charge.dispute.funds_withdrawn", "dispute", &id);
}
