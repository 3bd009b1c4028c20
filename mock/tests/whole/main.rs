//! The stand-in of the whole API, against Stripe's document as JSON: what it takes, refuses, answers and keeps.

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
mod vectors;
