// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Types of events, and the object that each carries or is about.

use crate::objects;
use crate::webhook::events;

events!(Snapshot {
    ChargeCaptured: "charge.captured" objects::Charge,
    ChargeExpired: "charge.expired" objects::Charge,
    ChargeFailed: "charge.failed" objects::Charge,
    ChargePending: "charge.pending" objects::Charge,
    ChargeRefundUpdated: "charge.refund.updated" objects::Refund,
    ChargeRefunded: "charge.refunded" objects::Charge,
    ChargeSucceeded: "charge.succeeded" objects::Charge,
    ChargeUpdated: "charge.updated" objects::Charge,
    RefundCreated: "refund.created" objects::Refund,
    RefundFailed: "refund.failed" objects::Refund,
    RefundUpdated: "refund.updated" objects::Refund,
});
