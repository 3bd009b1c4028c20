//! `src/targets/diff.rs`, for libFuzzer.

#![no_main]

stripe_fuzz::libfuzzer!(diff);
