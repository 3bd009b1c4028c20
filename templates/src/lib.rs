//! A client for Stripe's API, generated from Stripe's OpenAPI document.
//!
#![doc = include_str!("guide/links.md")]
#![cfg_attr(
    any(not(doctest), all(feature = "async", feature = "blocking")),
    doc = include_str!("guide/front.md")
)]

pub mod blocking;
pub mod client;
#[cfg(feature = "webhook")]
#[rustfmt::skip]
pub mod events;
// Only documentation.
#[cfg(doc)]
pub mod guide;
pub mod json;
mod macros;
#[rustfmt::skip]
pub mod objects;
pub mod params;
mod prelude;
#[allow(deprecated, reason = "other items refer to deprecated ones")]
#[allow(missing_docs, reason = "the document does not describe everything")]
#[rustfmt::skip]
pub mod services;
mod request;
#[allow(clippy::module_inception, reason = "a file has the name of a type in it, and so has the module of what is inside that")]
#[allow(deprecated, reason = "other items refer to deprecated ones")]
#[allow(missing_docs, reason = "the document does not describe everything")]
#[rustfmt::skip]
mod resources;
mod response;
mod secret;
#[rustfmt::skip]
mod secret_fields;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;
pub mod values;
mod version;
#[cfg(feature = "webhook")]
pub mod webhook;

// After the definitions: rustdoc lists the impls of a type in the order of the modules, and callers look for setters first.
#[allow(deprecated, reason = "other items use deprecated ones")]
#[rustfmt::skip]
mod plumbing;

pub use client::{ApiError, Call, Client, Error, ErrorClass, Operation, Options, Reply};
pub use version::{API_VERSION, GENERATOR_VERSION};

// Its program is a test of `cargo test --doc`.
#[cfg(all(doctest, feature = "async"))]
#[doc = include_str!("../README.md")]
struct Readme;
