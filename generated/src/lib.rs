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
//! - `time-0_3`, `chrono-0_4`, `jiff-0_2`, `jiff-1`, `rust_decimal-1`: conversions to the types of these versions of
//!   these crates.
//!
//! # Targets without a system
//!
//! On `wasm32-unknown-unknown`, such as in a Cloudflare Worker, the standard library has no clock, no threads and no
//! sockets. Use the crate without its default features there:
//!
//! - Give the builder a [`Transport`](transport::Transport) that sends with the host's `fetch` and sleeps with its timer.
//!   Its futures need not be `Send` on `wasm32`.
//! - Give it a [`Clock`](transport::Clock) too if calls have a total timeout, and give one to `webhook::Verifier`, or call
//!   `verify_at`. Without a clock both return an error.
//! - Idempotency keys and jitter take random numbers from the crate getrandom, which does not know the host: depend on
//!   `getrandom = { version = "0.4", features = ["wasm_js"] }` for JavaScript hosts, or choose another backend with
//!   `--cfg getrandom_backend="…"`. The backend `unsupported` compiles, and then each POST that is given no idempotency key
//!   fails with [`RequestError::Randomness`](client::RequestError::Randomness).

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
