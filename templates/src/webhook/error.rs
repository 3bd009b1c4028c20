//! What may go wrong with a request to a webhook endpoint.

use std::convert::Infallible;

use http::StatusCode;
use thiserror::Error as ThisError;

use super::signature::SignatureError;
use crate::json::Fault;

/// What went wrong with a request to a webhook endpoint. `E` is the error of a [router](super::Router)'s handlers; a
/// [verifier](super::Verifier) has none.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The request is not Stripe's, or this endpoint is not set up for it.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Stripe signed it, and it is no event that can be read.
    #[error("the body is signed by Stripe and cannot be read as an event: {0}")]
    Payload(#[from] Fault),
    /// A handler failed.
    #[error("a handler failed: {0}")]
    Handler(#[source] E),
}

impl<E> Error<E> {
    /// What to answer. With any status but 2xx Stripe sends the event again, for up to three days.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Signature(_) | Self::Payload(_) => StatusCode::BAD_REQUEST,
            Self::Handler(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
