//! `src/targets/fixtures.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(fixtures);
