//! What goes to others: application fees and transfers of charges.
//!
//! The platform and its accounts share one store here: which account a fee leaves is not modelled.

use serde_json::json;

use super::balance::{self, Movement};
use super::facts;
use crate::context::Context;
use crate::store::Facts;

/// Makes the application fee and the transfer of a charge that was captured.
pub(super) fn pass_on(context: &mut Context<'_>, charge_id: &str) {
    let Some(charge) = context.store.get("charge", charge_id) else {
        return;
    };
    let charge = charge.facts.clone();
    if facts::number(&charge, "application_fee_amount") > 0 {
        let id = context.id("fee_");
        context.change("charge", charge_id, |charge| {
            facts::set(charge, "application_fee", id.as_str());
        });
        make_fee(context, charge_id, &charge, &id);
        context.event("application_fee.created", "application_fee", &id);
    }
    if charge.contains_key("transfer_data") {
        let id = context.id("tr_");
        context.change("charge", charge_id, |charge| {
            facts::set(charge, "transfer", id.as_str());
        });
        make_transfer(context, charge_id, &charge, &id);
        context.event("transfer.created", "transfer", &id);
    }
}

pub(super) fn make_fee(context: &mut Context<'_>, charge_id: &str, charge: &Facts, id: &str) {
    let amount = facts::number(charge, "application_fee_amount");
    let currency = facts::text(charge, "currency").unwrap_or_default();
    let mut fee = facts::of(json!({
        "amount": amount,
        "amount_refunded": 0,
        "charge": charge_id,
        "currency": currency,
        "originating_transaction": charge_id,
        "refunded": false,
    }));
    // A fee of a payment that goes on comes back from the account that it goes to.
    if charge.contains_key("transfer_data") {
        let movement = Movement {
            kind: "application_fee",
            source: id,
            amount,
            currency,
            ..Movement::default()
        };
        let transaction = balance::moved(context, &movement);
        facts::set(&mut fee, "balance_transaction", transaction);
    }
    context.create("application_fee", id, fee);
}

pub(super) fn make_transfer(context: &mut Context<'_>, charge_id: &str, charge: &Facts, id: &str) {
    let data = charge.get("transfer_data");
    let given = data.and_then(|data| data.get("amount")?.as_i64());
    let captured = facts::number(charge, "amount_captured");
    let amount = given.map_or(captured, |given| given.min(captured));
    let currency = facts::text(charge, "currency").unwrap_or_default();
    let movement = Movement {
        kind: "transfer",
        source: id,
        amount: -amount,
        currency,
        ..Movement::default()
    };
    let transaction = balance::moved(context, &movement);
    let transfer = facts::of(json!({
        "amount": amount,
        "amount_reversed": 0,
        "balance_transaction": transaction,
        "currency": currency,
        "destination": data.and_then(|data| data.get("destination")),
        "reversed": false,
        "source_transaction": charge_id,
        "source_type": "card",
        "transfer_group": charge.get("transfer_group"),
    }));
    context.create("transfer", id, transfer);
}
