//! `src/targets/json.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(json);
