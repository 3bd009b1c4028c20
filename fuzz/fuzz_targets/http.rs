//! `src/targets/http.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(http);
