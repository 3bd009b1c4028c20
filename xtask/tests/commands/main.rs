//! The commands as a user runs them: exit codes, what they print, and which files they change.
//!
//! What `xtask::output` promises whenever a run is stopped is in `../output`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod bench;
mod cli;
mod document;
mod ledger;
mod page;
mod update;
