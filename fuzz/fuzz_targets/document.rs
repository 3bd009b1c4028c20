//! `src/targets/document.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(document);
