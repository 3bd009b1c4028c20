// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::api::*;

object!(ApiErrors {
    advice_code: optional "advice_code",
    charge: optional "charge",
    code: optional "code",
    decline_code: optional "decline_code",
    doc_url: optional "doc_url",
    message: optional "message",
    network_advice_code: optional "network_advice_code",
    network_decline_code: optional "network_decline_code",
    param: optional "param",
    payment_intent: optional "payment_intent",
    payment_method: optional "payment_method",
    payment_method_type: optional "payment_method_type",
    request_log_url: optional "request_log_url",
    setup_intent: optional "setup_intent",
    source: optional "source",
    type_: required "type",
});

enumeration!(api_errors::Type {
    ApiError = "api_error",
    CardError = "card_error",
    IdempotencyError = "idempotency_error",
    InvalidRequestError = "invalid_request_error",
});
