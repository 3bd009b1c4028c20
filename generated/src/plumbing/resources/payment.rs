// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::payment::*;

object!(PaymentFlowsPaymentIntentPresentmentDetails {
    presentment_amount: required "presentment_amount",
    presentment_currency: required "presentment_currency",
});
