// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `charges`.

mod refunds;

use crate::prelude::*;
use crate::services::charges::*;

impl RefundCharge {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/charges/{charge}/refund",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(RefundCharge -> objects::Charge);
