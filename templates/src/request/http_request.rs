//! The HTTP request of a call, as a transport sends it.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, Uri};

use super::body::Body;
use crate::secret::redact;

/// A complete HTTP request. If its body can be [opened again](Body::is_repeatable), a clone can be sent again, with
/// the same idempotency key.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The URL, with scheme, host and query.
    pub uri: Uri,
    /// The headers, including `Authorization`.
    pub headers: HeaderMap,
    /// The body; empty for GET and DELETE.
    pub body: Body,
    /// The time limit, from connecting to the last byte of the response.
    pub timeout: Duration,
}

/// For HTTP libraries that use the types of the crate `http`. The timeout becomes an extension of type [`Timeout`].
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

/// Hides the query and the body.
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
