//! The stand-in of the whole API, against Stripe's document as JSON: what it takes, refuses, answers and keeps.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::unreachable,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it counted"
)]

#[path = "../common/mod.rs"]
mod common;
mod document;
mod expansions;
mod families;
mod inject;
mod make;
mod pages;
mod paths;
mod replies;
mod schema;
mod single_faults;
mod state;
mod strict;
mod vectors;
