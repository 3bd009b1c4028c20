// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `payment`.

use crate::prelude::*;

/// The payment in the currency that the customer saw.
/// Spec: `#/components/schemas/payment_flows_payment_intent_presentment_details`
#[derive(Clone)]
#[non_exhaustive]
pub struct PaymentFlowsPaymentIntentPresentmentDetails {
    /// Amount to collect, in the smallest unit of `presentment_currency`.
    pub presentment_amount: i64,
    /// Currency that the customer saw, as an ISO 4217 code.
    pub presentment_currency: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
