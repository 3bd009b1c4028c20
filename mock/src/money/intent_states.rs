//! What happens to payment intents: they are confirmed, declined, captured, canceled.

use serde_json::{Value, json};

use super::cards::{self, Behaviour, Decline};
use super::payment_intents::{
    INTENT, check_type, method_of, needs_return_url, no_method, no_return_url, of_path, status,
    unexpected,
};
use super::payments::{self, End, Payment};
use super::{LATER, Rule, amounts, facts, payment_methods, refunds};
use crate::context::{Call, Context};
use crate::refusal::Refusal;

/// What a charge takes over.
const OF_CHARGES: [&str; 11] = [
    "application_fee_amount",
    "customer",
    "description",
    "metadata",
    "on_behalf_of",
    "receipt_email",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_data",
    "transfer_group",
];

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/payment_intents/{intent}/confirm" => Some(confirm),
        "POST /v1/payment_intents/{intent}/capture" => Some(capture),
        "POST /v1/payment_intents/{intent}/cancel" => Some(cancel),
        _ => None,
    }
}

fn confirm(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, intent) = of_path(context, call, "requires_confirmation")?;
    let was = status(&intent).to_owned();
    if !matches!(
        was.as_str(),
        "requires_payment_method" | "requires_confirmation" | "requires_action"
    ) {
        return Err(unexpected(context, &id, &intent, "confirmed"));
    }
    let method = method_of(context, call, facts::text(&intent, "customer"))?;
    if let Some(method) = &method {
        check_type(context, &intent, method)?;
    }
    if method.is_none() && facts::text(&intent, "payment_method").is_none() {
        return Err(no_method("payment_method").with(INTENT, context.shown(INTENT, &id)));
    }
    if needs_return_url(context, call, &intent) && !facts::is(&intent, HAS_URL) {
        return Err(no_return_url());
    }
    // Who confirms again, with nothing new, stands for the customer who has authenticated the payment.
    let is_authenticated = was == "requires_action" && method.is_none();
    context.change(INTENT, &id, |intent| {
        if let Some(method) = method {
            facts::set(intent, "payment_method", method);
        }
        let names = [
            "capture_method",
            "receipt_email",
            "setup_future_usage",
            "shipping",
        ];
        intent.extend(call.given(&names));
    });
    proceed(context, call, &id, is_authenticated)?;
    Ok(id)
}

/// The fact of an intent that was once confirmed with a way back.
const HAS_URL: &str = "mock:has_url";

/// Pays an intent that has a payment method, as far as that goes.
pub(super) fn proceed(
    context: &mut Context<'_>,
    call: &Call<'_>,
    id: &str,
    is_authenticated: bool,
) -> Result<(), Refusal> {
    let intent = context.live(INTENT, id, "intent")?;
    let method_id = facts::owned(&intent, "payment_method").unwrap_or_default();
    let method = context.live("payment_method", &method_id, "payment_method")?;
    let is_off_session = match call.get("off_session") {
        Some(Value::Bool(off)) => *off,
        other => other.is_some(),
    };
    let mut ends = match payment_methods::behaviour(&method) {
        Behaviour::Authenticates(_) if !is_authenticated => {
            if !is_off_session && !call.flag("error_on_requires_action") {
                ask(context, call, id);
                return Ok(());
            }
            End::Declined(cards::UNAUTHENTICATED)
        }
        Behaviour::Declines(decline) | Behaviour::Authenticates(Some(decline)) => {
            End::Declined(decline)
        }
        _ => End::Succeeds,
    };
    if payments::is_debit(&method) && matches!(ends, End::Succeeds) {
        ends = End::Pending;
    }
    let amount = facts::number(&intent, "amount");
    let capture = facts::text(&intent, "capture_method") != Some("manual");
    let charge = payments::attempt(
        context,
        &Payment {
            amount,
            currency: facts::text(&intent, "currency").unwrap_or_default(),
            capture,
            intent: Some(id),
            method_id: &method_id,
            method: &method,
            ends,
            more: facts::picked(&intent, &OF_CHARGES),
        },
    );
    context.change(INTENT, id, |intent| {
        facts::set(intent, "latest_charge", charge.as_str());
        intent.shift_remove("next_action");
        intent.shift_remove("last_payment_error");
    });
    match ends {
        End::Declined(decline) => return Err(decline_intent(context, id, decline, &charge)),
        End::Pending => {
            context.change(INTENT, id, |intent| {
                facts::set(intent, "status", "processing")
            });
            context.event("payment_intent.processing", INTENT, id);
            let at = context.now.saturating_add(LATER);
            context.later(at, INTENT, id);
        }
        End::Succeeds if capture => succeed(context, id, amount),
        End::Succeeds => {
            context.change(INTENT, id, |intent| {
                facts::set(intent, "amount_capturable", amount);
                facts::set(intent, "status", "requires_capture");
            });
            context.event("payment_intent.amount_capturable_updated", INTENT, id);
        }
    }
    Ok(())
}

/// Asks the customer to authenticate.
fn ask(context: &mut Context<'_>, call: &Call<'_>, id: &str) {
    let action = match call.text("return_url") {
        Some(back) => json!({
            "type": "redirect_to_url",
            "redirect_to_url": {"return_url": back, "url": format!("https://example.com/authenticate/{id}")},
        }),
        None => {
            json!({"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}})
        }
    };
    let has_url = call.text("return_url").is_some();
    context.change(INTENT, id, |intent| {
        facts::set(intent, "next_action", action);
        facts::set(intent, "status", "requires_action");
        facts::set(intent, HAS_URL, has_url);
    });
    context.event("payment_intent.requires_action", INTENT, id);
}

/// A payment intent whose payment was declined takes another payment method.
fn decline_intent(context: &mut Context<'_>, id: &str, decline: Decline, charge: &str) -> Refusal {
    let method = context.store.get(INTENT, id);
    let method = method.and_then(|intent| facts::owned(&intent.facts, "payment_method"));
    let method = context.shown("payment_method", method.as_deref().unwrap_or_default());
    let refusal = payment_methods::refusal(decline)
        .with("charge", charge.into())
        .with("payment_method", method);
    // What the intent keeps is the error, without the intent.
    let mut error = refusal.more.as_ref().clone();
    facts::set(&mut error, "code", decline.code);
    facts::set(&mut error, "message", decline.message);
    facts::set(&mut error, "type", "card_error");
    context.change(INTENT, id, |intent| {
        facts::set(intent, "last_payment_error", error);
        facts::set(intent, "status", "requires_payment_method");
        intent.shift_remove("payment_method");
    });
    context.event("payment_intent.payment_failed", INTENT, id);
    refusal.with(INTENT, context.shown(INTENT, id))
}

fn succeed(context: &mut Context<'_>, id: &str, amount: i64) {
    context.change(INTENT, id, |intent| {
        facts::set(intent, "amount_capturable", 0);
        facts::set(intent, "amount_received", amount);
        facts::set(intent, "status", "succeeded");
    });
    context.event("payment_intent.succeeded", INTENT, id);
}

/// A bank that takes its time has paid.
pub(super) fn paid_later(context: &mut Context<'_>, id: &str) {
    let Some(intent) = context.store.get(INTENT, id) else {
        return;
    };
    let intent = intent.facts.clone();
    if status(&intent) == "processing"
        && let Some(charge) = facts::text(&intent, "latest_charge")
    {
        payments::arrive(context, charge);
        succeed(context, id, facts::number(&intent, "amount"));
    }
}

fn capture(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, intent) = of_path(context, call, "requires_capture")?;
    if status(&intent) != "requires_capture" {
        return Err(unexpected(context, &id, &intent, "captured"));
    }
    let most = facts::number(&intent, "amount_capturable");
    let amount = amounts::positive(call, "amount_to_capture")?.unwrap_or(most);
    if amount > most && !context.any_id {
        let currency = facts::text(&intent, "currency").unwrap_or_default();
        let message = format!(
            "{} can be captured, not {}.",
            amounts::written(most, currency),
            amounts::written(amount, currency)
        );
        return Err(Refusal::invalid(message)
            .code("amount_too_large")
            .param("amount_to_capture"));
    }
    if !context.any_id {
        amounts::check_shares(call, amount)?;
    }
    let names = [
        "application_fee_amount",
        "statement_descriptor",
        "statement_descriptor_suffix",
    ];
    let more = call.given(&names);
    if let Some(charge) = facts::text(&intent, "latest_charge") {
        payments::capture(context, charge, amount, more.clone());
    }
    context.change(INTENT, &id, |intent| {
        intent.extend(more);
        intent.extend(call.given(&["metadata"]));
    });
    succeed(context, &id, amount);
    Ok(id)
}

fn cancel(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let (id, intent) = of_path(context, call, "requires_payment_method")?;
    if matches!(status(&intent), "succeeded" | "canceled" | "processing") {
        return Err(unexpected(context, &id, &intent, "canceled"));
    }
    if status(&intent) == "requires_capture"
        && let Some(charge) = facts::text(&intent, "latest_charge")
    {
        refunds::release(context, charge, facts::number(&intent, "amount"), None);
        context.event("charge.refunded", "charge", charge);
    }
    let reason = call.text("cancellation_reason");
    end(context, &id, reason);
    Ok(id)
}

/// The authorization of an intent has expired.
pub(super) fn expire(context: &mut Context<'_>, id: &str) {
    let intent = context.store.get(INTENT, id);
    if intent.is_some_and(|intent| status(&intent.facts) == "requires_capture") {
        end(context, id, Some("automatic"));
    }
}

fn end(context: &mut Context<'_>, id: &str, reason: Option<&str>) {
    let now = context.now;
    context.change(INTENT, id, |intent| {
        facts::set(intent, "amount_capturable", 0);
        facts::set(intent, "canceled_at", now);
        facts::set(intent, "cancellation_reason", reason);
        facts::set(intent, "status", "canceled");
        intent.shift_remove("next_action");
    });
    context.event("payment_intent.canceled", INTENT, id);
}
