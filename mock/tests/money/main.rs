//! How money behaves, sentence by sentence: refunds with the committed fragment, all else with the whole API where
//! `../shared` has it.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod balance;
mod charges;
#[path = "../common/mod.rs"]
mod common;
mod connect;
mod fragment;
mod intents;
mod later;
mod methods;
mod refunds;
mod sessions;
mod sums;
mod support;
