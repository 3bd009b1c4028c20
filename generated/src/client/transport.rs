//! What carries a request to Stripe and brings the answer back.
//!
//! The two traits here are all that a client knows of the network. Give a [`Builder`](super::Builder)
//! an implementation of your own to use another HTTP stack, to record calls, or to test without any.
//!
//! A transport sends a request once: whether it is sent again is for the client to decide. It does not
//! follow redirects, because the API key must not travel to another host. It answers any status as it
//! came, and gives up when the request's timeout is over.
//!
//! ```
//! use stripe_client::client::transport::{BlockingTransport, HttpRequest, HttpResponse, TransportError};
//!
//! /// Prints what it sends, over any other transport.
//! struct Printing<T>(T);
//!
//! impl<T: BlockingTransport> BlockingTransport for Printing<T> {
//!     fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
//!         println!("{} {}", request.method, request.uri.path());
//!         self.0.send(request)
//!     }
//! }
//! ```
//!
//! The example `test_double` has one for tests. A `tower::Service` is a transport by one line:
//! `Box::pin(self.0.clone().oneshot(request))`, with the conversions of [`HttpRequest`] and [`HttpResponse`]
//! where it takes the types of the crate `http`.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode, Uri};
use thiserror::Error as ThisError;

pub use super::body::{Body, BodyReader};
use super::timer::Sleep;
use crate::secret::redact;

/// The longest body that is read whole unasked: far above any reply, far below memory.
pub(crate) const BODY_LIMIT: usize = 64 << 20;

/// A boxed future that can be sent to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The bytes of an answer as they come, for the async client.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The bytes of an answer as they come, for the blocking client. An error may hold a
/// [`TransportError`], which is then given to the caller.
pub type ByteReader = Box<dyn Read + Send>;

/// Carries requests for the async client.
///
/// The future of a method may be dropped at any time: the caller has given up.
pub trait Transport: Send + Sync {
    /// Sends one request, once.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends one request that is answered with a file, and answers when the head is there.
    ///
    /// If not written otherwise, it [sends](Self::send), and so reads the whole first.
    fn stream(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<HttpResponse<ByteStream>, TransportError>> {
        let answer = self.send(request);
        Box::pin(async move {
            let HttpResponse {
                status,
                headers,
                body,
            } = answer.await?;
            let body: ByteStream = Box::pin(Whole(body.into()));
            Ok(HttpResponse::new(status, headers, body))
        })
    }

    /// Waits before a request is sent again.
    ///
    /// If not written otherwise, a thread waits and then wakes the future, on whatever runtime. A
    /// transport that knows its runtime can use the timer of that; one for tests need not wait.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Sleep::new(time))
    }
}

/// Carries requests for the blocking client.
pub trait BlockingTransport: Send + Sync {
    /// Sends one request, once.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError>;

    /// Sends one request that is answered with a file, and answers when the head is there.
    ///
    /// If not written otherwise, it [sends](Self::send), and so reads the whole first.
    fn stream(&self, request: HttpRequest) -> Result<HttpResponse<ByteReader>, TransportError> {
        let HttpResponse {
            status,
            headers,
            body,
        } = self.send(request)?;
        let body: ByteReader = Box::new(std::io::Cursor::new(body));
        Ok(HttpResponse::new(status, headers, body))
    }

    /// Waits before a request is sent again. A transport for tests need not.
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// A body that is there already, as a stream.
pub(crate) struct Whole(pub(crate) Bytes);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let bytes = std::mem::take(&mut self.0);
        Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
    }
}

/// A request, ready to be sent. Where its body can be [opened again](Body::is_repeatable), so can a clone
/// be sent again: it has the same idempotency key.
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
    pub body: Body,
    /// How long the request may take, from connecting to the last byte of the answer.
    pub timeout: Duration,
}

/// For HTTP libraries that know the types of the crate `http`. The timeout is an extension of type
/// [`Timeout`].
impl From<HttpRequest> for http::Request<Body> {
    fn from(request: HttpRequest) -> Self {
        let mut to = Self::new(request.body);
        *to.method_mut() = request.method;
        *to.uri_mut() = request.uri;
        *to.headers_mut() = request.headers;
        to.extensions_mut().insert(Timeout(request.timeout));
        to
    }
}

/// The [timeout](HttpRequest::timeout) of a request, as an extension of an [`http::Request`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// Neither the query nor the body is shown.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("host", &self.uri.authority())
            .field("path", &redact(self.uri.path()))
            .field("body", &self.body)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// An answer, of whatever status.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse<B = Vec<u8>> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, not compressed.
    pub body: B,
}

impl<B> HttpResponse<B> {
    /// An answer.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<B>) -> Self {
        Self {
            status,
            headers,
            body: body.into(),
        }
    }
}

impl<B> From<http::Response<B>> for HttpResponse<B> {
    fn from(response: http::Response<B>) -> Self {
        let (head, body) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            body,
        }
    }
}

/// The body is not shown.
impl<B> fmt::Debug for HttpResponse<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
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
