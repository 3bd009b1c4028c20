// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::services::test_helpers::refunds::*;

request!(
    ExpireTestHelpersRefund = Post "/v1/test_helpers/refunds/{refund}/expire" as Form ->
    objects::Refund
);
