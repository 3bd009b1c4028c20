//! Requests: everything that is decided before a network is involved.
//!
//! A [`Call`] holds the operation, the arguments of its path, its parameters and its options. With the settings of a
//! client ([`Config`]) it becomes an [`HttpRequest`]: URL, headers, idempotency key and body. Nothing here sends it.

mod agent;
mod base_url;
mod body;
mod call;
mod config;
mod endpoint;
mod error;
mod headers;
mod http_request;
mod idempotency;
mod multipart;
mod options;
mod path;
mod sent;

pub use body::{Body, BodyReader};
pub use call::{Call, Operation};
pub use endpoint::Method;
pub use error::RequestError;
pub use http_request::{HttpRequest, Timeout};
pub use options::Options;

pub(crate) use agent::App;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use base_url::{address, host_and_port};
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use body::is_unreadable;
pub(crate) use call::{Location, Request};
pub(crate) use config::Config;
pub(crate) use endpoint::{Encoding, Endpoint, has_body};
pub(crate) use headers::{IDEMPOTENCY_KEY, common as common_headers};
pub(crate) use idempotency::random;
pub(crate) use path::is_local;
pub(crate) use sent::{KEY_LIFE, Key, Sent};

/// Keeps other crates from implementing a trait.
pub(crate) mod sealed {
    pub trait Sealed {}
}
