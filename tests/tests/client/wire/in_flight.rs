//! The limit of requests in flight, `Builder::max_in_flight`.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use http::HeaderMap;
use stripe_client::client::transport::{
    BlockingTransport, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
    TransportErrorKind,
};
use stripe_client::client::{Pending, RequestError};
use stripe_client::objects::Refund;
use stripe_client::{Client, Error, Options, blocking};

use super::REFUND;
use super::script::{End, Script};

/// A transport that responds only when the test opens it, and counts the requests in flight.
#[derive(Clone, Default)]
struct Gate(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    opened: Condvar,
    slept: AtomicUsize,
}

#[derive(Default)]
struct State {
    /// The number of responses that it may still send.
    open: usize,
    wakers: Vec<Waker>,
    current: usize,
    highest: usize,
    /// The paths, in the order in which they were sent.
    sent: Vec<String>,
    /// The statuses of the first responses; then 200.
    statuses: Vec<u16>,
}

impl Gate {
    fn open(&self, requests: usize) {
        let mut state = self.0.state.lock().unwrap();
        state.open += requests;
        for waker in state.wakers.drain(..) {
            waker.wake();
        }
        self.0.opened.notify_all();
    }

    fn sent(&self) -> Vec<String> {
        self.0.state.lock().unwrap().sent.clone()
    }

    fn current(&self) -> usize {
        self.0.state.lock().unwrap().current
    }

    fn highest(&self) -> usize {
        self.0.state.lock().unwrap().highest
    }

    fn begin(&self, request: &HttpRequest) -> InFlight {
        let mut state = self.0.state.lock().unwrap();
        state.sent.push(request.uri.path().to_owned());
        state.current += 1;
        state.highest = state.highest.max(state.current);
        InFlight(self.clone())
    }

    fn answer(state: &mut State) -> Option<HttpResponse> {
        state.open = state.open.checked_sub(1)?;
        let status = state.statuses.pop().unwrap_or(200);
        let status = status.try_into().unwrap();
        Some(HttpResponse::new(status, HeaderMap::new(), REFUND))
    }

    fn client(&self, limit: usize) -> Client {
        let builder = Client::builder("sk_test_1").transport(self.clone());
        builder.max_in_flight(limit).build().unwrap()
    }

    fn blocking_client(&self, limit: usize) -> blocking::Client {
        let builder = blocking::Client::builder("sk_test_1").transport(self.clone());
        builder.max_in_flight(limit).build().unwrap()
    }
}

struct InFlight(Gate);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.0.state.lock().unwrap().current -= 1;
    }
}

impl Transport for Gate {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let _in_flight = self.begin(&request);
            poll_fn(|context| {
                let mut state = self.0.state.lock().unwrap();
                match Self::answer(&mut state) {
                    Some(answer) => Poll::Ready(Ok(answer)),
                    None => {
                        state.wakers.push(context.waker().clone());
                        Poll::Pending
                    }
                }
            })
            .await
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.0.slept.fetch_add(1, Ordering::Relaxed);
        Box::pin(tokio::time::sleep(time))
    }
}

impl BlockingTransport for Gate {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let _in_flight = self.begin(&request);
        let mut state = self.0.state.lock().unwrap();
        loop {
            match Self::answer(&mut state) {
                Some(answer) => return Ok(answer),
                None => state = self.0.opened.wait(state).unwrap(),
            }
        }
    }
}

fn retrieve(stripe: &Client, id: usize) -> Pin<Box<Pending<Refund>>> {
    Box::pin(stripe.refunds().retrieve(format!("re_{id}")).send())
}

/// Runs a future to completion; if it does not complete, a wake-up or a permit is lost.
fn wait<F: Future>(future: F) -> F::Output {
    let limit = Duration::from_secs(30);
    crate::wait(async { tokio::time::timeout(limit, future).await.unwrap() })
}

/// Polls once.
fn is_pending(pending: &mut Pin<Box<Pending<Refund>>>) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    pending.as_mut().poll(&mut context).is_pending()
}

/// Waits until the condition holds.
fn until(condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "the condition never holds"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn fifty_threads_never_exceed_the_limit() {
    for limit in [1, 3] {
        let gate = Gate::default();
        let stripe = gate.blocking_client(limit);
        let call = |id| {
            let stripe = stripe.clone();
            thread::spawn(move || stripe.refunds().retrieve(format!("re_{id}")).send())
        };
        let threads: Vec<_> = (0..50).map(call).collect();
        until(|| gate.current() == limit);
        for _ in 0..50 {
            gate.open(1);
            thread::yield_now();
        }
        until(|| threads.iter().all(|thread| thread.is_finished()));
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
        assert_eq!((gate.highest(), gate.sent().len()), (limit, 50));
    }
}

#[test]
fn fifty_tasks_never_exceed_the_limit() {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.worker_threads(4).enable_time().build().unwrap();
    for limit in [1, 3] {
        let gate = Gate::default();
        let stripe = gate.client(limit);
        runtime.block_on(async {
            let task = |id| {
                let pending = retrieve(&stripe, id);
                tokio::spawn(async move { pending.await.unwrap() })
            };
            let tasks: Vec<_> = (0..50).map(task).collect();
            for _ in 0..50 {
                gate.open(1);
                tokio::task::yield_now().await;
            }
            for task in tasks {
                let ended = tokio::time::timeout(Duration::from_secs(30), task).await;
                ended.expect("a wake-up is lost").unwrap();
            }
        });
        assert_eq!(gate.sent().len(), 50);
        assert!(gate.highest() <= limit, "{}", gate.highest());
    }
}

#[test]
fn without_a_limit_nothing_waits() {
    let gate = Gate::default();
    let stripe = Client::builder("sk_test_1").transport(gate.clone());
    let stripe = stripe.build().unwrap();
    let mut calls: Vec<_> = (0..50).map(|id| retrieve(&stripe, id)).collect();
    assert!(calls.iter_mut().all(is_pending));
    assert_eq!(gate.highest(), 50);
}

#[test]
fn waiting_calls_are_sent_in_order() {
    let gate = Gate::default();
    let stripe = gate.client(1);
    wait(async {
        let mut calls: Vec<_> = (0..10).map(|id| retrieve(&stripe, id)).collect();
        assert!(calls.iter_mut().all(is_pending));
        gate.open(1);
        assert!(!is_pending(&mut calls[0]));
        // The permit belongs to the second call, although it has not been polled since: a new call must not overtake.
        let mut late = retrieve(&stripe, 99);
        assert!(is_pending(&mut late));
        assert_eq!(gate.sent().len(), 1);
        gate.open(10);
        for call in &mut calls[1..] {
            call.await.unwrap();
        }
        late.await.unwrap();
    });
    let mut expected: Vec<_> = (0..10).map(|id| format!("/v1/refunds/re_{id}")).collect();
    expected.push("/v1/refunds/re_99".to_owned());
    assert_eq!(gate.sent(), expected);
}

#[test]
fn a_dropped_call_passes_its_permit_on() {
    let gate = Gate::default();
    let stripe = gate.client(1);
    wait(async {
        let mut calls: Vec<_> = (0..5).map(|id| retrieve(&stripe, id)).collect();
        assert!(calls.iter_mut().all(is_pending));
        let mut calls = calls.into_iter();
        let [first, second, third, fourth, fifth] = std::array::from_fn(|_| calls.next().unwrap());
        // The third leaves the middle of the queue. The second gets the permit of the first, but is dropped unpolled.
        drop(third);
        drop(first);
        drop(second);
        drop(fourth);
        gate.open(1);
        fifth.await.unwrap();
        gate.open(1);
        retrieve(&stripe, 5).await.unwrap();
    });
    assert_eq!(
        gate.sent(),
        ["/v1/refunds/re_0", "/v1/refunds/re_4", "/v1/refunds/re_5"]
    );
    assert_eq!((gate.highest(), gate.current()), (1, 0));
}

#[test]
fn cancelled_tasks_lose_no_permit() {
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.worker_threads(4).enable_time().build().unwrap();
    let gate = Gate::default();
    gate.open(10_000);
    let stripe = gate.client(2);
    runtime.block_on(async {
        for round in 0..50 {
            let tasks: Vec<_> = (0..20)
                .map(|id| tokio::spawn(retrieve(&stripe, id)))
                .collect();
            for task in tasks.iter().skip(round % 3).step_by(2) {
                task.abort();
            }
            for task in tasks {
                let _ = task.await;
            }
            let last = tokio::time::timeout(Duration::from_secs(30), retrieve(&stripe, 99)).await;
            last.expect("a permit is lost").unwrap();
        }
    });
    assert!(gate.highest() <= 2);
    assert_eq!(gate.current(), 0);
}

/// Checks the error of a call that was never sent.
fn check_unsent(error: &Error) {
    let Error::Transport(lost) = error else {
        panic!("{error}")
    };
    assert_eq!(lost.kind(), TransportErrorKind::Timeout);
    assert_eq!((lost.may_be_done(), lost.attempts()), (false, 0));
    assert!(lost.idempotency_key().is_some());
}

#[test]
fn the_total_timeout_ends_the_wait() {
    /// Long before `wait` gives up.
    const SOON: Duration = Duration::from_secs(20);
    let total = Duration::from_millis(50);
    let gate = Gate::default();
    let builder = Client::builder("sk_test_1").transport(gate.clone());
    let stripe = builder
        .max_in_flight(1)
        .total_timeout(total)
        .build()
        .unwrap();
    wait(async {
        let mut first = retrieve(&stripe, 1);
        assert!(is_pending(&mut first));
        let start = Instant::now();
        check_unsent(&stripe.refunds().create().send().await.unwrap_err());
        assert!((total..SOON).contains(&start.elapsed()));
    });
    assert_eq!(gate.sent().len(), 1);

    let gate = Gate::default();
    let builder = blocking::Client::builder("sk_test_1").transport(gate.clone());
    let stripe = builder
        .max_in_flight(1)
        .total_timeout(total)
        .build()
        .unwrap();
    let call = |id: &'static str| {
        let stripe = stripe.clone();
        thread::spawn(move || stripe.refunds().update(id).send())
    };
    let first = call("re_1");
    until(|| gate.current() == 1);
    let start = Instant::now();
    let second = call("re_2");
    until(|| second.is_finished());
    check_unsent(&second.join().unwrap().unwrap_err());
    assert!((total..SOON).contains(&start.elapsed()));
    gate.open(2);
    first.join().unwrap().unwrap();
    assert_eq!(gate.sent().len(), 1);
    stripe.refunds().retrieve("re_2").send().unwrap();
}

#[test]
fn a_retry_that_gets_no_turn_returns_the_error_of_its_last_attempt() {
    let gate = Gate::default();
    gate.0.state.lock().unwrap().statuses = vec![500];
    gate.open(1);
    let builder = Client::builder("sk_test_1").transport(gate.clone());
    let builder = builder.total_timeout(Duration::from_millis(200));
    let builder = builder.backoff(Duration::from_millis(1));
    let stripe = builder.max_in_flight(1).build().unwrap();
    wait(async {
        let mut write = Box::pin(stripe.refunds().update("re_1").send());
        assert!(is_pending(&mut write));
        let mut other = retrieve(&stripe, 2);
        assert!(is_pending(&mut other));
        let error = write.await.unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(500), 1));
        assert!(error.may_be_done());
    });
    assert_eq!(gate.sent(), ["/v1/refunds/re_1", "/v1/refunds/re_2"]);
}

#[test]
fn waiting_uses_up_the_total_timeout() {
    let script = Script::new([End::Never, End::ok(REFUND)]);
    let builder = Client::builder("sk_test_1").transport(script.clone());
    let total = Duration::from_secs(60);
    let stripe = builder
        .max_in_flight(1)
        .total_timeout(total)
        .build()
        .unwrap();
    wait(async {
        let mut first = retrieve(&stripe, 1);
        assert!(is_pending(&mut first));
        let mut second = retrieve(&stripe, 2);
        assert!(is_pending(&mut second));
        let waited = Duration::from_millis(50);
        tokio::time::sleep(waited).await;
        drop(first);
        // The sleeps of this transport return at once. That is no timeout: the clock decides.
        second.await.unwrap();
        assert!(script.sent()[1].timeout <= total - waited);
    });
}

#[test]
fn a_call_in_backoff_holds_no_permit() {
    let gate = Gate::default();
    gate.0.state.lock().unwrap().statuses = vec![500];
    gate.open(1);
    let builder = Client::builder("sk_test_1").transport(gate.clone());
    let builder = builder.backoff(Duration::from_secs(3600));
    let stripe = builder.max_in_flight(1).build().unwrap();
    wait(async {
        let mut first = retrieve(&stripe, 1);
        assert!(is_pending(&mut first));
        assert_eq!(gate.0.slept.load(Ordering::Relaxed), 1);
        gate.open(1);
        retrieve(&stripe, 2).await.unwrap();
    });
}

#[test]
fn a_download_being_read_holds_no_permit() {
    use stripe_client::client::{Method, Raw};
    let raw = || Raw::new(Method::Get, "/v1/files/{file}/contents").arg("file_1");
    let gate = Gate::default();
    gate.open(4);
    let stripe = gate.blocking_client(1);
    let download = raw().on(&stripe).download().unwrap();
    let options = Options::new().total_timeout(Duration::from_secs(30));
    let other = stripe.refunds().retrieve("re_1").with_options(options);
    other.send().unwrap();
    assert_eq!(download.into_bytes(1000).unwrap(), REFUND.as_bytes());
    let stripe = gate.client(1);
    wait(async {
        let download = raw().on(&stripe).download().await.unwrap();
        retrieve(&stripe, 1).await.unwrap();
        let bytes = download.into_bytes(1000).await.unwrap();
        assert_eq!(bytes, REFUND.as_bytes());
    });
}

/// Panics at the first request.
#[derive(Clone, Default)]
struct Panicking(Arc<AtomicUsize>);

impl Panicking {
    fn answer(&self) -> HttpResponse {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        assert!(count > 0, "a panic in the transport");
        HttpResponse::new(200.try_into().unwrap(), HeaderMap::new(), REFUND)
    }
}

impl Transport for Panicking {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(self.answer()) })
    }
}

impl BlockingTransport for Panicking {
    fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Ok(self.answer())
    }
}

#[test]
fn a_panic_in_the_transport_releases_the_permit() {
    let builder = blocking::Client::builder("sk_test_1").transport(Panicking::default());
    let builder = builder.max_in_flight(1);
    let stripe = builder
        .total_timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    let send = || stripe.refunds().retrieve("re_1").send();
    assert!(catch_unwind(AssertUnwindSafe(send)).is_err());
    send().unwrap();

    let builder = Client::builder("sk_test_1").transport(Panicking::default());
    let builder = builder.max_in_flight(1);
    let stripe = builder
        .total_timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    wait(async {
        let first = tokio::spawn(retrieve(&stripe, 1)).await;
        assert!(first.unwrap_err().is_panic());
        retrieve(&stripe, 2).await.unwrap();
    });
}

#[test]
fn a_limit_of_zero_is_refused() {
    let refused = |error: Error| match error {
        Error::Request(error) => assert_eq!(*error, RequestError::MaxInFlight),
        other => panic!("{other}"),
    };
    let script = Script::default();
    let builder = Client::builder("sk_test_1").transport(script.clone());
    refused(builder.max_in_flight(0).build().unwrap_err());
    let builder = blocking::Client::builder("sk_test_1").transport(script);
    refused(builder.max_in_flight(0).build().unwrap_err());
}
