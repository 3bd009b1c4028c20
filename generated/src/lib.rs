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
//! A [`Client`] has a method for each of Stripe's services, and a service one for each of its operations, which returns a
//! request: set its parameters, then `send` it, or iterate over a list with `stream`. [`blocking::Client`] does the same
//! without `.await`.
//!
//! - Requests are plain values: build, compare, print and encode them without a client.
//! - Parameters that are not set are not sent. To clear a field, call its `unset_…` method.
//! - Unknown fields, enum values and objects in a response are kept and never an error.
//! - Transient failures are retried with exponential backoff, by default twice. Every POST has an idempotency key, which
//!   all attempts share; for 24 hours Stripe processes the same request with the same key once. An [`Error`] has the key,
//!   when it was made, and the request id.
//! - [`Stripe::raw`](client::Stripe::raw) sends requests that this crate has no method for.
//! - The module `webhook` verifies Stripe's events, and calls the handler of their type.
//!
//! # Features
//!
//! - `async` (default): the built-in transport of [`Client`], reqwest, which runs on tokio.
//! - `blocking`: the built-in transport of [`blocking::Client`], ureq.
//! - `webhook`: the modules `webhook` (signatures, events, routers) and `events` (event types).
//! - `serde`: `Serialize` and `Deserialize` for every type of a response.
//! - `testing`: the module `testing`, for tests without a network: a transport that returns the responses of the test, and
//!   responses whose required fields are filled in.
//! - `tracing`: a span for each call (`stripe.call`) and each attempt (`stripe.attempt`), and warnings from
//!   `Stripe-Notice`, all with the target `stripe`. They contain no keys, parameters, bodies or ids. The fields follow the
//!   semantic conventions of OpenTelemetry: the span of an attempt is an HTTP client span, from sending the request until
//!   the response has been read (of a download: its headers). `error.type` is the status or the name of a
//!   [`TransportErrorKind`](client::TransportErrorKind). The fields `stripe.attempts`, `stripe.error_code` and
//!   `stripe.request_id` are our own.
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
