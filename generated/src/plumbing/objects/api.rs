// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `api`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for ApiErrors {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            advice_code: object.field("advice_code")?,
            charge: object.field("charge")?,
            code: object.field("code")?,
            decline_code: object.field("decline_code")?,
            doc_url: object.field("doc_url")?,
            message: object.field("message")?,
            network_advice_code: object.field("network_advice_code")?,
            network_decline_code: object.field("network_decline_code")?,
            param: object.field("param")?,
            payment_intent: object.field("payment_intent")?,
            payment_method: object.field("payment_method")?,
            payment_method_type: object.field("payment_method_type")?,
            request_log_url: object.field("request_log_url")?,
            setup_intent: object.field("setup_intent")?,
            source: object.field("source")?,
            type_: object.field("type")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for ApiErrors {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("advice_code", &self.advice_code);
        object.field("charge", &self.charge);
        object.field("code", &self.code);
        object.field("decline_code", &self.decline_code);
        object.field("doc_url", &self.doc_url);
        object.field("message", &self.message);
        object.field("network_advice_code", &self.network_advice_code);
        object.field("network_decline_code", &self.network_decline_code);
        object.field("param", &self.param);
        object.field("payment_intent", &self.payment_intent);
        object.field("payment_method", &self.payment_method);
        object.field("payment_method_type", &self.payment_method_type);
        object.field("request_log_url", &self.request_log_url);
        object.field("setup_intent", &self.setup_intent);
        object.field("source", &self.source);
        object.field("type", &self.type_);
        object.rest(&self.undocumented);
    }
}

object!(ApiErrors);

impl ApiErrorsType {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("api_error", Self::ApiError),
        ("card_error", Self::CardError),
        ("idempotency_error", Self::IdempotencyError),
        ("invalid_request_error", Self::InvalidRequestError),
    ];
}

enumeration!(ApiErrorsType);
