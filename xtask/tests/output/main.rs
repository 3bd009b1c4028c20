//! The guarantees of `output`: only generated files change, all of them or none, even if the run is interrupted.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod crash;
mod diff;
mod directory;
mod lock;
mod manifest;
mod paths;
mod plan;
mod support;
