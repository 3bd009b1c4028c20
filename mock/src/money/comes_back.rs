//! What comes back from others: parts of application fees and of transfers, with a refund or by themselves.

use serde_json::json;

use super::amounts::{positive, share, written};
use super::balance::{self, Movement};
use super::connect::{make_fee, make_transfer};
use super::{Rule, facts, unmade};
use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/application_fees/{id}/refunds" => Some(create_fee_refund),
        "POST /v1/application_fees/{id}/refund" => Some(refund_whole_fee),
        "POST /v1/transfers/{id}/reversals" => Some(create_reversal),
        _ => None,
    }
}

/// Answers the refund.
fn create_fee_refund(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, amount) = left(context, call, "application_fee", "amount_refunded")?;
    Ok(refund_fee(context, &id, amount, call.given(&["metadata"])))
}

/// Answers the fee.
fn refund_whole_fee(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    create_fee_refund(context, call)?;
    Ok(call.argument("id").to_owned())
}

fn create_reversal(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, amount) = left(context, call, "transfer", "amount_reversed")?;
    let more = call.given(&["description", "metadata"]);
    Ok(reverse(context, &id, amount, more))
}

/// The object of the path, and how much of it a call takes back: what it says, or all that is left.
fn left(
    context: &mut Context<'_>,
    call: &Call<'_>,
    object: &str,
    taken: &str,
) -> Result<(String, i64), Refusal> {
    let id = call.argument("id");
    context.take_as(object, id, unmade::facts(object, id));
    let facts = context
        .live(object, id, "id")
        .map_err(|refusal| refusal.status(404))?;
    let left = facts::number(&facts, "amount").saturating_sub(facts::number(&facts, taken));
    let amount = positive(call, "amount")?.unwrap_or(left);
    if amount <= left && left > 0 {
        return Ok((id.to_owned(), amount));
    }
    let currency = facts::text(&facts, "currency").unwrap_or_default();
    let message = format!(
        "{} cannot come back: what is left of {id} is {}.",
        written(amount, currency),
        written(left, currency)
    );
    Err(Refusal::invalid(message).param("amount"))
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
            facts::number(charge, "amount_captured"),
        );
        let mut waived = 0;
        if let Some(id) = &self.fee {
            let amount = part_of(context, ("application_fee", id), "amount_refunded", part);
            if amount > 0 {
                refund_fee(context, id, amount, Facts::new());
            }
            if !charge.contains_key("transfer_data") {
                waived = amount;
            }
        }
        if let Some(id) = &self.transfer {
            let amount = part_of(context, ("transfer", id), "amount_reversed", part);
            if amount > 0 {
                let more = facts::of(json!({"source_refund": refund_id}));
                let reversal = reverse(context, id, amount, more);
                facts::set(refund, "transfer_reversal", reversal);
            }
        }
        waived
    }
}

/// The part of an amount that comes back, no more than what is left.
fn part_of(
    context: &Context<'_>,
    (object, id): (&str, &str),
    taken: &str,
    (part, of): (i64, i64),
) -> i64 {
    let Some(stored) = context.store.get(object, id) else {
        return 0;
    };
    let amount = facts::number(&stored.facts, "amount");
    let left = amount.saturating_sub(facts::number(&stored.facts, taken));
    share(amount, part, of).min(left)
}

/// Takes back so much of a fee, and answers the id of its refund.
fn refund_fee(context: &mut Context<'_>, fee_id: &str, amount: i64, more: Facts) -> String {
    let fee = context.store.get("application_fee", fee_id);
    let fee = fee.map_or_else(Facts::new, |fee| fee.facts.clone());
    let currency = facts::text(&fee, "currency").unwrap_or_default();
    let id = context.id("fr_");
    let mut refund = more;
    // The fact with the name of the kind puts it into the lists of the fee.
    refund.extend(facts::of(json!({
        "amount": amount,
        "application_fee": fee_id,
        "currency": currency,
        "fee": fee_id,
    })));
    // A fee that was part of a charge's transaction comes back as part of the refund's.
    if fee.contains_key("balance_transaction") {
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
    id
}

/// Takes back so much of a transfer, and answers the id of the reversal.
fn reverse(context: &mut Context<'_>, transfer_id: &str, amount: i64, more: Facts) -> String {
    let transfer = context.store.get("transfer", transfer_id);
    let currency = transfer.and_then(|transfer| facts::owned(&transfer.facts, "currency"));
    let currency = currency.unwrap_or_default();
    let id = context.id("trr_");
    let movement = Movement {
        kind: "transfer_refund",
        source: &id,
        amount,
        currency: &currency,
        ..Movement::default()
    };
    // A transfer that no rule has made has moved nothing, so nothing comes back.
    let has_moved = context
        .store
        .get("transfer", transfer_id)
        .is_some_and(|transfer| transfer.facts.contains_key("balance_transaction"));
    let transaction = has_moved.then(|| balance::moved(context, &movement));
    let mut reversal = more;
    reversal.extend(facts::of(json!({
        "amount": amount,
        "balance_transaction": transaction,
        "currency": currency,
        "transfer": transfer_id,
    })));
    context.create("transfer_reversal", &id, reversal);
    context.change("transfer", transfer_id, |transfer| {
        let taken = facts::number(transfer, "amount_reversed").saturating_add(amount);
        let is_whole = taken == facts::number(transfer, "amount");
        facts::set(transfer, "amount_reversed", taken);
        facts::set(transfer, "reversed", is_whole);
    });
    context.event("transfer.reversed", "transfer", transfer_id);
    id
}
