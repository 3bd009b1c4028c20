//! The fixed parts of an operation: its method, its path and the encoding of its parameters.

use std::fmt;

/// The HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, changes or acts.
    Post,
    /// Deletes or cancels.
    Delete,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
}

impl Method {
    /// The name in HTTP.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
        }
    }
}

/// Whether a request with this method has a body, if an empty one.
pub(crate) fn has_body(method: &http::Method) -> bool {
    [http::Method::POST, http::Method::PUT, http::Method::PATCH].contains(method)
}

/// How the parameters of an operation are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    /// In the query, with no body: GET and DELETE.
    #[allow(dead_code, reason = "a document may have no operation that only reads")]
    Query,
    /// In the body, as a form: POST in v1.
    #[allow(
        dead_code,
        reason = "a document may have no operation of v1 that changes anything"
    )]
    Form,
    /// In the body, as JSON: POST in v2.
    #[allow(dead_code, reason = "a document may have no operation of v2")]
    Json,
    /// In the body, in parts, one of which is a file.
    #[allow(dead_code, reason = "a document may have no upload")]
    Multipart,
}

/// The fixed parts of an operation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) method: Method,
    /// With a `{name}` for each argument.
    pub(crate) path: &'static str,
    /// The scheme and host, if the operation has its own.
    pub(crate) base: Option<&'static str>,
    pub(crate) encoding: Encoding,
    /// Parameters that are in the query although the others are in the body.
    pub(crate) in_query: &'static [&'static str],
}

impl Endpoint {
    #[allow(dead_code, reason = "a document may have no operations")]
    pub(crate) const fn new(method: Method, path: &'static str, encoding: Encoding) -> Self {
        Self {
            method,
            path,
            base: None,
            encoding,
            in_query: &[],
        }
    }

    /// An operation with parameters in the query and in the body.
    #[allow(dead_code, reason = "a document may have no such operation")]
    pub(crate) const fn query(mut self, names: &'static [&'static str]) -> Self {
        self.in_query = names;
        self
    }

    /// An operation on another host than the API's.
    #[allow(dead_code, reason = "a document may have no such operation")]
    pub(crate) const fn at(mut self, base: &'static str) -> Self {
        self.base = Some(base);
        self
    }

    pub(crate) fn is_v2(&self) -> bool {
        self.path.starts_with("/v2/")
    }

    /// Whether a call takes an idempotency key: all that have a body, and in v2 DELETE. Stripe has no PUT or PATCH; with a
    /// key, neither is done twice by a server that knows keys.
    pub(crate) fn takes_idempotency_key(&self) -> bool {
        match self.method {
            Method::Post | Method::Put | Method::Patch => true,
            Method::Delete => self.is_v2(),
            Method::Get => false,
        }
    }
}
