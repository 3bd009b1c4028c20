//! The commands as a user runs them: exit codes, what they print, and which files they change.
//!
//! `../output` tests the guarantees of `xtask::output` for interrupted runs.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod bench;
#[cfg(unix)]
mod bombs;
mod cli;
mod completions;
mod disk;
mod docs;
mod document;
mod hostile;
mod impact;
mod judged;
mod ledger;
mod page;
mod ran;
mod release;
mod schemas;
mod terminal;
mod update;
