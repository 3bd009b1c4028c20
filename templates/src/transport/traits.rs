//! The two traits of transports.

use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use super::system;
use super::{BoxFuture, ByteStream, HttpResponse, MaybeSend, MaybeSync, TransportError};
use crate::request::HttpRequest;

/// The body of a response, for the blocking client. An error may hold a [`TransportError`], which the caller then gets.
pub type ByteReader = Box<dyn Read + Send>;

/// Sends requests for the async client.
///
/// The future of a method may be dropped at any time, when the caller gives up.
pub trait Transport: MaybeSend + MaybeSync {
    /// Sends one request, once.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends one request whose response is a file, and returns when its headers have arrived.
    ///
    /// The default [sends](Self::send), and therefore reads the whole body first.
    fn stream(
        &self,
        request: HttpRequest,
    ) -> BoxFuture<'_, Result<HttpResponse<ByteStream>, TransportError>> {
        let response = self.send(request);
        Box::pin(async move {
            let HttpResponse {
                status,
                headers,
                body,
            } = response.await?;
            let body: ByteStream = Box::pin(InMemory(body.into()));
            Ok(HttpResponse::new(status, headers, body))
        })
    }

    /// Waits before a retry, and until the total timeout of a call that
    /// [waits for its turn](crate::client::Builder::max_in_flight).
    ///
    /// The default is a thread that wakes the future after `time`, on any runtime. A transport that knows its runtime can
    /// use the timer of that; one for tests need not wait. On `wasm32-unknown-unknown`, which has no threads, there is no
    /// default.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(system::Sleep::new(time))
    }

    /// Waits before a retry, and until the total timeout of a call that
    /// [waits for its turn](crate::client::Builder::max_in_flight).
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// Sends requests for the blocking client.
pub trait BlockingTransport: Send + Sync {
    /// Sends one request, once.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError>;

    /// Sends one request whose response is a file, and returns when its headers have arrived.
    ///
    /// The default [sends](Self::send), and therefore reads the whole body first.
    fn stream(&self, request: HttpRequest) -> Result<HttpResponse<ByteReader>, TransportError> {
        let HttpResponse {
            status,
            headers,
            body,
        } = self.send(request)?;
        let body: ByteReader = Box::new(std::io::Cursor::new(body));
        Ok(HttpResponse::new(status, headers, body))
    }

    /// Waits before a retry. The default blocks the thread; a transport for tests need not wait. On
    /// `wasm32-unknown-unknown`, where a thread cannot sleep, there is no default.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    fn sleep(&self, time: Duration) {
        system::sleep(time);
    }

    /// Waits before a retry.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    fn sleep(&self, time: Duration);
}

/// A body in memory, as a stream.
pub(crate) struct InMemory(pub(crate) Bytes);

impl Stream for InMemory {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let bytes = std::mem::take(&mut self.0);
        Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
    }
}
