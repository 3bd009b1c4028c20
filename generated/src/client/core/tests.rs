//! Calls over a transport and a clock of a test's own: no time passes, and nothing reads the system's clock.

#![allow(clippy::unwrap_used)]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::*;
use crate::client::{Call, Client, Method, Raw, TransportErrorKind, blocking};
use crate::json::Json;
use crate::request::{HttpRequest, RequestError};
use crate::response::Error;
use crate::transport::{BlockingTransport, BoxFuture, HttpResponse, Transport, TransportError};
use crate::values::Timestamp;

/// A network and a clock in one: sending takes 30 seconds and fails, and waiting takes as long as it is told to.
#[derive(Clone, Default)]
struct World(Arc<Mutex<History>>);

#[derive(Default)]
struct History {
    elapsed: Duration,
    timeouts: Vec<Duration>,
    waits: Vec<Duration>,
}

const ATTEMPT: Duration = Duration::from_secs(30);

impl World {
    fn history(&self) -> MutexGuard<'_, History> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sent(&self, request: &HttpRequest) -> TransportError {
        let mut history = self.history();
        history.timeouts.push(request.timeout);
        history.elapsed += ATTEMPT.min(request.timeout);
        TransportError::new(TransportErrorKind::Timeout, "too slow")
    }

    fn slept(&self, time: Duration) {
        let mut history = self.history();
        history.waits.push(time);
        history.elapsed += time;
    }

    /// Two retries fit into 100 seconds, and the third attempt gets what is left.
    fn check(&self, error: &Error) {
        let history = self.history();
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert_eq!(error.attempts(), 3);
        let [first, second] = *history.waits else {
            panic!("{:?}", history.waits);
        };
        assert!((250..=500).contains(&first.as_millis()), "{first:?}");
        assert!((500..=1000).contains(&second.as_millis()), "{second:?}");
        let total = Duration::from_secs(100);
        assert_eq!(
            history.timeouts,
            [
                Duration::from_secs(80),
                total - ATTEMPT - first,
                total - 2 * ATTEMPT - first - second
            ]
        );
        assert_eq!(history.elapsed, 3 * ATTEMPT + first + second);
    }
}

impl Clock for World {
    fn elapsed(&self) -> Duration {
        self.history().elapsed
    }

    fn unix_time(&self) -> Option<Timestamp> {
        None
    }
}

impl Transport for World {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { Err(self.sent(&request)) })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.slept(time) })
    }
}

impl BlockingTransport for World {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(self.sent(&request))
    }

    fn sleep(&self, time: Duration) {
        self.slept(time);
    }
}

fn request() -> Raw {
    Raw::new(Method::Post, "/v1/refunds")
}

/// The end of a future that nothing holds up.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call waits for something that is not its transport"),
    }
}

#[test]
fn the_async_client_reads_the_clock_that_it_is_given() {
    let world = World::default();
    let client = Client::builder("sk_test_1")
        .transport(world.clone())
        .clock(world.clone())
        .total_timeout(Duration::from_secs(100))
        .build()
        .unwrap();
    world.check(&now(request().on(client).send::<Json>()).unwrap_err());
}

#[test]
fn the_blocking_client_reads_the_clock_that_it_is_given() {
    let world = World::default();
    let client = blocking::Client::builder("sk_test_1")
        .transport(world.clone())
        .clock(world.clone())
        .total_timeout(Duration::from_secs(100))
        .build()
        .unwrap();
    world.check(&request().on(client).send::<Json>().unwrap_err());
}

/// As on `wasm32-unknown-unknown`.
#[test]
fn without_a_clock_only_a_total_timeout_is_refused() {
    let world = World::default();
    let mut builder = Client::builder("sk_test_1").transport(world.clone());
    builder.core.clock = None;
    let client = builder.build().unwrap();
    let error = now(request().on(&client).send::<Json>()).unwrap_err();
    assert_eq!(error.attempts(), 3, "{error}");

    let call: Call = request()
        .with_options(crate::Options::new().total_timeout(Duration::from_secs(100)))
        .call()
        .clone();
    let refused = super::super::exchange::start(&call, &client.inner.core).err();
    assert_eq!(refused, Some(RequestError::NoClock));
}
