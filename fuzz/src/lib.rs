//! Fuzz targets over the committed client and the generator.
//!
//! A target is a plain function of bytes that panics when it finds something. `main.rs` calls it on stable with seeded
//! random inputs and the corpus; the programs in `fuzz_targets/` let libFuzzer call it, which measures coverage.

#![forbid(unsafe_code)]

#[cfg(feature = "generator")]
pub mod expected;
#[cfg(feature = "generator")]
pub mod generated;
pub mod http1;
pub mod mutate;
#[cfg(feature = "generator")]
pub mod openapi;
pub mod panics;
pub mod run;
pub mod shrink;
pub mod source;
pub mod targets;
pub mod tree;
pub mod wire;

#[cfg(feature = "libfuzzer")]
#[doc(hidden)]
pub use libfuzzer_sys;

/// The program of a target for libFuzzer.
#[cfg(feature = "libfuzzer")]
#[macro_export]
macro_rules! libfuzzer {
    ($target:ident) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::targets::$target::run(bytes));
    };
}
