//! `src/targets/urls.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(urls);
