//! Errors of requests to a webhook endpoint.

use std::convert::Infallible;

use http::StatusCode;
use thiserror::Error as ThisError;

use super::signature::SignatureError;
use crate::json::Fault;

/// An error of a request to a webhook endpoint. `E` is the error of a [router](super::Router)'s handlers; a
/// [verifier](super::Verifier) has no handlers.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The signature is not valid: the request is not from Stripe, or this endpoint has another secret.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// The signature is valid, but the body cannot be decoded as an event.
    #[error("the body has a valid signature, but cannot be decoded as an event: {0}")]
    Payload(#[from] Fault),
    /// A handler failed.
    #[error("a handler failed: {0}")]
    Handler(#[source] E),
}

impl<E> Error<E> {
    /// The status to respond with: 400 or 500. After any status but 2xx Stripe sends the event again, for up to three
    /// days.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Signature(_) | Self::Payload(_) => StatusCode::BAD_REQUEST,
            Self::Handler(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
