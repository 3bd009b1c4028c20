//! `src/targets/form.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(form);
