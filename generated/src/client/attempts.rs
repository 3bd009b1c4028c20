//! The attempts of a call: the requests to send, the retries and their delays, and the result for the caller.
//!
//! Both modes drive this, and it does no I/O: they send the request of [`next`](Attempts::next), pass its result to
//! [`finish`](Attempts::finish), and wait as long as that returns.

use std::time::Duration;

use http::Method;

use super::retry;
use super::trace::Trace;
use crate::request::{HttpRequest, IDEMPOTENCY_KEY};
use crate::response::{Error, ErrorClass, RawReply};
use crate::transport::{HttpResponse, TransportError, TransportErrorKind};

/// The retry policy of a call.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) max_retries: u32,
    /// The longest delay before the first retry.
    pub(crate) backoff: Duration,
    /// The time limit of all attempts and the delays between them.
    pub(crate) total_timeout: Option<Duration>,
    /// Returns random numbers from 0 to 1.
    pub(crate) jitter: fn() -> f64,
}

/// A call in progress.
pub(crate) struct Attempts {
    /// Each attempt sends a clone of it.
    request: HttpRequest,
    policy: Policy,
    idempotency_key: Option<String>,
    made: u32,
    /// The reading of the clock at which the total timeout has elapsed; set by the first attempt.
    deadline: Option<Duration>,
    /// Whether any attempt may have reached Stripe completely.
    may_be_done: bool,
    /// The error that caused the next attempt.
    last: Option<Error>,
    pub(crate) trace: Trace,
}

/// What to do after an attempt.
#[derive(Debug)]
pub(crate) enum Next {
    /// Wait, then make the next attempt.
    Wait(Duration),
    /// The call has succeeded.
    Done(RawReply),
}

impl Attempts {
    pub(crate) fn new(request: HttpRequest, mut policy: Policy, trace: Trace) -> Self {
        let key = request.headers.get(IDEMPOTENCY_KEY);
        let idempotency_key = key.and_then(|key| key.to_str().ok()).map(str::to_owned);
        // Each POST has a key; check instead of assuming it.
        let is_safe = request.method != Method::POST || idempotency_key.is_some();
        if !is_safe || !request.body.is_repeatable() {
            policy.max_retries = 0;
        }
        Self {
            request,
            policy,
            idempotency_key,
            made: 0,
            deadline: None,
            may_be_done: false,
            last: None,
            trace,
        }
    }

    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// The request of the next attempt.
    ///
    /// An error when the total timeout has elapsed: that of the previous attempt, if there is one.
    pub(crate) fn next(&mut self, now: Duration) -> Result<HttpRequest, Error> {
        if self.made == 0 {
            let total = self.policy.total_timeout;
            self.deadline = total.and_then(|total| now.checked_add(total));
        }
        let mut request = self.request.clone();
        if let Some(deadline) = self.deadline {
            let left = deadline.saturating_sub(now);
            if left.is_zero() {
                let error = self.last.take().unwrap_or_else(|| self.timed_out());
                self.trace.done(self.made, Err(&error));
                return Err(error);
            }
            request.timeout = request.timeout.min(left);
        }
        self.made = self.made.saturating_add(1);
        self.trace.attempt(self.made, &request);
        Ok(request)
    }

    /// Takes the result of an attempt. An error is final: there are no more attempts.
    pub(crate) fn finish(
        &mut self,
        result: Result<HttpResponse, TransportError>,
        now: Duration,
    ) -> Result<Next, Error> {
        self.trace.finished(&result);
        let error = match self.evaluate(result) {
            Ok(reply) => {
                self.trace.done(self.made, Ok(&reply));
                return Ok(Next::Done(reply));
            }
            Err(error) => error,
        };
        let Policy {
            max_retries,
            backoff,
            jitter,
            ..
        } = self.policy;
        match retry::after(&error, self.made, max_retries, backoff, jitter) {
            Some(wait) if self.has_time(now, wait) => {
                self.trace.waits(wait);
                self.last = Some(error);
                Ok(Next::Wait(wait))
            }
            _ => {
                self.trace.done(self.made, Err(&error));
                Err(error)
            }
        }
    }

    /// Separates success from failure, and records whether Stripe may have processed the request.
    fn evaluate(
        &mut self,
        result: Result<HttpResponse, TransportError>,
    ) -> Result<RawReply, Error> {
        let response = match result {
            Ok(response) => response,
            Err(error) => return Err(self.failed(error)),
        };
        let was_possible = self.may_be_done;
        // True if Stripe may have begun to process the request, or is processing another one with this key.
        let is_unclear = matches!(response.status.as_u16(), 409 | 500..);
        self.may_be_done |= is_unclear;
        let is_possible = self.may_be_done && self.request.method != Method::GET;
        RawReply::check(response, self.idempotency_key.clone(), self.made).map_err(|mut error| {
            let is_keyless = self.idempotency_key.is_none();
            // With a key, Stripe would have returned the lost response if it had processed the request. So a response
            // that refuses the request itself shows that it has not.
            let is_settled = !is_keyless
                && matches!(error.class(), ErrorClass::Card | ErrorClass::InvalidRequest);
            error.may_be_done = is_possible && !is_settled;
            // Without a key, nothing distinguishes the first DELETE from the second.
            if was_possible && is_keyless && self.request.method == Method::DELETE {
                error.possibly_done = error.status() == 404;
            }
            Error::Api(error)
        })
    }

    fn failed(&mut self, mut error: TransportError) -> Error {
        let unsent = matches!(
            error.kind(),
            TransportErrorKind::Connect | TransportErrorKind::Body | TransportErrorKind::Unusable
        );
        self.may_be_done |= !unsent;
        error.may_be_done = self.may_be_done;
        error.idempotency_key = self.idempotency_key.clone();
        error.attempts = self.made;
        error.into()
    }

    fn has_time(&self, now: Duration, wait: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| deadline.saturating_sub(now) > wait)
    }

    #[cold]
    fn timed_out(&self) -> Error {
        let mut error = TransportError::new(
            TransportErrorKind::Timeout,
            "the total timeout of the call has elapsed",
        );
        error.may_be_done = self.may_be_done;
        error.idempotency_key = self.idempotency_key.clone();
        error.attempts = self.made;
        error.into()
    }
}

#[cfg(test)]
mod tests;
