//! Errors of calls.

use http::HeaderMap;
use thiserror::Error as ThisError;

use super::api_error::ApiError;
use super::reply::RawReply;
use crate::json::Fault;
use crate::request::RequestError;
use crate::secret::redact;
use crate::transport::TransportError;
use crate::values::Timestamp;

/// An error of a call.
///
/// `Debug` and `Display` hide API keys, client secrets and bodies.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// Stripe returned an error.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The response reports success, but its body cannot be decoded. If it is Stripe's, which a [request
    /// id](Self::request_id) shows, the request was processed.
    #[error(transparent)]
    Decode(Box<DecodeError>),
    /// No response arrived, or only a part of it. Stripe may have processed the request, unless
    /// [`may_be_done`](TransportError::may_be_done) is false.
    #[error(transparent)]
    Transport(Box<TransportError>),
    /// The request was refused before anything was sent.
    #[error(transparent)]
    Request(Box<RequestError>),
}

impl Error {
    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Request(_) => None,
        }
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Request(_) => None,
        }
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Transport(error) => error.headers(),
            Self::Request(_) => None,
        }
    }

    /// The body of the response, if it arrived completely. It may contain secrets and personal data.
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            Self::Transport(_) | Self::Request(_) => None,
        }
    }

    /// The number of attempts; 0 if the request was refused before it was sent.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
            Self::Transport(error) => error.attempts(),
            Self::Request(_) => 0,
        }
    }

    /// The idempotency key of the call. With it the call can be retried without being processed twice, for 24 hours from
    /// when it was [made](Self::key_made_at). Later Stripe may have forgotten it, and would process the request again.
    pub fn idempotency_key(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.idempotency_key(),
            Self::Decode(error) => error.idempotency_key(),
            Self::Transport(error) => error.idempotency_key(),
            Self::Request(_) => None,
        }
    }

    /// When the idempotency key was made; `None` if the call has no key, there is no clock, or the caller gave the key
    /// without [its age](crate::Options::key_made_at).
    pub fn key_made_at(&self) -> Option<Timestamp> {
        match self {
            Self::Api(error) => error.key_made_at(),
            Self::Decode(error) => error.reply.sent.key_made_at(),
            Self::Transport(error) => error.key_made_at(),
            Self::Request(_) => None,
        }
    }

    /// Whether Stripe may have processed the request in spite of the error. If so, retry only with the same
    /// [idempotency key](Self::idempotency_key), within 24 hours of when it was [made](Self::key_made_at), or check
    /// first. Always false for a GET.
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::Api(error) => error.may_be_done(),
            Self::Decode(error) => error.reply.sent.writes,
            Self::Transport(error) => error.may_be_done(),
            Self::Request(_) => false,
        }
    }

    /// The error that Stripe returned, if it is one.
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

/// A successful response that cannot be decoded.
#[derive(Debug, ThisError)]
#[error("{} reported success (status {}, request {}), but the response cannot be decoded: {fault}", .reply.shown_origin(), .reply.status.as_u16(), redact(.reply.shown_id()))]
pub struct DecodeError {
    reply: RawReply,
    fault: Fault,
}

impl DecodeError {
    /// The path in the body, such as `data[3].amount`; empty for the root.
    pub fn path(&self) -> String {
        self.fault.path()
    }

    /// The kind of value that was expected there.
    pub fn expected(&self) -> &str {
        self.fault.expected()
    }

    /// The kind of value that was found, not the value.
    pub fn found(&self) -> &str {
        self.fault.found()
    }

    /// The id of the request.
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

    /// The body, unchanged. It may contain secrets and personal data.
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.reply.sent.key()
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.reply.sent.attempts
    }
}
