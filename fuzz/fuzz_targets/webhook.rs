//! `src/targets/webhook.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(webhook);
