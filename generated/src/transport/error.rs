//! Why a transport failed.

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};
use thiserror::Error as ThisError;

use crate::secret::redact;

/// How a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time was over.
    Timeout,
    /// No connection was made, so nothing was sent.
    Connect,
    /// The body of the request could not be read, as when a file is not there. Stripe did not get a
    /// whole request.
    Body,
    /// The transport cannot work where it was called, as outside of the runtime that it needs. Nothing was
    /// sent.
    Unusable,
    /// The body of the reply is longer than this crate reads whole.
    TooLong,
    /// Anything else, such as a connection that broke.
    Other,
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout => "the request timed out",
            Self::Connect => "no connection could be made",
            Self::Body => "the body of the request could not be read",
            Self::Unusable => "the transport cannot work here",
            Self::TooLong => "the body of the reply is too long",
            Self::Other => "the connection failed",
        })
    }
}

/// No answer came, or not the whole of it.
#[derive(ThisError)]
#[error("{kind} (attempts: {attempts}){}", self.advice())]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
    head: Option<Box<Head>>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) may_be_done: bool,
}

/// What came of an answer before it broke off.
#[derive(Debug)]
struct Head {
    status: StatusCode,
    headers: Headers,
}

/// Values are not shown.
struct Headers(HeaderMap);

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
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
            head: None,
            idempotency_key: None,
            attempts: 1,
            may_be_done: true,
        }
    }

    /// Adds the head of the answer, where it came and only the rest did not.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        let headers = Headers(headers);
        self.head = Some(Box::new(Head { status, headers }));
        self
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

    /// Whether Stripe may have done what was asked for. It has not when no attempt got as far as a
    /// whole request.
    pub fn may_be_done(&self) -> bool {
        self.may_be_done
    }

    /// The HTTP status, where the answer broke off after its head.
    pub fn status(&self) -> Option<u16> {
        self.head.as_ref().map(|head| head.status.as_u16())
    }

    /// The headers, where the answer broke off after them.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.headers.0)
    }

    /// Stripe's id of the request, where the answer broke off after its headers.
    pub fn request_id(&self) -> Option<&str> {
        self.headers()?.get("request-id")?.to_str().ok()
    }

    fn advice(&self) -> &'static str {
        match (self.may_be_done, self.kind) {
            (false, TransportErrorKind::Connect) => {
                "; Stripe has not done what was asked for: check the network, the proxy and the base URL"
            }
            (false, _) => "; Stripe has not done what was asked for",
            (true, _) if self.idempotency_key.is_some() => {
                "; whether Stripe has done what was asked for is not known: to find out, send the same again \
                 with the same idempotency key"
            }
            (true, _) => "",
        }
    }
}

/// The source is what a transport made it: what looks like a secret is not shown.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = redact(&format!("{:?}", self.source));
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &format_args!("{source}"))
            .field("head", &self.head)
            .field(
                "idempotency_key",
                &self.idempotency_key.as_deref().map(redact),
            )
            .field("attempts", &self.attempts)
            .field("may_be_done", &self.may_be_done)
            .finish()
    }
}

pub(crate) fn too_long(limit: usize) -> TransportError {
    let source = format!("more than {limit} bytes");
    TransportError::new(TransportErrorKind::TooLong, source)
}
