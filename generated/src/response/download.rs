//! Responses that are files, read as a stream.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::error::Error;
use super::reply::RawReply;
use crate::secret::redact;
use crate::transport::{
    BODY_LIMIT, ByteReader, ByteStream, HttpResponse, InMemory, TransportError, TransportErrorKind,
    too_long,
};

/// A response that is a file. Its bytes are read as they arrive.
///
/// With the async client `B` is [`ByteStream`] and this is a `Stream`; with the blocking one `B` is [`ByteReader`] and
/// this is a `Read`. In both modes [`into_bytes`](Self::into_bytes) reads the whole file.
///
/// The timeout of the attempt includes the last byte. A download that breaks off is not resumed.
#[must_use = "the bytes are not read yet"]
pub struct Download<B> {
    /// Without its body.
    head: RawReply,
    body: B,
}

impl<B> Download<B> {
    pub(crate) fn new(head: RawReply, body: B) -> Self {
        Self { head, body }
    }

    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The media type, such as `application/pdf`.
    pub fn content_type(&self) -> Option<&str> {
        self.head.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The length of the file in bytes, if the response has it.
    pub fn content_length(&self) -> Option<u64> {
        let length = self.head.headers.get(CONTENT_LENGTH)?;
        length.to_str().ok()?.parse().ok()
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.head.sent.key()
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.head.sent.attempts
    }

    fn failed(&self, error: TransportError) -> Error {
        self.with_call(error).into()
    }

    /// The error with what is known of the call.
    fn with_call(&self, error: TransportError) -> TransportError {
        let mut error = error.with_head(self.head.status, self.head.headers.clone());
        error.may_be_done = self.head.sent.writes;
        error.sent = self.head.sent.clone();
        error
    }
}

impl<B> fmt::Debug for Download<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.head.status)
            .field("request_id", &self.request_id().map(redact))
            .field("content_type", &self.content_type().map(redact))
            .finish_non_exhaustive()
    }
}

impl Download<ByteStream> {
    /// The response and the bytes that are not read yet. The body of a failure is read completely.
    pub(crate) async fn split(
        result: Result<HttpResponse<ByteStream>, TransportError>,
    ) -> (Result<HttpResponse, TransportError>, ByteStream) {
        let mut response = match result {
            Ok(response) => response,
            Err(error) => return (Err(error), Box::pin(InMemory(Bytes::new()))),
        };
        let mut whole = Vec::new();
        if !response.status.is_success() {
            let read =
                poll_fn(|context| poll_all(&mut response.body, &mut whole, BODY_LIMIT, context));
            if let Err(error) = read.await {
                let error = error.with_head(response.status, response.headers);
                return (Err(error), response.body);
            }
        }
        let head = HttpResponse::new(response.status, response.headers, whole);
        (Ok(head), response.body)
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection fails or the timeout elapses.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// The whole file.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection fails, the timeout elapses, or the file has more than `limit` bytes.
    pub async fn into_bytes(mut self, limit: usize) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        let read = poll_fn(|context| poll_all(&mut self.body, &mut whole, limit, context)).await;
        match read {
            Ok(()) => Ok(whole),
            Err(error) => Err(self.failed(error)),
        }
    }
}

fn poll_all(
    body: &mut ByteStream,
    whole: &mut Vec<u8>,
    limit: usize,
    context: &mut Context<'_>,
) -> Poll<Result<(), TransportError>> {
    while let Some(bytes) = ready!(body.as_mut().poll_next(context)) {
        let bytes = bytes?;
        if bytes.len() > limit.saturating_sub(whole.len()) {
            return Poll::Ready(Err(too_long(limit)));
        }
        whole.extend_from_slice(&bytes);
    }
    Poll::Ready(Ok(()))
}

impl Stream for Download<ByteStream> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(self.body.as_mut().poll_next(context));
        Poll::Ready(next.map(|bytes| bytes.map_err(|error| self.failed(error))))
    }
}

impl Download<ByteReader> {
    /// The response and the bytes that are not read yet. The body of a failure is read completely.
    pub(crate) fn split(
        result: Result<HttpResponse<ByteReader>, TransportError>,
    ) -> (Result<HttpResponse, TransportError>, ByteReader) {
        let mut response = match result {
            Ok(response) => response,
            Err(error) => return (Err(error), Box::new(io::empty())),
        };
        let mut whole = Vec::new();
        if !response.status.is_success() {
            whole = match read_all(&mut response.body, BODY_LIMIT) {
                Ok(whole) => whole,
                Err(error) => {
                    let error = error.with_head(response.status, response.headers);
                    return (Err(error), response.body);
                }
            };
        }
        let head = HttpResponse::new(response.status, response.headers, whole);
        (Ok(head), response.body)
    }

    /// The whole file.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when the connection fails, the timeout elapses, or the file has more than `limit` bytes.
    pub fn into_bytes(mut self, limit: usize) -> Result<Vec<u8>, Error> {
        read_all(&mut self.body, limit).map_err(|error| self.failed(error))
    }
}

fn read_all(body: &mut ByteReader, limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut whole = Vec::new();
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    match body.take(one_more).read_to_end(&mut whole) {
        Ok(_) if whole.len() > limit => Err(too_long(limit)),
        Ok(_) => Ok(whole),
        Err(error) => Err(transport_error(error)),
    }
}

/// The transport's error inside of an I/O error, or the I/O error itself.
fn transport_error(error: io::Error) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            TransportError::new(TransportErrorKind::Timeout, error)
        }
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}

/// An error contains a [`TransportError`], unless it only says to read again.
impl Read for Download<ByteReader> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use io::ErrorKind::{Interrupted, WouldBlock};
        self.body.read(buffer).map_err(|error| match error.kind() {
            Interrupted | WouldBlock => error,
            kind => io::Error::new(kind, self.with_call(transport_error(error))),
        })
    }
}
