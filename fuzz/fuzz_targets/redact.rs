//! `src/targets/redact.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(redact);
