//! The hook that observes attempts.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::retry;
use crate::request::Method;
use crate::response::{Error, RawReply};
use crate::transport::{MaybeSend, MaybeSync};
use crate::values::Timestamp;

/// A finished attempt of a call, as the hook of [`Builder::on_attempt`](super::Builder::on_attempt) sees it.
///
/// `Debug` hides API keys, client secrets and bodies.
#[derive(Debug)]
pub struct Attempt<'a> {
    method: Method,
    path: &'static str,
    number: u32,
    elapsed: Option<Duration>,
    now: Option<Timestamp>,
    next_delay: Option<Duration>,
    result: Result<&'a RawReply, &'a Error>,
}

impl<'a> Attempt<'a> {
    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The path with a `{name}` for each argument, such as `/v1/refunds/{refund}`: it contains no ids. That of a raw
    /// request is shown only if it is a literal of the program.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The number of the attempt; the first one is 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The error of a failed attempt. If it is the last attempt, the call returns this error.
    ///
    /// A response of status 2xx is a success here, even if it turns out later that it cannot be decoded.
    pub fn error(&self) -> Option<&'a Error> {
        self.result.err()
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        match self.result {
            Ok(reply) => Some(reply.status.as_u16()),
            Err(error) => error.status(),
        }
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        match self.result {
            Ok(reply) => Some(&reply.headers),
            Err(error) => error.headers(),
        }
    }

    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&'a str> {
        self.header("request-id")
    }

    /// Which of Stripe's limits a response of status 429 is about, such as `global-rate` or `endpoint-concurrency`
    /// (`Stripe-Rate-Limited-Reason`).
    pub fn rate_limited_reason(&self) -> Option<&'a str> {
        self.header("stripe-rate-limited-reason")
    }

    /// The delay that the server asks for (`Retry-After`), however long.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.headers()?, self.now)
    }

    /// The delay before the next attempt; `None` if this attempt is the last one. There is no next attempt after all if the
    /// call is cancelled or its total timeout elapses.
    pub fn next_delay(&self) -> Option<Duration> {
        self.next_delay
    }

    /// The time that the attempt took; `None` if the client has no clock. For a download it ends with the headers of
    /// the response.
    pub fn elapsed(&self) -> Option<Duration> {
        self.elapsed
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        self.headers()?.get(name)?.to_str().ok()
    }
}

/// A function that takes an [`Attempt`].
pub(crate) trait Hook: MaybeSend + MaybeSync {
    fn call(&self, attempt: &Attempt<'_>);
}

impl<F: Fn(&Attempt<'_>) + MaybeSend + MaybeSync> Hook for F {
    fn call(&self, attempt: &Attempt<'_>) {
        self(attempt);
    }
}

/// The hook, with the parts of an [`Attempt`] that all attempts of a call share.
pub(crate) struct Observer {
    pub(crate) hook: Arc<dyn Hook>,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) has_clock: bool,
}

impl Observer {
    pub(crate) fn observe(
        &self,
        number: u32,
        elapsed: Duration,
        now: Option<Timestamp>,
        next_delay: Option<Duration>,
        result: Result<&RawReply, &Error>,
    ) {
        self.hook.call(&Attempt {
            method: self.method,
            path: self.path,
            number,
            elapsed: self.has_clock.then_some(elapsed),
            now,
            next_delay,
            result,
        });
    }
}
