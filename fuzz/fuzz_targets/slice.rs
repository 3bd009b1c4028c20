//! `src/targets/slice.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(slice);
