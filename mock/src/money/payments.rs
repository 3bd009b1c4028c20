//! Payments: an attempt to pay makes a charge, whether a payment intent or a request for a charge asks for it.

use serde_json::{Value, json};

use super::balance::{self, Movement};
use super::cards::{Behaviour, Decline};
use super::payment_methods::{self, BEHAVES};
use super::{connect, disputes, facts, refunds};
use crate::context::Context;
use crate::store::Facts;

/// Seconds until an authorization that is not captured expires: seven days.
pub(super) const AUTHORIZED: i64 = 7 * 86_400;

/// Kinds of payment methods whose bank takes its time.
const DEBITS: [&str; 5] = [
    "acss_debit",
    "au_becs_debit",
    "bacs_debit",
    "sepa_debit",
    "us_bank_account",
];

/// Whether the bank behind a payment method takes its time.
pub(super) fn is_debit(method: &Facts) -> bool {
    DEBITS.contains(&facts::text(method, "type").unwrap_or_default())
}

/// What a bank advises about another attempt.
pub(super) fn advice(decline: Decline) -> Option<&'static str> {
    match decline.reason? {
        "lost_card" | "stolen_card" => Some("do_not_try_again"),
        "generic_decline" | "insufficient_funds" => Some("try_again_later"),
        _ => None,
    }
}

/// An attempt.
#[derive(Debug)]
pub(super) struct Payment<'a> {
    pub(super) amount: i64,
    pub(super) currency: &'a str,
    /// Whether the money is taken, not just put aside.
    pub(super) capture: bool,
    pub(super) intent: Option<&'a str>,
    pub(super) method_id: &'a str,
    pub(super) method: &'a Facts,
    pub(super) ends: End,
    /// Further fields of the charge.
    pub(super) more: Facts,
}

/// How an attempt ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Succeeds,
    Declined(Decline),
    Pending,
}

/// Makes the charge of an attempt, and answers its id.
pub(super) fn attempt(context: &mut Context<'_>, payment: &Payment<'_>) -> String {
    let is_card = facts::text(payment.method, "type") == Some("card");
    let id = context.id(if is_card { "ch_" } else { "py_" });
    let status = match payment.ends {
        End::Succeeds => "succeeded",
        End::Declined(_) => "failed",
        End::Pending => "pending",
    };
    let is_paid = matches!(payment.ends, End::Succeeds);
    let captured = payment.capture && is_paid;
    let mut charge = payment.more.clone();
    charge.extend(facts::of(json!({
        "amount": payment.amount,
        "amount_captured": if captured { payment.amount } else { 0 },
        "amount_refunded": 0,
        "billing_details": payment.method.get("billing_details"),
        BEHAVES: payment.method.get(BEHAVES),
        "captured": captured,
        "currency": payment.currency,
        "disputed": false,
        "outcome": outcome(payment.ends),
        "paid": is_paid,
        "payment_intent": payment.intent,
        "payment_method": payment.method_id,
        "payment_method_details": payment_methods::details_of(payment.method),
        "refunded": false,
        "status": status,
    })));
    if let End::Declined(decline) = payment.ends {
        facts::set(&mut charge, "failure_code", decline.code);
        facts::set(&mut charge, "failure_message", decline.message);
    }
    context.create("charge", &id, charge);
    match payment.ends {
        End::Declined(_) => context.event("charge.failed", "charge", &id),
        End::Pending => context.event("charge.pending", "charge", &id),
        End::Succeeds => {
            if captured {
                settle(context, &id);
            } else {
                let at = context.now.saturating_add(AUTHORIZED);
                context.later(at, "charge", &id);
            }
            context.event("charge.succeeded", "charge", &id);
            if payment_methods::behaviour(payment.method) == Behaviour::Disputed && captured {
                disputes::open(context, &id);
            }
        }
    }
    id
}

fn outcome(ends: End) -> Value {
    match ends {
        End::Declined(decline) => json!({
            "advice_code": advice(decline),
            "network_status": "declined_by_network",
            "reason": decline.reason.unwrap_or(decline.code),
            "risk_level": "normal",
            "risk_score": 20,
            "seller_message": "The bank declined the payment.",
            "type": "issuer_declined",
        }),
        End::Succeeds | End::Pending => json!({
            "network_status": "approved_by_network",
            "risk_level": "normal",
            "risk_score": 20,
            "seller_message": "The payment is complete.",
            "type": "authorized",
        }),
    }
}

/// A payment that took its time has come in.
pub(super) fn arrive(context: &mut Context<'_>, id: &str) {
    context.change("charge", id, |charge| {
        let amount = facts::number(charge, "amount");
        facts::set(charge, "amount_captured", amount);
        facts::set(charge, "captured", true);
        facts::set(charge, "paid", true);
        facts::set(charge, "status", "succeeded");
    });
    settle(context, id);
    context.event("charge.succeeded", "charge", id);
}

/// Puts what was captured into the balance, and what goes to others out of it.
pub(super) fn settle(context: &mut Context<'_>, id: &str) {
    let Some(charge) = context.store.get("charge", id) else {
        return;
    };
    let charge = charge.facts.clone();
    let details = charge.get("payment_method_details");
    let is_card = details.and_then(|details| details.get("type")?.as_str()) == Some("card");
    let amount = facts::number(&charge, "amount_captured");
    let is_destination = charge.contains_key("transfer_data");
    let transaction = balance::moved(
        context,
        &Movement {
            kind: if is_card { "charge" } else { "payment" },
            source: id,
            amount,
            currency: facts::text(&charge, "currency").unwrap_or_default(),
            stripe_fee: balance::stripe_fee(amount),
            // Of a payment that goes on to another account, that account pays the fee.
            application_fee: if is_destination {
                0
            } else {
                facts::number(&charge, "application_fee_amount")
            },
            at_once: facts::text(&charge, BEHAVES) == Some("bypassPending"),
        },
    );
    context.change("charge", id, |charge| {
        facts::set(charge, "balance_transaction", transaction);
    });
    connect::pass_on(context, id);
}

/// Takes money that was put aside: all of it, or a part, and what is left goes back.
pub(super) fn capture(context: &mut Context<'_>, id: &str, amount: i64, more: Facts) {
    let mut left = 0;
    context.change("charge", id, |charge| {
        left = facts::number(charge, "amount").saturating_sub(amount);
        facts::set(charge, "amount_captured", amount);
        facts::set(charge, "captured", true);
        charge.extend(more);
        // Of less money, no more than that goes to others.
        let fee = facts::number(charge, "application_fee_amount");
        if fee > amount {
            facts::set(charge, "application_fee_amount", amount);
        }
    });
    settle(context, id);
    if left > 0 {
        refunds::release(context, id, left, None);
    }
    context.event("charge.captured", "charge", id);
}
