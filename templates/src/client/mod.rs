//! The client: it sends requests and reads replies.
//!
//! Requests are plain values ([`Call`]); [`Stripe`] sends them in one of two modes, [`Async`] and
//! [`Blocking`], over a [`transport`].

mod api_error;
mod asynchronous;
mod attempts;
pub(crate) mod blocking;
mod body;
mod builder;
mod call;
mod class;
mod config;
pub(crate) mod connection;
mod cursor;
mod download;
mod endpoint;
mod error;
mod exchange;
mod headers;
mod idempotency;
mod macros;
mod marks;
mod multipart;
mod nested;
mod options;
mod page;
mod path;
mod raw;
mod reply;
#[cfg(feature = "async")]
mod reqwest;
mod retry;
mod stripe;
mod timer;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;
pub mod transport;
#[cfg(feature = "blocking")]
mod ureq;

pub use api_error::ApiError;
pub use asynchronous::{Async, Client, Pages, Pending};
pub use blocking::Blocking;
pub use builder::Builder;
pub use call::{Call, Operation};
pub use class::ErrorClass;
pub use connection::Connection;
pub use download::Download;
pub use endpoint::Method;
pub use error::{DecodeError, Error, RequestError};
pub use nested::NestedList;
pub use options::Options;
pub use raw::Raw;
pub use reply::Reply;
pub use stripe::Stripe;
pub use transport::{TransportError, TransportErrorKind};

pub(crate) use call::Request;
pub(crate) use endpoint::{Encoding, Endpoint};
#[allow(unused_imports, reason = "a document may have no lists")]
pub(crate) use macros::{list_request, request};
