//! The time limit for connecting.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use stripe_client::Error;
use stripe_client::client::{Builder, TransportErrorKind};
use tests::server::{Answer, Server};

use super::{At, REFUND, Settings, Via, both};
use crate::wait;

/// The same settings, and a short time to connect, but not to respond.
struct Impatient<S>(S);

impl<S: Settings> Settings for Impatient<S> {
    fn on<M>(&self, builder: Builder<M>) -> Builder<M> {
        self.0
            .on(builder)
            .connect_timeout(Duration::from_millis(200))
    }
}

/// A listener whose queue is full, so that it accepts no connection, and the connections that fill it.
fn full() -> (TcpListener, SocketAddr, Vec<TcpStream>) {
    let listener = wait(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        socket.listen(1).unwrap().into_std().unwrap()
    });
    let address = listener.local_addr().unwrap();
    let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(200)).ok();
    let waiting = std::iter::from_fn(connect).take(100).collect::<Vec<_>>();
    assert!(waiting.len() < 100, "the queue does not fill");
    (listener, address, waiting)
}

/// Nothing was sent, and it took much less than the 80 seconds of the attempt.
fn check(settings: &impl Settings) {
    let start = Instant::now();
    for result in both("sk_test_1", settings) {
        let Err(Error::Transport(error)) = result else {
            panic!("{result:?}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
        assert!(!error.may_be_done());
    }
    assert!(start.elapsed() < Duration::from_secs(40));
}

#[test]
fn a_connection_that_is_not_accepted_is_no_connection() {
    let (_listener, address, _waiting) = full();
    check(&Impatient(At(format!("http://{address}"))));
}

#[test]
fn a_tls_handshake_and_a_proxy_that_hang_are_no_connection() {
    // It accepts, and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    check(&Impatient(At(format!("https://{address}"))));
    check(&Impatient(Via(
        "https://api.nowhere.invalid",
        format!("http://{address}"),
    )));
}

#[test]
fn a_response_may_take_longer_than_connecting() {
    let server = Server::with(|_| {
        thread::sleep(Duration::from_millis(500));
        Answer::ok(REFUND)
    });
    for result in both("sk_test_1", &Impatient(At(&server.url))) {
        result.unwrap();
    }
}

/// Adding such a timeout to the current time overflows, and none is as short as it looks.
#[test]
fn the_longest_timeout_is_none() {
    struct Patient<S>(S);
    impl<S: Settings> Settings for Patient<S> {
        fn on<M>(&self, builder: Builder<M>) -> Builder<M> {
            self.0.on(builder).connect_timeout(Duration::MAX)
        }
    }
    let server = Server::with(|_| Answer::ok(REFUND));
    for result in both("sk_test_1", &Patient(At(&server.url))) {
        result.unwrap();
    }
}
