//! Replies: a decoded value with the response that it came in.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::error::Error;
use crate::json::{Decode, Fault, parse};
use crate::request::Sent;
use crate::secret::redact;
use crate::transport::HttpResponse;

/// A successful response, undecoded.
pub(crate) struct RawReply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) sent: Sent,
}

impl RawReply {
    /// Separates success from failure, by the status only.
    pub(crate) fn check(response: HttpResponse, sent: Sent) -> Result<Self, Box<ApiError>> {
        let HttpResponse {
            status,
            headers,
            body,
        } = response;
        let reply = Self {
            status,
            headers,
            body,
            sent,
        };
        if status.is_success() {
            Ok(reply)
        } else {
            Err(Box::new(ApiError::new(reply)))
        }
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        self.headers.get("request-id")?.to_str().ok()
    }

    /// Whether Stripe returned the response of an earlier request with the same key.
    pub(crate) fn is_replayed(&self) -> bool {
        let header = self.headers.get("idempotent-replayed");
        header.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"))
    }

    pub(crate) fn shown_id(&self) -> &str {
        self.request_id().unwrap_or("unknown")
    }

    /// Who answered, for people: only a response with a request id is surely Stripe's.
    pub(crate) fn shown_origin(&self) -> &'static str {
        match self.request_id() {
            Some(_) => "Stripe",
            None => "something that may not be Stripe, such as a proxy,",
        }
    }

    /// The value in the body.
    pub(crate) fn value<T: Decode>(self) -> Result<T, Error> {
        match self.decode() {
            Ok(value) => Ok(value),
            Err(fault) => Err(Error::decode(self, fault)),
        }
    }

    fn decode<T: Decode>(&self) -> Result<T, Fault> {
        T::of_no_body(&self.body).map_or_else(|| parse(&self.body), Ok)
    }

    /// The value in the body, with the rest of the response.
    pub(crate) fn reply<T: Decode>(self) -> Result<Reply<T>, Error> {
        match self.decode() {
            Ok(value) => Ok(Reply { value, raw: self }),
            Err(fault) => Err(Error::decode(self, fault)),
        }
    }
}

/// Hides the body and most headers.
impl fmt::Debug for RawReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawReply")
            .field("status", &self.status)
            .field("request_id", &self.request_id().map(redact))
            .field("sent", &self.sent)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A value that Stripe returned, and the response that it came in.
#[derive(Debug)]
pub struct Reply<T> {
    value: T,
    raw: RawReply,
}

impl<T> Reply<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.raw.status.as_u16()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.raw.headers
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.raw.sent.key()
    }

    /// Whether an earlier request with the same idempotency key was processed, and this is its response
    /// (`Idempotent-Replayed`).
    pub fn is_replayed(&self) -> bool {
        self.raw.is_replayed()
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.raw.sent.attempts
    }

    /// The body, unchanged. It may contain secrets and personal data.
    pub fn body(&self) -> &[u8] {
        &self.raw.body
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
