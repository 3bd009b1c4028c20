//! `src/targets/ledger.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(ledger);
