//! The payment method of a test card, and what a charge says of it.

use serde_json::{Value, json};

use super::cards::Card;
use super::facts;
use crate::chance;
use crate::store::Facts;

/// The fact that names the test card.
pub(crate) const BEHAVES: &str = "mock:behaves";
/// When cards of tokens expire: later than any test.
const EXPIRES: i64 = 2040;

/// The facts of a test card's payment method.
pub(crate) fn card_facts(card: &Card, id: &str) -> Facts {
    of_card(card.name, card.number, card.brand, (12, EXPIRES), id)
}

/// The facts of a card's payment method.
pub(crate) fn of_card(
    name: &str,
    number: &str,
    brand: &str,
    expires: (i64, i64),
    id: &str,
) -> Facts {
    let last4 = number.get(number.len().saturating_sub(4)..);
    // The same number has the same fingerprint, in every test.
    let mut fingerprint = chance::characters(&mut chance::of(0, number));
    fingerprint.truncate(16);
    facts::of(json!({
        "id": id,
        "billing_details": {},
        "card": {
            "brand": brand,
            "checks": {"cvc_check": "pass"},
            "country": "US",
            "display_brand": brand,
            "exp_month": expires.0,
            "exp_year": expires.1,
            "fingerprint": fingerprint,
            "funding": if name.ends_with("debit") { "debit" } else { "credit" },
            "last4": last4.unwrap_or_default(),
            "networks": {"available": [brand]},
        },
        BEHAVES: name,
        "type": "card",
    }))
}

/// What a charge says of a test card.
pub(crate) fn details(card: &Card) -> Value {
    details_of(&card_facts(card, ""))
}

/// What a charge says of the payment method that paid it.
pub(crate) fn details_of(method: &Facts) -> Value {
    let kind = facts::text(method, "type").unwrap_or("card");
    let mut details = method.get(kind).cloned().unwrap_or_else(|| json!({}));
    if kind == "card"
        && let Some(card) = details.as_object_mut()
    {
        let network = card.get("brand").cloned().unwrap_or_default();
        card.insert("network".to_owned(), network);
        card.shift_remove("networks");
        card.shift_remove("display_brand");
    }
    json!({"type": kind, kind: details})
}
