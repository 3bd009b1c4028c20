//! Balance transactions, and the balance that they come to.

use serde_json::{Value, json};

use super::{Rule, facts};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

/// Seconds until what was paid is available: two days.
const PAYMENTS_TAKE: i64 = 2 * 86_400;

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "GET /v1/balance" => Some(balance),
        _ => None,
    }
}

/// Money that comes in or goes out.
#[derive(Debug)]
pub(super) struct Movement<'a> {
    /// The type of the balance transaction.
    pub(super) kind: &'a str,
    /// The object that moved it.
    pub(super) source: &'a str,
    pub(super) amount: i64,
    pub(super) currency: &'a str,
    /// What Stripe keeps of it.
    pub(super) stripe_fee: i64,
    /// What the platform keeps of it.
    pub(super) application_fee: i64,
    /// Whether it can be spent at once.
    pub(super) at_once: bool,
}

impl Default for Movement<'_> {
    fn default() -> Self {
        Self {
            kind: "adjustment",
            source: "",
            amount: 0,
            currency: "usd",
            stripe_fee: 0,
            application_fee: 0,
            at_once: true,
        }
    }
}

/// What Stripe keeps of a payment: 2.9 % and 30 of the smallest unit.
pub(super) fn stripe_fee(amount: i64) -> i64 {
    super::amounts::share(amount, 29, 1000)
        .saturating_add(30)
        .min(amount)
}

/// Makes a balance transaction, and answers its id.
pub(super) fn moved(context: &mut Context<'_>, movement: &Movement<'_>) -> String {
    let id = context.id("txn_");
    note(context, &id, movement);
    id
}

/// Makes the balance transaction with an id.
pub(super) fn note(context: &mut Context<'_>, id: &str, movement: &Movement<'_>) {
    let currency = movement.currency;
    let fees = [
        ("stripe_fee", movement.stripe_fee),
        ("application_fee", movement.application_fee),
    ];
    let details: Vec<Value> = fees
        .into_iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|(kind, amount)| json!({"type": kind, "amount": amount, "currency": currency}))
        .collect();
    let fee = movement.stripe_fee.saturating_add(movement.application_fee);
    let available_on = context
        .now
        .saturating_add(if movement.at_once { 0 } else { PAYMENTS_TAKE });
    let facts = facts::of(json!({
        "amount": movement.amount,
        "available_on": available_on,
        "balance_type": "payments",
        "currency": currency,
        "fee": fee,
        "fee_details": details,
        "net": movement.amount.saturating_sub(fee),
        "reporting_category": movement.kind,
        "source": movement.source,
        "status": if movement.at_once { "available" } else { "pending" },
        "type": movement.kind,
    }));
    context.create("balance_transaction", id, facts);
    if !movement.at_once {
        context.later(available_on, "balance_transaction", id);
    }
}

/// The time has come on which a movement is available.
pub(super) fn becomes_available(context: &mut Context<'_>, id: &str) {
    context.change("balance_transaction", id, |facts| {
        facts::set(facts, "status", "available");
    });
}

/// Sums up what the balance transactions leave, by currency, the first currency first.
fn balance(context: &mut Context<'_>, _call: &Call<'_>) -> Result<String, Refusal> {
    let mut sums: Vec<(String, [i64; 2])> = Vec::new();
    let mut movements: Vec<&Facts> = context
        .store
        .newest("balance_transaction")
        .map(|(_, stored)| &stored.facts)
        .collect();
    movements.reverse();
    for facts in movements {
        let currency = facts::text(facts, "currency").unwrap_or("usd");
        let at = sums.iter().position(|(known, _)| known == currency);
        let at = at.unwrap_or_else(|| {
            sums.push((currency.to_owned(), [0; 2]));
            sums.len() - 1
        });
        let is_pending = facts::text(facts, "status") == Some("pending");
        if let Some((_, [available, pending])) = sums.get_mut(at) {
            let sum = if is_pending { pending } else { available };
            *sum = sum.saturating_add(facts::number(facts, "net"));
        }
    }
    if sums.is_empty() {
        sums.push(("usd".to_owned(), [0; 2]));
    }
    let column = |pick: fn(&[i64; 2]) -> i64| -> Vec<Value> {
        sums.iter()
            .map(|(currency, sums)| {
                let amount = pick(sums);
                json!({"amount": amount, "currency": currency, "source_types": {"card": amount}})
            })
            .collect()
    };
    let facts = facts::of(json!({
        "available": column(|[available, _]| *available),
        "pending": column(|[_, pending]| *pending),
    }));
    context.create("balance", "balance", facts);
    Ok("balance".to_owned())
}
