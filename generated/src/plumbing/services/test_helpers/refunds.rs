// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `test_helpers.refunds`.

use crate::prelude::*;
use crate::services::test_helpers::refunds::*;

impl ExpireTestHelpersRefund {
    pub(crate) const ENDPOINT: Endpoint = Endpoint {
        method: Method::Post,
        path: "/v1/test_helpers/refunds/{refund}/expire",
        base: None,
        encoding: Encoding::Form,
    };
}

request!(ExpireTestHelpersRefund -> objects::Refund);
