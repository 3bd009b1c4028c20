//! How money behaves: rules of single operations, written by hand, and what no document says of objects.
//!
//! Here alone operations and objects have names: what these do is Stripe's documented behaviour, not its schema.
//! Objects that a document lacks are kept all the same: the store of a client of refunds alone has balance transactions.

mod amounts;
mod balance;
mod charges;
mod clocks;
mod comes_back;
mod connect;
mod customers;
mod disputes;
mod intent_states;
mod payment_intents;
mod payment_methods;
mod payments;
mod refund_states;
mod refunds;
mod sessions;

use crate::context::{Call, Context};
use crate::known::{cards, facts, unmade};
use crate::refusal::Refusal;

/// Kinds of objects that only rules change, but for what has no meaning to them.
pub(crate) const OWNED: [&str; 4] = ["charge", "payment_intent", "refund", "transfer"];

/// Carries out an operation, and answers the id of the object that it replies.
pub(crate) type Rule = fn(&mut Context<'_>, &Call<'_>) -> Result<String, Refusal>;

/// Seconds until a bank has done what it does later: a pending refund succeeds, one that fails does so, a debit is paid.
pub(crate) const LATER: i64 = 10;

/// The rule of an operation, by its route.
pub(crate) fn rule(route: &str) -> Option<Rule> {
    refunds::rule(route)
        .or_else(|| refund_states::rule(route))
        .or_else(|| payment_intents::rule(route))
        .or_else(|| intent_states::rule(route))
        .or_else(|| charges::rule(route))
        .or_else(|| payment_methods::rule(route))
        .or_else(|| customers::rule(route))
        .or_else(|| comes_back::rule(route))
        .or_else(|| balance::rule(route))
        .or_else(|| clocks::rule(route))
        .or_else(|| sessions::rule(route))
}

/// Does what the clock has brought since the account was last touched.
pub(crate) fn due(context: &mut Context<'_>) {
    while let Some((object, id)) = context.store.due(context.now) {
        match object.as_str() {
            "refund" => refund_states::due(context, &id),
            "charge" => charges::expire(context, &id),
            "payment_intent" => intent_states::paid_later(context, &id),
            sessions::SESSION => sessions::due(context, &id),
            "balance_transaction" => balance::becomes_available(context, &id),
            _ => {}
        }
    }
}
