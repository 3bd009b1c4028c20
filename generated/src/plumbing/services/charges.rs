// Written by `cargo xtask codegen`; changes made by hand are lost.

mod refunds;

use crate::prelude::*;
use crate::services::charges::*;

request!(RefundCharge = Post "/v1/charges/{charge}/refund" as Form -> objects::Charge);
