//! What may go wrong with a call.

use http::HeaderMap;
use thiserror::Error as ThisError;

use super::api_error::ApiError;
use super::reply::RawReply;
use super::transport::TransportError;
use crate::json::Fault;
use crate::secret::redact;

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

/// A request, or a client's setting, that was refused before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum RequestError {
    /// The API key cannot be sent.
    #[error(
        "the API key is empty or holds white space or other characters that a header cannot carry"
    )]
    ApiKey,
    /// An argument of the path would make it another path.
    #[error(
        "`{name}` in {template} is empty, `.` or `..`: that would be the path of something else"
    )]
    PathArgument {
        /// The path, with a `{name}` for each argument.
        template: String,
        /// The argument.
        name: String,
    },
    /// The path of a raw request is none.
    #[error("the path {0}")]
    Path(&'static str),
    /// Both an account and a context are given.
    #[error("a call has a Stripe-Account or a Stripe-Context, not both")]
    AccountAndContext,
    /// The caller's idempotency key cannot be sent.
    #[error("the idempotency key {0}")]
    IdempotencyKey(&'static str),
    /// The header has an empty value, or a name or a value that HTTP does not allow.
    #[error("the header `{0}` is empty or not allowed in HTTP")]
    Header(String),
    /// The client sets this header itself.
    #[error("the header `{0}` is set by the client: use the option for it")]
    ReservedHeader(String),
    /// The base URL is none.
    #[error("the base URL is not of the form http[s]://host[:port][/path]")]
    BaseUrl,
    /// The parameters of the query make the URL too long, or a server named a URL on another host.
    #[error("the URL is too long, malformed or on another host")]
    Url,
    /// A parameter is set to an empty string, which Stripe takes for a request to clear it.
    #[error(
        "`{0}` is an empty string, which Stripe takes for a request to clear it: leave it out, or clear it with an `unset_…` method where there is one"
    )]
    EmptyText(String),
    /// A page says that there is another one, but not where.
    #[error("the page does not say where the list goes on: {0}")]
    Page(String),
    /// A parameter is a file, and the operation is no upload.
    #[error("`{0}` is a file, which only the body of an upload can carry")]
    File(String),
    /// The system has no random numbers for an idempotency key or a boundary.
    #[error("the system has no random numbers: {0}")]
    Randomness(String),
    /// No transport was given, and the feature that brings one is off.
    #[error("there is no transport: turn on the feature `{0}` or give the builder one")]
    NoTransport(&'static str),
    /// The transport cannot be set up.
    #[error("the transport cannot be set up: {0}")]
    Transport(String),
}
