//! Spans of calls and attempts, and notices from Stripe, for the crate `tracing`.
//!
//! They contain no keys, parameters or bodies, and ids of path arguments only if the caller enables them.
//! `untraced.rs` replaces this file if the feature is off.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use tracing::field::{Empty, display};
use tracing::{Instrument, Span, debug, debug_span, info_span, warn};

use crate::request::{Call, HttpRequest};
use crate::response::{Error, RawReply};
use crate::secret::redact;
use crate::transport::{HttpResponse, TransportError};

/// The number of different notices that are remembered. Above it, new ones are not logged.
const MAX_NOTICES: usize = 64;

/// The settings of a client's spans, and the notices that it has logged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Whether paths are logged with their arguments.
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
    path: String,
    notices: Notices,
}

impl Trace {
    /// Opens the span of a call.
    pub(crate) fn new(call: &Call, request: &HttpRequest, settings: &Settings) -> Self {
        let path = call.shown_path();
        let span = info_span!(
            target: "stripe",
            "stripe.call",
            method = request.method.as_str(),
            path,
            url_path = Empty,
            host = request.uri.host(),
            attempts = Empty,
            status = Empty,
            request_id = Empty,
            error = Empty,
        );
        if settings.ids {
            span.record("url_path", redact(request.uri.path()));
        }
        Self {
            call: span,
            attempt: Span::none(),
            path: path.to_owned(),
            notices: settings.notices.clone(),
        }
    }

    /// Opens the span of an attempt.
    pub(crate) fn attempt(&mut self, number: u32, request: &HttpRequest) {
        self.attempt = debug_span!(
            target: "stripe",
            parent: &self.call,
            "stripe.attempt",
            method = request.method.as_str(),
            path = self.path,
            host = request.uri.host(),
            attempt = number,
            status = Empty,
            request_id = Empty,
            error = Empty,
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
                attempt.record("status", answer.status.as_u16());
                attempt.record("request_id", request_id(&answer.headers).map(redact));
                self.notice(&answer.headers);
            }
            Err(error) => {
                attempt.record("status", error.status());
                attempt.record("request_id", error.request_id().map(redact));
                attempt.record("error", display(error.kind()));
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
        self.call.record("attempts", attempts);
        match result {
            Ok(reply) => {
                self.call.record("status", reply.status.as_u16());
                self.call
                    .record("request_id", reply.request_id().map(redact));
            }
            Err(error) => {
                self.call.record("status", error.status());
                self.call
                    .record("request_id", error.request_id().map(redact));
                match error {
                    Error::Api(error) => match error.code() {
                        Some(code) => self.call.record("error", redact(code).as_str()),
                        None => self.call.record("error", display(error.class())),
                    },
                    Error::Transport(error) => self.call.record("error", display(error.kind())),
                    Error::Decode(_) | Error::Request(_) => &self.call,
                };
            }
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
