//! How money behaves: rules of single operations, written by hand, and what no document says of objects.
//!
//! Here alone operations and objects have names: what these do is Stripe's documented behaviour, not its schema.

mod refunds;

use crate::context::{Call, Context};
use crate::refusal::Refusal;
use crate::store::Facts;

/// Carries out an operation, and answers the id of the object that it replies.
pub(crate) type Rule = fn(&mut Context<'_>, &Call<'_>) -> Result<String, Refusal>;

/// The rule of an operation, by its route.
pub(crate) fn rule(route: &str) -> Option<Rule> {
    refunds::rule(route)
}

/// Whether an id is one that Stripe knows in test mode, such as `pm_card_visa`.
pub(crate) fn is_known(_object: &str, _id: &str) -> bool {
    false
}

/// What is known of an object that no request has made.
pub(crate) fn unmade(_object: &str, _id: &str) -> Facts {
    Facts::new()
}
