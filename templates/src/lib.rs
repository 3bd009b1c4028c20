//! A client for Stripe's API, generated from Stripe's OpenAPI document.
//!
//! ```
//! use stripe_client::{Client, Error};
//!
//! fn client() -> Result<Client, Error> {
//!     Client::builder("sk_test_…").app_info("My shop", Some("1.2"), None).build()
//! }
//! ```
//!
//! The methods of a [`Client`] are Stripe's services, and those of a service are its operations.
//! An operation is a request: set its parameters, then `send` it, or, where it is a list, walk its
//! items with `stream`. [`blocking::Client`] does the same without `.await`.
//!
//! - Requests are plain values. They can be built, compared, printed and encoded without a client.
//! - A parameter that is not set is not sent. Clearing a field is said in words: `unset_…`.
//! - Replies keep what this crate does not know: fields, enum values and whole objects that the
//!   document does not name are never an error.
//! - What fails in a way that may pass is sent again, twice if not told otherwise. Every POST carries an
//!   idempotency key, the same one each time. An [`Error`] tells the key, and Stripe's request id.
//! - What this crate has no method for is sent by [`Stripe::raw`](client::Stripe::raw).
//! - The module `webhook` verifies what Stripe sends by itself, and hands each event to a handler of its type.
//!
//! # Features
//!
//! - `async` (default): the built-in transport of [`Client`], reqwest, which runs on tokio.
//! - `blocking`: the built-in transport of [`blocking::Client`], ureq.
//! - `webhook`: the modules `webhook` (signatures, events, routers) and `events` (types of events).
//! - `serde`: `Serialize` and `Deserialize` for every type of a reply.
//! - `tracing`: a span for each call (`stripe.call`) and each attempt (`stripe.attempt`), and a warning for
//!   each notice of Stripe's, all with the target `stripe`. They hold no keys, parameters, bodies or ids.
//! - `time`, `chrono`, `jiff`, `rust_decimal`: conversions to the types of these crates.

pub mod blocking;
pub mod client;
#[cfg(feature = "webhook")]
#[rustfmt::skip]
pub mod events;
pub mod json;
mod macros;
#[allow(deprecated, reason = "what is deprecated may still be named by what belongs to it")]
#[allow(missing_docs, reason = "the document does not describe everything, and a name is not said twice")]
#[rustfmt::skip]
pub mod objects;
pub mod params;
#[allow(deprecated, reason = "what is deprecated still works")]
#[rustfmt::skip]
mod plumbing;
mod prelude;
#[allow(deprecated, reason = "what is deprecated may still be named by what belongs to it")]
#[allow(missing_docs, reason = "the document does not describe everything, and a name is not said twice")]
#[rustfmt::skip]
pub mod services;
mod request;
mod response;
mod secret;
pub mod transport;
pub mod values;
mod version;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use client::{ApiError, Call, Client, Error, ErrorClass, Operation, Options, Reply};
pub use version::{API_VERSION, GENERATOR_VERSION};
