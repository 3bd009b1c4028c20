//! Objects that no request has made: of a document without an operation that makes them, such as the charges of a client
//! for refunds, or where whatever is asked for by an id exists.
//!
//! `ch_ANYTHING` is a captured card payment of 100.00 usd, of the payment intent `pi_ANYTHING`. Words of the id, between
//! underscores, say otherwise:
//!
//! | Id | The charge |
//! |---|---|
//! | `ch_amount_4500` | is of 45.00 |
//! | `ch_eur_1` | is in euros (also `gbp`, `jpy`) |
//! | `ch_pendingRefund_1` | its refunds are pending, and succeed later |
//! | `ch_refundFail_1` | its refunds succeed, and fail later |
//! | `ch_bankTransfer_1` | was paid by bank transfer: its refunds need the customer's bank details |
//! | `ch_fee_1` | has an application fee of a tenth |
//! | `ch_transfer_1` | was transferred to a connected account, whole |
//! | `ch_disputed_1` | is disputed |
//! | `ch_failed_1` | was declined |
//! | `ch_uncaptured_1` | is authorized, not captured |
//!
//! Words can be combined: `ch_eur_amount_4500_pendingRefund`.

use serde_json::json;

use super::cards::{self, Behaviour};
use super::facts;
use super::test_card::{self, BEHAVES};
use crate::store::Facts;

const AMOUNT: i64 = 10_000;

/// The facts of an object; none of a kind that is not about money.
pub(crate) fn facts(object: &str, id: &str) -> Facts {
    match object {
        "charge" => charge(id),
        "payment_intent" => intent(id),
        "application_fee" | "transfer" => facts::of(json!({"amount": AMOUNT, "currency": "usd"})),
        "refund" => facts::of(json!({"amount": AMOUNT, "currency": "usd", "status": "succeeded"})),
        "payment_method" => match cards::by_payment_method(id) {
            Some(card) => test_card::card_facts(card, id),
            None => cards::by_name("visa")
                .map_or_else(Facts::new, |card| test_card::card_facts(card, id)),
        },
        _ => Facts::new(),
    }
}

/// What an id says.
struct Said<'a> {
    stem: &'a str,
}

impl<'a> Said<'a> {
    fn new(id: &'a str) -> Self {
        let prefixes = ["ch_", "py_", "pi_"];
        let stem = prefixes.iter().find_map(|prefix| id.strip_prefix(prefix));
        Self {
            stem: stem.unwrap_or(id),
        }
    }

    fn has(&self, word: &str) -> bool {
        self.stem.split('_').any(|said| said == word)
    }

    fn amount(&self) -> i64 {
        let mut words = self.stem.split('_').skip_while(|word| *word != "amount");
        let amount = words.nth(1).and_then(|word| word.parse().ok());
        amount.filter(|amount| *amount > 0).unwrap_or(AMOUNT)
    }

    fn currency(&self) -> &'static str {
        let known = ["eur", "gbp", "jpy"];
        let mut known = known.into_iter();
        known.find(|currency| self.has(currency)).unwrap_or("usd")
    }

    fn status(&self) -> &'static str {
        match () {
            () if self.has("failed") => "requires_payment_method",
            () if self.has("uncaptured") => "requires_capture",
            () => "succeeded",
        }
    }
}

fn charge(id: &str) -> Facts {
    let said = Said::new(id);
    let (amount, stem) = (said.amount(), said.stem);
    let (failed, captured) = (said.has("failed"), said.status() == "succeeded");
    let settled = if captured { amount } else { 0 };
    let mut charge = facts::of(json!({
        "amount": amount,
        "amount_captured": settled,
        "amount_refunded": 0,
        "captured": captured,
        "currency": said.currency(),
        "disputed": said.has("disputed"),
        "paid": !failed,
        "payment_intent": format!("pi_{stem}"),
        "payment_method": format!("pm_{stem}"),
        "refunded": false,
        "status": if failed { "failed" } else { "succeeded" },
    }));
    if captured {
        facts::set(&mut charge, "balance_transaction", format!("txn_{stem}"));
    }
    if failed {
        facts::set(&mut charge, "failure_code", "card_declined");
        facts::set(&mut charge, "failure_message", "The card was declined.");
    }
    let behaviours = [
        ("pendingRefund", Behaviour::RefundsLater),
        ("refundFail", Behaviour::RefundsFail),
    ];
    let word = behaviours.iter().find(|(word, _)| said.has(word));
    if let Some((word, _)) = word {
        facts::set(&mut charge, BEHAVES, *word);
    }
    let details = if said.has("bankTransfer") {
        json!({"type": "customer_balance", "customer_balance": {}})
    } else {
        cards::by_name(word.map_or("visa", |(word, _)| word))
            .map_or_else(|| json!({}), test_card::details)
    };
    facts::set(&mut charge, "payment_method_details", details);
    if said.has("fee") {
        facts::set(&mut charge, "application_fee", format!("fee_{stem}"));
        facts::set(&mut charge, "application_fee_amount", amount / 10);
    }
    if said.has("transfer") {
        facts::set(&mut charge, "transfer", format!("tr_{stem}"));
        let destination = json!({"destination": format!("acct_{stem}"), "amount": amount});
        facts::set(&mut charge, "transfer_data", destination);
    }
    charge
}

fn intent(id: &str) -> Facts {
    let said = Said::new(id);
    let (amount, stem, status) = (said.amount(), said.stem, said.status());
    let of = |wanted: &str| if status == wanted { amount } else { 0 };
    facts::of(json!({
        "amount": amount,
        "amount_capturable": of("requires_capture"),
        "amount_received": of("succeeded"),
        "capture_method": if said.has("uncaptured") { "manual" } else { "automatic_async" },
        "client_secret": format!("{id}_secret_{stem}"),
        "confirmation_method": "automatic",
        "currency": said.currency(),
        "latest_charge": format!("ch_{stem}"),
        "payment_method": format!("pm_{stem}"),
        "payment_method_types": ["card"],
        "status": status,
    }))
}
