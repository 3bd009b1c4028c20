//! What goes to others: application fees and transfers of charges, and their parts that come back with refunds.
//!
//! The platform and its accounts share one store here: which account a fee leaves is not modelled.

use serde_json::json;

use super::amounts::share;
use super::balance::{self, Movement};
use super::facts;
use crate::context::{Call, Context};
use crate::refusal::Refusal;
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

fn make_fee(context: &mut Context<'_>, charge_id: &str, charge: &Facts, id: &str) {
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

fn make_transfer(context: &mut Context<'_>, charge_id: &str, charge: &Facts, id: &str) {
    let data = charge.get("transfer_data");
    let given = data.and_then(|data| data.get("amount")?.as_i64());
    let amount = given.unwrap_or_else(|| facts::number(charge, "amount_captured"));
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

/// The application fee or the transfer of a charge that a refund wants back; a charge without one is refused.
fn wanted(
    call: &Call<'_>,
    (flag, field, noun): (&str, &str, &str),
    (charge_id, charge): (&str, &Facts),
) -> Result<Option<String>, Refusal> {
    if !call.flag(flag) {
        return Ok(None);
    }
    let id = facts::owned(charge, field).ok_or_else(|| {
        Refusal::invalid(format!(
            "`{flag}` was given, but the charge {charge_id} has no {noun}."
        ))
        .param(flag)
    })?;
    Ok(Some(id))
}

/// What comes back from others with a refund.
#[derive(Debug, Default)]
pub(super) struct Back {
    fee: Option<String>,
    transfer: Option<String>,
}

impl Back {
    /// What a call asks for.
    pub(super) fn read(
        context: &mut Context<'_>,
        call: &Call<'_>,
        (charge_id, charge): (&str, &Facts),
    ) -> Result<Self, Refusal> {
        let of = (charge_id, charge);
        let fee = (
            "refund_application_fee",
            "application_fee",
            "application fee",
        );
        let back = Self {
            fee: wanted(call, fee, of)?,
            transfer: wanted(call, ("reverse_transfer", "transfer", "transfer"), of)?,
        };
        // Those of a charge that no request has made are made now.
        if let Some(id) = back.fee.as_deref()
            && context.store.get("application_fee", id).is_none()
        {
            make_fee(context, charge_id, charge, id);
        }
        if let Some(id) = back.transfer.as_deref()
            && context.store.get("transfer", id).is_none()
        {
            make_transfer(context, charge_id, charge, id);
        }
        Ok(back)
    }

    /// Takes back the parts of a refund, and answers what the account no longer pays as a fee.
    pub(super) fn take(
        &self,
        context: &mut Context<'_>,
        (refund_id, refund): (&str, &mut Facts),
        charge: &Facts,
    ) -> i64 {
        let part = (
            facts::number(refund, "amount"),
            facts::number(charge, "amount"),
        );
        let mut waived = 0;
        if let Some(id) = &self.fee {
            let is_destination = charge.contains_key("transfer_data");
            waived = refund_fee(context, id, part, is_destination);
        }
        if let Some(id) = &self.transfer
            && let Some(reversal) = reverse(context, id, part, refund_id)
        {
            facts::set(refund, "transfer_reversal", reversal);
        }
        waived
    }
}

/// Takes back a part of what is left of an amount.
fn part_of(object: &Facts, taken: &str, (part, of): (i64, i64)) -> i64 {
    let amount = facts::number(object, "amount");
    let left = amount.saturating_sub(facts::number(object, taken));
    share(amount, part, of).min(left)
}

fn refund_fee(
    context: &mut Context<'_>,
    fee_id: &str,
    part: (i64, i64),
    is_destination: bool,
) -> i64 {
    let Some(fee) = context.store.get("application_fee", fee_id) else {
        return 0;
    };
    let fee = fee.facts.clone();
    let amount = part_of(&fee, "amount_refunded", part);
    if amount == 0 {
        return 0;
    }
    let currency = facts::text(&fee, "currency").unwrap_or_default();
    let id = context.id("fr_");
    // The fact with the name of the kind puts it into the list of the fee.
    let mut refund = facts::of(json!({
        "amount": amount,
        "application_fee": fee_id,
        "currency": currency,
        "fee": fee_id,
    }));
    if is_destination {
        let movement = Movement {
            kind: "application_fee_refund",
            source: &id,
            amount: -amount,
            currency,
            ..Movement::default()
        };
        let transaction = balance::moved(context, &movement);
        facts::set(&mut refund, "balance_transaction", transaction);
    }
    context.create("fee_refund", &id, refund);
    context.change("application_fee", fee_id, |fee| {
        let taken = facts::number(fee, "amount_refunded").saturating_add(amount);
        let is_whole = taken == facts::number(fee, "amount");
        facts::set(fee, "amount_refunded", taken);
        facts::set(fee, "refunded", is_whole);
    });
    context.event("application_fee.refunded", "application_fee", fee_id);
    if is_destination { 0 } else { amount }
}

fn reverse(
    context: &mut Context<'_>,
    transfer_id: &str,
    part: (i64, i64),
    refund_id: &str,
) -> Option<String> {
    let transfer = context.store.get("transfer", transfer_id)?.facts.clone();
    let amount = part_of(&transfer, "amount_reversed", part);
    if amount == 0 {
        return None;
    }
    let currency = facts::text(&transfer, "currency").unwrap_or_default();
    let id = context.id("trr_");
    let movement = Movement {
        kind: "transfer_refund",
        source: &id,
        amount,
        currency,
        ..Movement::default()
    };
    let transaction = balance::moved(context, &movement);
    let reversal = facts::of(json!({
        "amount": amount,
        "balance_transaction": transaction,
        "currency": currency,
        "source_refund": refund_id,
        "transfer": transfer_id,
    }));
    context.create("transfer_reversal", &id, reversal);
    context.change("transfer", transfer_id, |transfer| {
        let taken = facts::number(transfer, "amount_reversed").saturating_add(amount);
        let is_whole = taken == facts::number(transfer, "amount");
        facts::set(transfer, "amount_reversed", taken);
        facts::set(transfer, "reversed", is_whole);
    });
    context.event("transfer.reversed", "transfer", transfer_id);
    Some(id)
}
