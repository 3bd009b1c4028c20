//! What may go wrong with a call.

use http::HeaderMap;
use thiserror::Error as ThisError;

use super::api_error::ApiError;
use super::reply::RawReply;
use crate::json::Fault;
use crate::request::RequestError;
use crate::secret::redact;
use crate::transport::TransportError;

/// What went wrong with a call.
///
/// Neither `Debug` nor `Display` shows API keys, client secrets or bodies.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// Stripe answered, and the answer is no success.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// Stripe reported success, with a body that this crate cannot read. What was asked for is done.
    #[error(transparent)]
    Decode(Box<DecodeError>),
    /// No answer came, or not the whole of it. Whether Stripe has done what was asked for is not
    /// known, unless [`may_be_done`](TransportError::may_be_done) says that it has not.
    #[error(transparent)]
    Transport(Box<TransportError>),
    /// The request was refused before anything was sent.
    #[error(transparent)]
    Request(Box<RequestError>),
}

impl Error {
    /// Stripe's id of the request, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Request(_) => None,
        }
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Request(_) => None,
        }
    }

    /// The headers of the answer, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Transport(error) => error.headers(),
            Self::Request(_) => None,
        }
    }

    /// The body of the answer as it came, where there was a whole one. It may hold secrets and personal
    /// data.
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            Self::Transport(_) | Self::Request(_) => None,
        }
    }

    /// How many times the call was sent; 0 when it was refused before.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
            Self::Transport(error) => error.attempts(),
            Self::Request(_) => 0,
        }
    }

    /// The idempotency key that the call was sent with. With it the same call can be sent again
    /// without being done twice.
    pub fn idempotency_key(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.idempotency_key(),
            Self::Decode(error) => error.idempotency_key(),
            Self::Transport(error) => error.idempotency_key(),
            Self::Request(_) => None,
        }
    }

    /// Whether what was asked for may be done in spite of the error. Send the same request again only
    /// with the same [idempotency key](Self::idempotency_key) then, or look first.
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::Api(error) => error.may_be_done(),
            Self::Decode(_) => true,
            Self::Transport(error) => error.may_be_done(),
            Self::Request(_) => false,
        }
    }

    /// The error that Stripe answered with, if that is what it is.
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn decode(reply: RawReply, fault: Fault) -> Self {
        Self::Decode(Box::new(DecodeError { reply, fault }))
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(Box::new(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// A successful reply that this crate cannot read.
#[derive(Debug, ThisError)]
#[error("Stripe reported success (status {}, request {}), but the reply cannot be read: {fault}", .reply.status.as_u16(), redact(.reply.shown_id()))]
pub struct DecodeError {
    reply: RawReply,
    fault: Fault,
}

impl DecodeError {
    /// Where in the body, such as `data[3].amount`; empty for the whole.
    pub fn path(&self) -> String {
        self.fault.path()
    }

    /// What this crate expected there.
    pub fn expected(&self) -> &str {
        self.fault.expected()
    }

    /// What it found: the kind of value, not the value.
    pub fn found(&self) -> &str {
        self.fault.found()
    }

    /// Stripe's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.reply.status.as_u16()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body as it came. It may hold secrets and personal data.
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The idempotency key that the call was sent with.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.reply.idempotency_key.as_deref()
    }

    /// How many times the call was sent.
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }
}
