//! A program for a single-threaded host: nothing that it passes to the client is `Send`.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use stripe_client::client::transport::{
    BoxFuture, Clock, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind,
};
use stripe_client::client::{Method, RequestError};
use stripe_client::json::Json;
use stripe_client::values::Timestamp;
use stripe_client::webhook::{Router, SignatureError, Verifier};
use stripe_client::{Client, Error};

/// Does not respond for an hour.
#[derive(Clone, Default)]
struct Host {
    seconds: Rc<Cell<u64>>,
    waits: Rc<RefCell<Vec<Duration>>>,
}

impl Transport for Host {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let host = self.clone();
        Box::pin(async move {
            let seconds = host.seconds.get() + request.timeout.as_secs();
            host.seconds.set(seconds);
            Err(TransportError::new(
                TransportErrorKind::Timeout,
                "no answer",
            ))
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        let host = self.clone();
        Box::pin(async move { host.waits.borrow_mut().push(time) })
    }
}

impl Clock for Host {
    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.seconds.get())
    }

    fn unix_time(&self) -> Option<Timestamp> {
        Some(Timestamp::from_seconds(1_700_000_000))
    }
}

fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the client waits for something that the host does not know"),
    }
}

fn call(client: &Client) -> Error {
    let request = client.raw(Method::Post, "/v1/refunds");
    now(request.send::<Json>()).unwrap_err()
}

#[test]
fn a_client_of_one_thread() {
    let host = Host::default();
    let builder = Client::builder("sk_test_1").transport(host.clone());
    let client = builder.total_timeout(Duration::from_secs(100));
    let error = call(&client.clock(host.clone()).build().unwrap());
    // The first attempt takes 80 seconds, then a backoff; the second gets the rest. There is no third.
    assert_eq!(error.attempts(), 2, "{error}");
    assert_eq!(host.waits.borrow().len(), 1);
    assert_eq!(host.elapsed(), Duration::from_secs(100));
}

#[test]
fn without_a_clock_a_total_timeout_is_an_error() {
    let builder = Client::builder("sk_test_1").transport(Host::default());
    assert_eq!(call(&builder.build().unwrap()).attempts(), 3);
    let builder = Client::builder("sk_test_1").transport(Host::default());
    let client = builder.total_timeout(Duration::from_secs(100)).build();
    match call(&client.unwrap()) {
        Error::Request(error) => assert_eq!(*error, RequestError::NoClock),
        other => panic!("{other}"),
    }
}

#[test]
fn a_router_of_one_thread() {
    let verifier = Verifier::new("whsec_1");
    let body = r#"{"created":1,"data":{"object":{}},"id":"evt_1","livemode":false,"object":"event","type":"a.b"}"#;
    let header = verifier
        .sign(body, Timestamp::from_seconds(1_700_000_000))
        .unwrap();
    assert_eq!(verifier.verify(body, &header), Err(SignatureError::Clock));

    let seen = Rc::new(RefCell::new(Vec::new()));
    let events = Rc::clone(&seen);
    let router: Router<()> =
        Router::new(verifier.clock(Host::default())).on_type("a.b", move |event| {
            let events = Rc::clone(&events);
            async move {
                events.borrow_mut().push(event.id);
                Ok(())
            }
        });
    let _ = now(router.dispatch(body, &header)).unwrap();
    assert_eq!(*seen.borrow(), ["evt_1"]);
}
