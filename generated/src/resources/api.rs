// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `api`.

use crate::prelude::*;

/// What went wrong with a request. Only `type` is always there; the rest appears where it applies.
/// Spec: `#/components/schemas/api_errors`
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiErrors {
    /// The issuer's advice on another attempt after a decline, such as `try_again_later`. Card errors only.
    pub advice_code: Option<String>,
    /// ID of the charge that failed. Card errors only.
    pub charge: Option<String>,
    /// Cause for programs to act on, such as `charge_already_refunded`. See the [list of codes](https://docs.stripe.com/error-codes).
    pub code: Option<String>,
    /// The issuer's reason for a decline, such as `insufficient_funds`. See the [list of reasons](https://docs.stripe.com/declines#issuer-declines). Card errors only.
    pub decline_code: Option<String>,
    /// Web page that explains `code`.
    pub doc_url: Option<String>,
    /// Explanation for people to read. Where `type` is `card_error`, it may be shown to the customer.
    pub message: Option<String>,
    /// The card network's advice on another attempt, two digits. Card errors only.
    pub network_advice_code: Option<String>,
    /// The network's code for why it declined the payment, letters and digits.
    pub network_decline_code: Option<String>,
    /// Name of the request parameter at fault, where it is one in particular.
    pub param: Option<String>,
    /// The PaymentIntent that the error is about.
    pub payment_intent: Option<Json>,
    /// The PaymentMethod that the error is about.
    pub payment_method: Option<Json>,
    /// Type of the payment method at fault, such as `card`. Errors of invoices only.
    pub payment_method_type: Option<String>,
    /// Log entry of the request in the Stripe Dashboard.
    pub request_log_url: Option<String>,
    /// The SetupIntent that the error is about.
    pub setup_intent: Option<Json>,
    /// The source (card, bank account or Source) that the error is about.
    pub source: Option<Json>,
    /// Class of the error: `api_error` (trouble on Stripe's side), `card_error` (the card cannot be charged), `idempotency_error` (an idempotency key used again with other parameters) or `invalid_request_error` (the request cannot be served as it stands).
    pub type_: api_errors::Type,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

pub mod api_errors {
    use crate::prelude::*;
    /// Class of the error: `api_error` (trouble on Stripe's side), `card_error` (the card cannot be charged), `idempotency_error` (an idempotency key used again with other parameters) or `invalid_request_error` (the request cannot be served as it stands).
    /// Spec: `#/components/schemas/api_errors/properties/type`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Type {
        ApiError,
        CardError,
        IdempotencyError,
        InvalidRequestError,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }
}
