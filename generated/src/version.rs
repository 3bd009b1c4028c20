// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Versions that this crate was made of.

/// The API version that the types describe, sent as `Stripe-Version`.
pub const API_VERSION: &str = "2026-05-27.dahlia";

/// The version of the generator that wrote this crate.
pub const GENERATOR_VERSION: &str = "0.1.0";

/// Where requests go unless an operation or a caller says otherwise.
pub const API_BASE: &str = "https://api.stripe.com";
