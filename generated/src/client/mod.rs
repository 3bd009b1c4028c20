//! The client: it sends requests and decodes responses.
//!
//! Requests are plain values ([`Call`]). [`Stripe`] sends them in one of two modes, [`Async`] and [`Blocking`], over a
//! [`transport`].

mod asynchronous;
mod attempts;
pub(crate) mod blocking;
mod budget;
mod builder;
mod connection;
mod core;
mod cursor;
mod exchange;
mod in_flight;
mod macros;
mod nested;
mod observer;
mod page;
mod page_info;
mod raw;
mod retry;
mod send;
mod stripe;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;

pub use crate::request::{Call, Method, Operation, Options, RequestError};
pub use crate::response::{ApiError, DecodeError, Download, Error, ErrorClass, Reply};
pub use crate::transport;
pub use crate::transport::{TransportError, TransportErrorKind};
pub use asynchronous::{Async, Client, Pages, Pending};
pub use blocking::Blocking;
pub use builder::Builder;
pub use connection::{Connection, Results};
pub use nested::NestedList;
pub use observer::Attempt;
pub use raw::Raw;
pub use stripe::Stripe;

pub(crate) use crate::request::{Encoding, Endpoint, Request};
#[allow(unused_imports, reason = "a document may have no lists")]
pub(crate) use macros::{list_request, request, type_name};
