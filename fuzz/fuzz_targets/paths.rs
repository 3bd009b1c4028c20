//! `src/targets/paths.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(paths);
