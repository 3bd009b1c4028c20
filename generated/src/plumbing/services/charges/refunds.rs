// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::services::charges::refunds::*;

list_request!(
    ListChargeRefunds = Get "/v1/charges/{charge}/refunds" as Query -> List of
    objects::Refund
);

request!(
    CreateChargeRefund = Post "/v1/charges/{charge}/refunds" as Form -> objects::Refund
);

request!(
    RetrieveChargeRefund = Get "/v1/charges/{charge}/refunds/{refund}" as Query ->
    objects::Refund
);

request!(
    UpdateChargeRefund = Post "/v1/charges/{charge}/refunds/{refund}" as Form ->
    objects::Refund
);
