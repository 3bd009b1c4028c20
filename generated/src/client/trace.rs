//! Spans of calls and attempts, and notices from Stripe, for the crate `tracing`.
//!
//! The span of an attempt is an HTTP client span by the semantic conventions of OpenTelemetry; that of a call, which
//! encloses it, is internal, so that nothing is counted twice. Fields that the conventions do not name start with
//! `stripe.`. The fields `otel.…` are instructions for the crate tracing-opentelemetry.
//!
//! Spans contain no keys, parameters or bodies, and ids of path arguments only if the caller enables them.
//! `untraced.rs` replaces this file if the feature is off.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, info_span, warn};

use crate::request::{Call, HttpRequest};
use crate::response::{Error, RawReply};
use crate::secret::redact;
use crate::transport::{HttpResponse, TransportError};

/// The number of different notices that are remembered. Above it, new ones are not logged.
const MAX_NOTICES: usize = 64;

/// The settings of a client's spans, and the notices that it has logged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Whether `url.full` contains the arguments of the path.
    pub(crate) ids: bool,
    notices: Notices,
}

#[derive(Clone, Debug, Default)]
struct Notices(Arc<Mutex<BTreeSet<String>>>);

impl Notices {
    fn is_new(&self, text: &str) -> bool {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.len() < MAX_NOTICES && !shown.contains(text) && shown.insert(text.to_owned())
    }
}

/// The spans of a call.
pub(crate) struct Trace {
    call: Span,
    attempt: Span,
    /// The path with a `{name}` for each argument.
    path: &'static str,
    /// The URL in the spans of attempts.
    url: String,
    notices: Notices,
}

impl Trace {
    /// Opens the span of a call.
    pub(crate) fn new(call: &Call, request: &HttpRequest, settings: &Settings) -> Self {
        let path = call.shown_path();
        let (method, uri) = (request.method.as_str(), &request.uri);
        let span = info_span!(
            target: "stripe",
            "stripe.call",
            otel.kind = "internal",
            otel.name = format_args!("{method} {path}"),
            otel.status_code = Empty,
            http.request.method = method,
            url.template = path,
            server.address = uri.host(),
            server.port = port(uri),
            http.response.status_code = Empty,
            error.type = Empty,
            stripe.attempts = Empty,
            stripe.error_code = Empty,
            stripe.request_id = Empty,
        );
        let url = if settings.ids {
            url(uri, uri.path(), "")
        } else {
            // The base URL may have a path.
            let own = call.path().unwrap_or_default();
            url(uri, uri.path().strip_suffix(&own).unwrap_or_default(), path)
        };
        Self {
            call: span,
            attempt: Span::none(),
            path,
            url,
            notices: settings.notices.clone(),
        }
    }

    /// Opens the span of an attempt.
    pub(crate) fn attempt(&mut self, number: u32, request: &HttpRequest) {
        let (method, path) = (request.method.as_str(), self.path);
        let resend_count = number.checked_sub(1).filter(|count| *count > 0);
        self.attempt = info_span!(
            target: "stripe",
            parent: &self.call,
            "stripe.attempt",
            otel.kind = "client",
            otel.name = format_args!("{method} {path}"),
            otel.status_code = Empty,
            http.request.method = method,
            http.request.resend_count = resend_count,
            url.full = self.url,
            url.template = path,
            server.address = request.uri.host(),
            server.port = port(&request.uri),
            http.response.status_code = Empty,
            error.type = Empty,
            stripe.request_id = Empty,
        );
    }

    /// Runs a future in the span of the attempt.
    pub(crate) fn follow<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.attempt.clone())
    }

    /// [`follow`](Self::follow) for a function.
    pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        self.attempt.in_scope(work)
    }

    /// Closes the span of the attempt, and logs a notice of the response.
    pub(crate) fn finished(&mut self, result: &Result<HttpResponse, TransportError>) {
        let attempt = std::mem::replace(&mut self.attempt, Span::none());
        match result {
            Ok(answer) => {
                let status = answer.status.as_u16();
                attempt.record("http.response.status_code", status);
                attempt.record("stripe.request_id", request_id(&answer.headers).map(redact));
                // A redirect is not an error by the conventions, although it is one for the call.
                if status >= 400 {
                    fail(&attempt, &status);
                }
                self.notice(&answer.headers);
            }
            Err(error) => {
                attempt.record("http.response.status_code", error.status());
                attempt.record("stripe.request_id", error.request_id().map(redact));
                fail(&attempt, &error.kind());
            }
        }
    }

    /// Logs a retry.
    pub(crate) fn waits(&self, time: Duration) {
        let seconds = time.as_secs_f64();
        debug!(target: "stripe", parent: &self.call, seconds, "waiting before a retry");
    }

    /// Records the result of the call.
    pub(crate) fn done(&self, attempts: u32, result: Result<&RawReply, &Error>) {
        let call = &self.call;
        let (status, request_id) = match result {
            Ok(reply) => (Some(reply.status.as_u16()), reply.request_id()),
            Err(error) => (error.status(), error.request_id()),
        };
        call.record("stripe.attempts", attempts);
        call.record("http.response.status_code", status);
        call.record("stripe.request_id", request_id.map(redact));
        match result {
            Err(Error::Api(error)) => {
                fail(call, &error.status());
                call.record("stripe.error_code", error.code().map(redact));
            }
            Err(Error::Transport(error)) => fail(call, &error.kind()),
            Ok(_) | Err(Error::Decode(_) | Error::Request(_)) => {}
        }
    }

    fn notice(&self, headers: &HeaderMap) {
        for notice in headers.get_all("stripe-notice") {
            let notice = redact(&String::from_utf8_lossy(notice.as_bytes()));
            if self.notices.is_new(&notice) {
                warn!(target: "stripe", parent: &self.call, notice, "Stripe has a notice");
            }
        }
    }
}

/// Marks a span as failed, with the status or the kind of the transport's error.
fn fail(span: &Span, cause: &dyn Debug) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", format_args!("{cause:?}"));
}

/// A URL without its query.
fn url(uri: &Uri, start: &str, end: &str) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    redact(&format!("{scheme}://{authority}{start}{end}"))
}

fn port(uri: &Uri) -> u16 {
    let default = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    uri.port_u16().unwrap_or(default)
}

fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("request-id")?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_new_once_and_only_so_many_are_kept() {
        let notices = Notices::default();
        assert!(notices.is_new("a"));
        assert!(!notices.clone().is_new("a"));
        for number in 0..2 * MAX_NOTICES {
            notices.is_new(&number.to_string());
        }
        assert_eq!(notices.0.lock().unwrap().len(), MAX_NOTICES);
        assert!(!notices.is_new("b"));
    }
}
