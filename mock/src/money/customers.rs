//! Customers: what pays for them is checked, and attached.

use super::{Rule, cards, facts, payment_methods};
use crate::context::{Call, Context};
use crate::generic;
use crate::refusal::Refusal;

/// The fact with the token that a customer pays with.
pub(super) const SOURCE: &str = "mock:source";

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/customers" => Some(create),
        "POST /v1/customers/{customer}" => Some(update),
        _ => None,
    }
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    check_source(context, call)?;
    let method = match call.text("payment_method") {
        Some(given) => Some(payment_methods::attachable(context, given, None)?),
        None => None,
    };
    let id = generic::create(context, call)?;
    keep_source(context, call, &id);
    if let Some(method) = method {
        payment_methods::belong(context, &method, &id);
    }
    Ok(id)
}

fn update(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    check_source(context, call)?;
    let id = generic::update(context, call)?;
    keep_source(context, call, &id);
    Ok(id)
}

/// Refuses a token that is none, or whose bank declines it.
fn check_source(context: &Context<'_>, call: &Call<'_>) -> Result<(), Refusal> {
    let Some(token) = call.text("source").filter(|_| !context.any_id) else {
        return Ok(());
    };
    let card = cards::by_token(token).ok_or_else(|| Refusal::missing("token", token, "source"))?;
    card.attaches().map_err(payment_methods::refusal)
}

fn keep_source(context: &mut Context<'_>, call: &Call<'_>, id: &str) {
    if let Some(token) = call.text("source") {
        context.change("customer", id, |customer| {
            facts::set(customer, SOURCE, token);
        });
    }
}
