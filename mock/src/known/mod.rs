//! What is there without having been made: the tokens and cards of test mode, and objects that no operation makes.

pub(crate) mod cards;
pub(crate) mod facts;
pub(crate) mod test_card;
pub(crate) mod unmade;

use crate::store::Facts;

/// Whether an id is one that Stripe knows in test mode, such as `pm_card_visa`.
pub(crate) fn is_known(object: &str, id: &str) -> bool {
    match object {
        "payment_method" => cards::by_payment_method(id).is_some(),
        "token" => cards::by_token(id).is_some(),
        _ => false,
    }
}

/// What is known of an object that no request has made.
pub(crate) fn unmade(object: &str, id: &str) -> Facts {
    unmade::facts(object, id)
}
