//! Packages that cargo builds and runs: emitted crates and programs that use them, examples, and the README's commands.
//!
//! Tests that build something are marked `#[ignore = "slow: …"]`; CONTRIBUTING.md says how to run them.

mod clashes;
mod compiled;
mod corpus;
mod decoding;
mod dependencies;
mod examples;
mod growth;
mod guesses;
mod guide;
mod messages;
mod no_system;
mod package;
mod parity;
mod programs;
mod publish;
mod readme;
mod reference;
mod rustdoc;
mod sdks;
mod secrets;
mod semver;
mod site;
