//! What carries a request to Stripe and brings the answer back.
//!
//! The two traits here are all that a client knows of the network. Give a [`Builder`](super::Builder)
//! an implementation of your own to use another HTTP stack, to record calls, or to test without any.
//!
//! A transport does not follow redirects: the API key must not travel to another host. It answers
//! any status as it came, and gives up when the request's timeout is over.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode, Uri};
use thiserror::Error as ThisError;

/// The longest body that the built-in transports read: far above any reply, far below memory.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) const BODY_LIMIT: usize = 64 << 20;

/// A boxed future that can be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests for the async client.
pub trait Transport: Send + Sync {
    /// Sends one request.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

/// Carries requests for the blocking client.
pub trait BlockingTransport: Send + Sync {
    /// Sends one request.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// A request, ready to be sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The URL, with scheme, host and query.
    pub uri: Uri,
    /// The headers, `Authorization` among them.
    pub headers: HeaderMap,
    /// The body; empty for GET and DELETE.
    pub body: Vec<u8>,
    /// How long the request may take, from connecting to the last byte of the answer.
    pub timeout: Duration,
}

/// Neither the query nor the body is shown.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("host", &self.uri.authority())
            .field("path", &self.uri.path())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// An answer, of whatever status.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, not compressed.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// An answer.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers,
            body: body.into(),
        }
    }
}

/// The body is not shown.
impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// How a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time was over.
    Timeout,
    /// No connection was made, so nothing was sent.
    Connect,
    /// Anything else, such as a connection that broke.
    Other,
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout => "the request timed out",
            Self::Connect => "no connection could be made",
            Self::Other => "the connection failed",
        })
    }
}

/// No answer came.
#[derive(Debug, ThisError)]
#[error("{kind} (attempts: {attempts})")]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) attempts: u32,
}

impl TransportError {
    /// An error of a transport. The source is shown to people: it must not tell secrets, and a URL's
    /// query may be one.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
            idempotency_key: None,
            attempts: 1,
        }
    }

    /// How the transport failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The idempotency key that the call was sent with.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// How many times the call was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn too_long() -> TransportError {
    TransportError::new(
        TransportErrorKind::Other,
        "the body of the reply is too long",
    )
}
