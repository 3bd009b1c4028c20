//! Why a transport failed.

use std::error::Error as StdError;
use std::fmt;

use http::{HeaderMap, StatusCode};
use thiserror::Error as ThisError;

use crate::request::Sent;
use crate::secret::redact;
use crate::values::Timestamp;

/// How a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The timeout elapsed.
    Timeout,
    /// No connection could be made, or not in time, so nothing was sent.
    Connect,
    /// The body of the request could not be read, for example because a file is missing. Stripe did not get a complete
    /// request.
    Body,
    /// The transport cannot run here, for example outside of the runtime that it needs. Nothing was sent.
    Unusable,
    /// The response is longer than the limit: its headers or its body.
    TooLong,
    /// A test did not expect the request: see [`Replay`](crate::testing::Replay).
    #[cfg(feature = "testing")]
    Unexpected,
    /// Anything else, such as a connection that broke.
    Other,
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout => "the request timed out",
            Self::Connect => "no connection could be made",
            Self::Body => "the body of the request could not be read",
            Self::Unusable => "the transport cannot run here",
            Self::TooLong => "the response is too long",
            #[cfg(feature = "testing")]
            Self::Unexpected => "the test does not expect this request",
            Self::Other => "the connection failed",
        })
    }
}

/// No response arrived, or only a part of it.
#[derive(ThisError)]
#[error("{kind} (attempts: {}){}", sent.attempts, self.advice())]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
    head: Option<Box<Head>>,
    pub(crate) sent: Sent,
    pub(crate) may_be_done: bool,
}

/// The part of a response that arrived before it broke off.
#[derive(Debug)]
struct Head {
    status: StatusCode,
    headers: Headers,
}

/// Hides the values.
struct Headers(HeaderMap);

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl TransportError {
    /// An error of a transport. People read the source: it must not contain secrets, and a URL's query may be one.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
            head: None,
            sent: Sent::once(),
            may_be_done: true,
        }
    }

    /// Adds the status and headers, if only the body did not arrive.
    #[must_use]
    pub fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        let headers = Headers(headers);
        self.head = Some(Box::new(Head { status, headers }));
        self
    }

    /// Declares that no complete request was sent, whatever the kind.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn unsent(mut self) -> Self {
        self.may_be_done = false;
        self
    }

    /// Whether no complete request was sent.
    pub(crate) fn is_unsent(&self) -> bool {
        match self.kind {
            TransportErrorKind::Connect
            | TransportErrorKind::Body
            | TransportErrorKind::Unusable => true,
            #[cfg(feature = "testing")]
            TransportErrorKind::Unexpected => true,
            _ => !self.may_be_done,
        }
    }

    /// How the transport failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.sent.key()
    }

    /// When the idempotency key was made; see [`Error::key_made_at`](crate::Error::key_made_at).
    pub fn key_made_at(&self) -> Option<Timestamp> {
        self.sent.key_made_at()
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.sent.attempts
    }

    /// Whether Stripe may have processed the request. It has not if no attempt sent a complete request. Always false for
    /// a GET.
    pub fn may_be_done(&self) -> bool {
        self.may_be_done
    }

    /// The HTTP status, if the response broke off after its headers.
    pub fn status(&self) -> Option<u16> {
        self.head.as_ref().map(|head| head.status.as_u16())
    }

    /// The headers, if the response broke off after them.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.headers.0)
    }

    /// The id of the request, if the response broke off after its headers.
    pub fn request_id(&self) -> Option<&str> {
        self.headers()?.get("request-id")?.to_str().ok()
    }

    /// What a test lacks that has no response for a retry: another attempt of the call had the response before.
    #[cfg(feature = "testing")]
    fn retry_advice(&self) -> &'static str {
        if self.kind == TransportErrorKind::Unexpected && self.sent.attempts > 1 {
            "\nthis is a retry: give one response per attempt, or set `max_retries(0)`"
        } else {
            ""
        }
    }

    #[cfg(not(feature = "testing"))]
    fn retry_advice(&self) -> &'static str {
        ""
    }

    fn advice(&self) -> String {
        #[cfg(feature = "testing")]
        if self.kind == TransportErrorKind::Unexpected {
            return format!(": {}{}", self.source, self.retry_advice());
        }
        let advice = match (self.may_be_done, self.kind) {
            (true, _) if self.idempotency_key().is_some() => {
                let made = self.sent.key_date();
                return format!(
                    "; Stripe may have processed the request: to find out, retry with the same idempotency key, within 24 hours of when it was made{made}"
                );
            }
            (true, _) => "; Stripe may have processed the request: check before you retry",
            (false, TransportErrorKind::Connect) => {
                "; Stripe did not process the request: check the network, the proxy and the base URL"
            }
            (false, _) if !self.sent.writes => "",
            (false, _) => "; Stripe did not process the request",
        };
        advice.to_owned()
    }
}

/// Hides what looks like a secret in the source, which the transport made.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = redact(&format!("{:?}{}", self.source, self.retry_advice()));
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &format_args!("{source}"))
            .field("head", &self.head)
            .field("sent", &self.sent)
            .field("may_be_done", &self.may_be_done)
            .finish()
    }
}

pub(crate) fn too_long(limit: usize) -> TransportError {
    let source = format!("more than {limit} bytes");
    TransportError::new(TransportErrorKind::TooLong, source)
}
