//! Runtimes that the async transport cannot use, and one that has timers and I/O but little else.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use stripe_client::client::TransportErrorKind;
use stripe_client::services::refunds::{CreateRefund, ListRefunds};
use stripe_client::{Client, Error, Options};
use tests::faults::{Event, FaultServer};
use tokio::runtime::{Builder, Runtime};

fn client(url: &str) -> Client {
    Client::builder("sk_test_1").base_url(url).build().unwrap()
}

/// Nothing is sent, and the error says why.
fn check_unusable(runtime: &Runtime, reason: &str) {
    let server = FaultServer::start([]);
    let client = client(&server.url);
    let request = CreateRefund::new().charge("ch_1").amount(7);
    let Err(Error::Transport(error)) = runtime.block_on(client.execute(request)) else {
        panic!("it cannot be sent");
    };
    assert_eq!(error.kind(), TransportErrorKind::Unusable);
    assert_eq!(error.attempts(), 1);
    assert!(!error.may_be_done());
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains(reason), "{source}");
    // So is a download.
    let list = ListRefunds::new();
    let Err(Error::Transport(error)) = runtime.block_on(list.on(&client).send()) else {
        panic!("it cannot be sent");
    };
    assert_eq!(error.kind(), TransportErrorKind::Unusable);
    assert_eq!(server.finish().seen.len(), 0);
}

#[test]
fn a_runtime_without_timers() {
    let runtime = Builder::new_current_thread().enable_io().build().unwrap();
    check_unusable(&runtime, "enable_time");
    check_unusable(
        &Builder::new_current_thread().build().unwrap(),
        "enable_time",
    );
}

/// A call that waits for its turn waits before it sends, which would say that there are no timers.
#[test]
fn waiting_for_a_turn_without_timers() {
    let server = FaultServer::start([]);
    let builder = Client::builder("sk_test_1").base_url(&server.url);
    let client = builder.max_in_flight(1).build().unwrap();
    let request = CreateRefund::new().charge("ch_1").amount(7);
    // It has the turn, and is not polled again.
    let mut first = pin!(client.execute(request.clone()));
    let whole = Builder::new_current_thread().enable_all().build().unwrap();
    whole.block_on(async {
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
    });
    let options = Options::new().total_timeout(Duration::from_millis(20));
    let second = client.execute(request.with_options(options));
    let bare = Builder::new_current_thread().build().unwrap();
    let Err(Error::Transport(error)) = bare.block_on(second) else {
        panic!("it has no turn");
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert_eq!((error.attempts(), error.may_be_done()), (0, false));
}

#[test]
fn a_runtime_without_io() {
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    check_unusable(&runtime, "enable_io");
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .unwrap();
    check_unusable(&runtime, "enable_io");
}

#[test]
fn no_runtime() {
    let server = FaultServer::start([]);
    let client = client(&server.url);
    let mut call = pin!(client.execute(ListRefunds::new()));
    let Poll::Ready(Err(Error::Transport(error))) =
        call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    else {
        panic!("it cannot be sent");
    };
    assert_eq!(error.kind(), TransportErrorKind::Unusable);
}

#[test]
fn a_runtime_that_has_both() {
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .unwrap();
    let server = FaultServer::start([Event::success()]);
    let client = client(&server.url);
    let request = CreateRefund::new().charge("ch_1").amount(7);
    assert_eq!(runtime.block_on(client.execute(request)).unwrap().amount, 7);
}
