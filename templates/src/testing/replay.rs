//! The transport that returns the responses of a test.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::body::Body;
use super::expected::{Answer, Expected, Route, response};
use super::report::{Seen, Unexpected, difference};
use super::request::Request;
use crate::request::{HttpRequest, Method};
use crate::transport::{
    BlockingTransport, BoxFuture, HttpResponse, Transport, TransportError, TransportErrorKind,
};

/// A transport for tests, of both clients: it returns the responses of the test, and records the requests.
///
/// A request gets the first response that is not used yet and that fits it: one [for its method and path](Self::on), or
/// one [for any request](Self::on_any). Each response is used once. Clones share everything: give one to the client and
/// keep another.
///
/// ```
/// use stripe_client::blocking::Client;
/// use stripe_client::client::{Method, TransportErrorKind};
/// use stripe_client::json::Json;
/// use stripe_client::testing::Replay;
///
/// # fn main() -> Result<(), stripe_client::Error> {
/// let replay = Replay::new()
///     .fail(Method::Post, "/v1/things", TransportErrorKind::Timeout)
///     .on(Method::Post, "/v1/things", 200, r#"{"id": "th_1"}"#)
///     .header("Request-Id", "req_1");
/// let stripe = Client::builder("sk_test_123").transport(replay.clone()).build()?;
/// let thing: Json = stripe.raw(Method::Post, "/v1/things").param("name", "A thing").send()?;
/// assert_eq!(thing.as_str(), r#"{"id":"th_1"}"#);
///
/// // The first attempt failed, so the same request was retried, without a delay.
/// let requests = replay.requests();
/// assert_eq!(requests.len(), 2);
/// assert_eq!(requests[0].idempotency_key(), requests[1].idempotency_key());
/// assert_eq!(requests[1].param("name"), Some("A thing"));
/// replay.assert_done();
/// # Ok(())
/// # }
/// ```
///
/// Responses have the headers that Stripe's have: a `Request-Id`, which is `req_test_1` for the first request, and the
/// `Idempotency-Key` and `Stripe-Version` of the request. So the client takes them for Stripe's, whatever their status;
/// [`header`](Self::header) changes that.
///
/// The client retries as it does otherwise, so give a response for each attempt, or set
/// [`max_retries(0)`](crate::client::Builder::max_retries). It does not wait, though: the delay before a retry is
/// skipped, however long. Its clock does not move by it, so a retry for which a total timeout leaves no time is not
/// made. A call that waits for its [turn](crate::client::Builder::max_in_flight) reaches its total timeout, if it has
/// one, at once.
///
/// A request that fits none of the responses fails with [`TransportErrorKind::Unexpected`] and is not retried; the
/// error lists what was expected, nearest first, and says so if the request is a retry.
#[derive(Clone, Default)]
#[must_use]
pub struct Replay {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    seen: Vec<Seen>,
    /// What the test itself did wrong.
    faults: Vec<String>,
}

impl Replay {
    /// A transport without responses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds to one request with this method and path. In the path `{name}` stands for a segment with any value.
    ///
    /// The body is a reference to an object of the API, such as a [`fixture`](super::fixture), or a text.
    pub fn on(self, method: Method, path: &str, status: u16, body: impl Into<Body>) -> Self {
        self.expect(Some((method, path)), responding(status, body.into()))
    }

    /// Responds to one request, whatever its method and path. So with `on_any` alone, responses are used in order.
    pub fn on_any(self, status: u16, body: impl Into<Body>) -> Self {
        self.expect(None, responding(status, body.into()))
    }

    /// Fails one request with this method and path, as a transport does:
    ///
    /// - [`Connect`](TransportErrorKind::Connect): before the request was sent.
    /// - [`Timeout`](TransportErrorKind::Timeout) and [`Other`](TransportErrorKind::Other): after it was sent, so that
    ///   Stripe may have processed it.
    pub fn fail(self, method: Method, path: &str, kind: TransportErrorKind) -> Self {
        self.expect(Some((method, path)), Answer::Failure(kind))
    }

    /// [`fail`](Self::fail) for one request, whatever its method and path.
    pub fn fail_any(self, kind: TransportErrorKind) -> Self {
        self.expect(None, Answer::Failure(kind))
    }

    /// Sets a header of the last response, such as `Stripe-Should-Retry`. An empty value removes the header: without
    /// its `Request-Id`, a response is of the class [`Foreign`](crate::ErrorClass::Foreign) unless it has an error with
    /// a `type`.
    pub fn header(self, name: &str, value: &str) -> Self {
        let mut state = self.state();
        let last = state.expected.last_mut().map(|last| &mut last.answer);
        if let Some(Answer::Response { headers, .. }) = last {
            headers.push((name.to_owned(), value.to_owned()));
        } else {
            let fault = format!("there is no response for the header `{name}`");
            state.faults.push(fault);
        }
        drop(state);
        self
    }

    fn expect(self, route: Option<(Method, &str)>, answer: Answer) -> Self {
        let route = route.map(|(method, path)| Route {
            method: method.into(),
            path: path.to_owned(),
        });
        self.state().expected.push(Expected::new(route, answer));
        self
    }

    /// All requests so far, in order. Each attempt of a call is one.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        let state = self.state();
        state.seen.iter().map(|seen| seen.request.clone()).collect()
    }

    /// Asserts that all responses were used and that each request was expected, also if the program under test dropped
    /// the error.
    ///
    /// # Panics
    ///
    /// If a response was not used, or a request was not expected. The message lists both, and what came.
    #[track_caller]
    #[allow(clippy::panic, reason = "a test fails by it")]
    pub fn assert_done(&self) {
        let difference = {
            let state = self.state();
            difference(&state.expected, &state.seen, &state.faults)
        };
        if let Some(difference) = difference {
            panic!("{difference}");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        // The body is read without the lock: its source is the caller's.
        let request = Request::read(request)?;
        let mut state = self.state();
        let number = state.seen.len() + 1;
        let fits = |expected: &&mut Expected| !expected.is_used && expected.fits(&request);
        let answer = state.expected.iter_mut().find(fits).map(|expected| {
            expected.is_used = true;
            expected.answer.clone()
        });
        let (result, shown) = match answer {
            None => {
                let error = Unexpected::new(&request, &state.expected);
                (Err(unexpected(error)), None)
            }
            Some(answer @ Answer::Failure(kind)) => {
                let error = TransportError::new(kind, "the test says so");
                (Err(error), Some(answer.to_string()))
            }
            Some(Answer::Response {
                status,
                headers,
                body,
            }) => match response(&request, number, status, &headers, &body) {
                Ok(response) => (Ok(response), Some(status.to_string())),
                Err(reason) => {
                    let error = Unexpected::invalid(&request, &reason);
                    state.faults.push(error.to_string());
                    (Err(unexpected(error)), Some(status.to_string()))
                }
            },
        };
        state.seen.push(Seen {
            request,
            answer: shown,
        });
        result
    }
}

fn responding(status: u16, body: Body) -> Answer {
    Answer::Response {
        status,
        headers: Vec::new(),
        body,
    }
}

fn unexpected(error: Unexpected) -> TransportError {
    TransportError::new(TransportErrorKind::Unexpected, error)
}

impl Transport for Replay {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.answer(request) })
    }

    /// Does not wait.
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl BlockingTransport for Replay {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.answer(request)
    }

    /// Does not wait.
    fn sleep(&self, _: Duration) {}
}

/// Shows what is expected and what came, without parameters and bodies.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Replay")
            .field("expected", &state.expected)
            .field("seen", &state.seen)
            .finish_non_exhaustive()
    }
}
