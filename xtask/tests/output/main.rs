//! What `output` promises: only own files change, all of them or none, whenever the run is stopped.
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
