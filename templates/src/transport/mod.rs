//! What carries a request to Stripe and brings the response back, and what time it is.
//!
//! The traits here are all that a client knows of the world around it: [`Transport`] and [`BlockingTransport`] send and
//! wait, [`Clock`] measures. Give a [`Builder`](crate::client::Builder) an implementation of your own to use another HTTP
//! stack, to record calls, to test without a network, or to run where the standard library has no clock.
//!
//! A transport sends a request once; the client decides about retries. It does not follow redirects, because the API key
//! must not travel to another host. It returns a response of any status, and fails when the request's timeout has
//! elapsed.
//!
//! [The guide](crate::guide::transports) has an example. The transport for tests is `Replay` in the module `testing`, behind
//! the feature of that name.

mod clock;
mod error;
mod network;
#[cfg(any(feature = "async", feature = "blocking"))]
mod proxy;
#[cfg(feature = "async")]
mod reqwest;
mod response;
mod send;
#[cfg_attr(
    all(target_arch = "wasm32", target_os = "unknown"),
    path = "no_system.rs"
)]
mod system;
mod traits;
#[cfg(feature = "blocking")]
mod ureq;

pub use crate::request::{Body, BodyReader, HttpRequest, Timeout};
pub use clock::Clock;
pub use error::{TransportError, TransportErrorKind};
pub use response::HttpResponse;
pub use send::{BoxFuture, ByteStream, MaybeSend, MaybeSync};
pub use traits::{BlockingTransport, ByteReader, Transport};

pub(crate) use clock::Moment;
pub(crate) use error::too_long;
pub(crate) use network::Network;
#[cfg(feature = "async")]
pub(crate) use reqwest::ReqwestTransport;
pub(crate) use system::clock;
pub(crate) use traits::InMemory;
#[cfg(feature = "blocking")]
pub(crate) use ureq::UreqTransport;

/// The longest body that is read into memory, in bytes, unless the caller sets a limit.
pub(crate) const BODY_LIMIT: usize = 64 << 20;

/// The longest status line and headers of a response, in bytes.
#[cfg(any(feature = "async", feature = "blocking"))]
const HEAD_LIMIT: usize = 128 << 10;

/// The most headers of a response. It is that of ureq, which has no setting for it.
#[cfg(feature = "async")]
const HEADERS_LIMIT: usize = 128;
