//! `src/targets/retry.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(retry);
