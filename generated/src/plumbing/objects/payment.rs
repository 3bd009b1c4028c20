// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `payment`.

use crate::objects::payment::*;
use crate::prelude::*;

object!(PaymentFlowsPaymentIntentPresentmentDetails {
    presentment_amount: required "presentment_amount",
    presentment_currency: required "presentment_currency",
});
