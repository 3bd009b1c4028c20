//! The attempts of a call: the requests to send, the retries and their delays, and the result for the caller.
//!
//! Both modes drive this, and it does no I/O: they send the request of [`next`](Attempts::next), pass its result to
//! [`finish`](Attempts::finish), and wait as long as that returns.

use std::time::Duration;

use http::Method;

use super::budget::Budget;
use super::observer::Observer;
use super::retry;
use super::trace::Trace;
use crate::request::{HttpRequest, IDEMPOTENCY_KEY, KEY_LIFE, Key, RequestError, Sent, has_body};
use crate::response::{Error, ErrorClass, RawReply};
use crate::transport::{HttpResponse, Moment, TransportError, TransportErrorKind};
use crate::values::Timestamp;

/// An attempt with less time than this could only leave open whether Stripe has processed it.
const MIN_ATTEMPT: Duration = Duration::from_millis(100);

/// How many seconds the clock of the machine that made a key may be ahead.
const MAX_SKEW: i64 = 300;

/// The retry policy of a call.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) max_retries: u32,
    /// The longest delay before the first retry.
    pub(crate) backoff: Duration,
    /// The time limit of all attempts and the delays between them.
    pub(crate) total_timeout: Option<Duration>,
    /// The retries that the client has left; no limit if it is `None`.
    pub(crate) budget: Option<Budget>,
    /// Returns random numbers from 0 to 1.
    pub(crate) jitter: fn() -> f64,
}

/// A call in progress.
pub(crate) struct Attempts {
    /// Each attempt sends a clone of it.
    request: HttpRequest,
    policy: Policy,
    sent: Sent,
    /// When the call was made, and its key too if the caller said nothing else.
    start: Moment,
    /// Whether the caller said when the key was made.
    is_dated: bool,
    /// The reading of the clock at which the total timeout has elapsed; set by the first attempt.
    deadline: Option<Duration>,
    /// Whether any attempt may have reached Stripe completely.
    may_be_done: bool,
    /// The error that caused the next attempt.
    last: Option<Error>,
    pub(crate) trace: Trace,
    pub(crate) observer: Option<Observer>,
    /// The reading of the clock when the current attempt started.
    started: Duration,
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
    pub(crate) fn new(
        request: HttpRequest,
        mut policy: Policy,
        start: Moment,
        trace: Trace,
    ) -> Self {
        let key = request.headers.get(IDEMPOTENCY_KEY);
        let key = key.and_then(|key| key.to_str().ok()).map(|text| Key {
            text: text.to_owned(),
            made_at: start.unix_time,
        });
        // Each request with a body has a key; check instead of assuming it.
        let is_safe = !has_body(&request.method) || key.is_some();
        if !is_safe || !request.body.is_repeatable() {
            policy.max_retries = 0;
        }
        let writes = request.method != Method::GET;
        Self {
            request,
            policy,
            sent: Sent {
                key,
                attempts: 0,
                writes,
            },
            start,
            is_dated: false,
            deadline: None,
            may_be_done: false,
            last: None,
            trace,
            observer: None,
            started: Duration::ZERO,
        }
    }

    /// The key is the caller's, who may have said when it was made.
    pub(crate) fn with_given_key(mut self, made_at: Option<Timestamp>) -> Self {
        if let Some(key) = &mut self.sent.key {
            key.made_at = made_at;
            self.start.unix_time = made_at.or(self.start.unix_time);
            self.is_dated = made_at.is_some();
        }
        self
    }

    pub(crate) fn key(&self) -> Option<&Key> {
        self.sent.key.as_ref()
    }

    /// The request of the next attempt.
    ///
    /// An error when the total timeout has elapsed or Stripe may have forgotten the key: that of the previous attempt, if
    /// there is one.
    pub(crate) fn next(&mut self, now: Moment) -> Result<HttpRequest, Error> {
        let mut request = self.request.clone();
        if let Some(left) = self.time_for_attempt(now)? {
            request.timeout = request.timeout.min(left);
        }
        if self.is_aged() {
            // A connection that is made slowly must not deliver the key when Stripe may have forgotten it.
            request.timeout = request.timeout.min(KEY_LIFE.saturating_sub(self.age(now)));
        }
        self.started = now.elapsed;
        self.sent.attempts = self.sent.attempts.saturating_add(1);
        self.trace.attempt(self.sent.attempts, &request);
        Ok(request)
    }

    /// The rest of the total timeout, which starts with the first reading of the clock. The errors are those of
    /// [`next`](Self::next).
    pub(crate) fn time_for_attempt(&mut self, now: Moment) -> Result<Option<Duration>, Error> {
        if self.deadline.is_none() {
            let total = self.policy.total_timeout;
            self.deadline = total.and_then(|total| now.elapsed.checked_add(total));
        }
        match self.may_start(now) {
            Ok(()) => Ok(self.time_left(now)),
            Err(refusal) => {
                let error = self.last.take().unwrap_or(refusal);
                self.trace.done(self.sent.attempts, Err(&error));
                Err(error)
            }
        }
    }

    /// Checks again after a delay: it may have taken longer than it should, such as on a computer that slept.
    fn may_start(&self, now: Moment) -> Result<(), Error> {
        if self.is_dated {
            let (Some(made), Some(now)) = (self.start.unix_time, now.unix_time) else {
                return Err(RequestError::NoClock.into());
            };
            // Milliseconds, for example, would never be 24 hours old.
            if made.as_seconds() > now.as_seconds().saturating_add(MAX_SKEW) {
                let fault = "is dated in the future, so its age is not known";
                return Err(RequestError::IdempotencyKey(fault).into());
            }
        }
        if self.is_aged() && self.is_forgotten(now, Duration::ZERO) {
            return Err(RequestError::IdempotencyKeyExpired.into());
        }
        let least = if self.sent.attempts > 0 {
            self.least()
        } else {
            Duration::ZERO
        };
        match self.time_left(now) {
            Some(left) if left <= least => Err(self.timed_out()),
            _ => Ok(()),
        }
    }

    /// Takes the result of an attempt. An error is final: there are no more attempts.
    pub(crate) fn finish(
        &mut self,
        result: Result<HttpResponse, TransportError>,
        now: Moment,
    ) -> Result<Next, Error> {
        self.trace.finished(&result);
        let error = match self.evaluate(result) {
            Ok(reply) => {
                if let Some(budget) = &self.policy.budget {
                    budget.succeeded();
                }
                self.report(Ok(&reply), None, now);
                return Ok(Next::Done(reply));
            }
            Err(error) => error,
        };
        match retry::after(&error, self.sent.attempts, &self.policy, now.unix_time) {
            // The budget is last: what is not retried must not take from it.
            Some(wait) if self.has_time(now, wait) && self.has_budget() => {
                self.report(Err(&error), Some(wait), now);
                self.last = Some(error);
                Ok(Next::Wait(wait))
            }
            _ => {
                self.report(Err(&error), None, now);
                Err(error)
            }
        }
    }

    /// Reports an attempt to the hook, and the delay or the end of the call to the trace.
    fn report(&self, result: Result<&RawReply, &Error>, wait: Option<Duration>, now: Moment) {
        match wait {
            Some(wait) => self.trace.waits(wait),
            None => self.trace.done(self.sent.attempts, result),
        }
        if let Some(observer) = &self.observer {
            let elapsed = now.elapsed.saturating_sub(self.started);
            observer.observe(self.sent.attempts, elapsed, now.unix_time, wait, result);
        }
    }

    /// Separates success from failure, and records whether Stripe may have processed the request.
    fn evaluate(
        &mut self,
        result: Result<HttpResponse, TransportError>,
    ) -> Result<RawReply, Error> {
        let response = match result.and_then(|response| self.own(response)) {
            Ok(response) => response,
            Err(error) => return Err(self.failed(error)),
        };
        RawReply::check(response, self.sent.clone()).map_err(|mut error| {
            let was_possible = self.may_be_done;
            let class = error.class();
            // True if Stripe may have begun to process the request, or is processing another one with this key, or did
            // not answer at all.
            self.may_be_done |=
                class == ErrorClass::Foreign || matches!(error.status(), 409 | 500..);
            let is_keyless = self.sent.key.is_none();
            // With a key, Stripe would have returned the lost response if it had processed the request. So a response
            // that refuses the request itself shows that it has not.
            let is_settled =
                !is_keyless && matches!(class, ErrorClass::Card | ErrorClass::InvalidRequest);
            error.may_be_done = self.may_be_done && self.sent.writes && !is_settled;
            // Without a key, nothing distinguishes the first DELETE from the second.
            let is_missing = error.status() == 404 && class != ErrorClass::Foreign;
            error.possibly_done = is_missing && was_possible && is_keyless && self.sent.writes;
            Error::Api(error)
        })
    }

    /// Refuses the response of another request, which a server or proxy may send on a connection that is used again:
    /// Stripe returns the key of a request with its response.
    fn own(&self, response: HttpResponse) -> Result<HttpResponse, TransportError> {
        let echo = response.headers.get(IDEMPOTENCY_KEY);
        if echo.is_none_or(|echo| Some(echo.as_bytes()) == self.sent.key().map(str::as_bytes)) {
            return Ok(response);
        }
        let reason = "the response has the idempotency key of another request";
        let error = TransportError::new(TransportErrorKind::Other, reason);
        Err(error.with_head(response.status, response.headers))
    }

    fn failed(&mut self, error: TransportError) -> Error {
        self.may_be_done |= !error.is_unsent();
        self.attach(error)
    }

    fn attach(&self, mut error: TransportError) -> Error {
        error.may_be_done = self.may_be_done && self.sent.writes;
        error.sent = self.sent.clone();
        error.into()
    }

    /// Whether an attempt after this delay has enough time, and the key is still known.
    fn has_time(&self, now: Moment, wait: Duration) -> bool {
        let needed = wait.saturating_add(self.least());
        self.time_left(now).is_none_or(|left| left > needed) && !self.is_forgotten(now, wait)
    }

    fn has_budget(&self) -> bool {
        self.policy.budget.as_ref().is_none_or(Budget::take)
    }

    /// What is left of the total timeout.
    fn time_left(&self, now: Moment) -> Option<Duration> {
        let deadline = self.deadline?;
        Some(deadline.saturating_sub(now.elapsed))
    }

    /// The least time for a retry.
    fn least(&self) -> Duration {
        let total = self.policy.total_timeout.unwrap_or(Duration::MAX);
        MIN_ATTEMPT.min(total / 10)
    }

    /// Whether Stripe may have forgotten the key by then.
    fn is_forgotten(&self, now: Moment, wait: Duration) -> bool {
        self.sent.key.is_some() && self.age(now).saturating_add(wait) >= KEY_LIFE
    }

    /// Whether Stripe may know the key already. One that was made for this call can be of any age when it is sent for the
    /// first time.
    fn is_aged(&self) -> bool {
        self.sent.key.is_some() && (self.is_dated || self.sent.attempts > 0)
    }

    fn age(&self, now: Moment) -> Duration {
        now.since(self.start)
    }

    #[cold]
    fn timed_out(&self) -> Error {
        let reason = "the total timeout of the call has elapsed";
        self.attach(TransportError::new(TransportErrorKind::Timeout, reason))
    }
}

#[cfg(test)]
mod tests;
