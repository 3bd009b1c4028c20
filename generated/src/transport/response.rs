//! The HTTP response that a transport gives.

use std::fmt;

use http::{HeaderMap, StatusCode};

/// An HTTP response, of any status.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse<B = Vec<u8>> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, uncompressed.
    pub body: B,
}

impl<B> HttpResponse<B> {
    /// A response.
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

/// Hides the body.
impl<B> fmt::Debug for HttpResponse<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
