//! What a test expects, and what it then answers.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode};

use super::body::Body;
use super::request::{Request, decoded};
use crate::request::IDEMPOTENCY_KEY;
use crate::transport::{HttpResponse, TransportErrorKind};

/// A request that is expected, once.
#[derive(Debug)]
pub(super) struct Expected {
    /// Any request, if it is `None`.
    pub(super) route: Option<Route>,
    pub(super) answer: Answer,
    pub(super) is_used: bool,
}

/// A method and a path, with a `{name}` for each segment that can be anything.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: String,
}

#[derive(Clone, Debug)]
pub(super) enum Answer {
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Body,
    },
    Failure(TransportErrorKind),
}

impl Expected {
    pub(super) fn new(route: Option<Route>, answer: Answer) -> Self {
        Self {
            route,
            answer,
            is_used: false,
        }
    }

    pub(super) fn fits(&self, request: &Request) -> bool {
        self.distance(request) == 0
    }

    /// How different a request is from the expected one. The path counts more than the method.
    pub(super) fn distance(&self, request: &Request) -> usize {
        let Some(route) = &self.route else { return 0 };
        let (mut expected, mut found) = (route.path.split('/'), request.path().split('/'));
        let mut differences = 0;
        loop {
            match (expected.next(), found.next()) {
                (None, None) => break,
                (Some(expected), Some(found)) if is_match(expected, found) => {}
                _ => differences += 2,
            }
        }
        differences + usize::from(route.method != *request.method())
    }
}

fn is_match(expected: &str, found: &str) -> bool {
    let is_placeholder = expected.starts_with('{') && expected.ends_with('}');
    (is_placeholder && !found.is_empty()) || expected == found || expected == decoded(found)
}

/// Such as `GET /v1/refunds/{refund} → 200`.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.route {
            Some(route) => write!(f, "{} {}", route.method, route.path)?,
            None => f.write_str("any request")?,
        }
        write!(f, " → {}", self.answer)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response { status, .. } => status.fmt(f),
            Self::Failure(kind) => kind.fmt(f),
        }
    }
}

/// The response, with the headers that Stripe's have. `Err` says what HTTP does not allow.
pub(super) fn response(
    request: &Request,
    number: usize,
    status: u16,
    headers: &[(String, String)],
    body: &Body,
) -> Result<HttpResponse, String> {
    let status = StatusCode::from_u16(status)
        .map_err(|_| format!("the status {status} of the response is not one of HTTP"))?;
    let mut all = HeaderMap::new();
    all.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(id) = HeaderValue::try_from(format!("req_test_{number}")) {
        all.insert(HeaderName::from_static("request-id"), id);
    }
    // Stripe returns both with its responses.
    for name in [IDEMPOTENCY_KEY, HeaderName::from_static("stripe-version")] {
        if let Some(value) = request.headers().get(&name) {
            all.insert(name, value.clone());
        }
    }
    for (name, value) in headers {
        let invalid = || format!("the header `{name}` of the response is not valid in HTTP");
        let name = HeaderName::try_from(name).map_err(|_| invalid())?;
        if value.is_empty() {
            all.remove(name);
        } else {
            let value = HeaderValue::try_from(value).map_err(|_| invalid())?;
            all.insert(name, value);
        }
    }
    Ok(HttpResponse::new(status, all, body.0.clone()))
}
