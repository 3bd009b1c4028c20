// Written by `cargo xtask codegen`; changes made by hand are lost.

mod create;

use crate::prelude::*;
use crate::services::refunds::*;

list_request!(ListRefunds = Get "/v1/refunds" as Query -> List of objects::Refund);

request!(CreateRefund = Post "/v1/refunds" as Form -> objects::Refund);

request!(RetrieveRefund = Get "/v1/refunds/{refund}" as Query -> objects::Refund);

request!(UpdateRefund = Post "/v1/refunds/{refund}" as Form -> objects::Refund);

request!(CancelRefund = Post "/v1/refunds/{refund}/cancel" as Form -> objects::Refund);
