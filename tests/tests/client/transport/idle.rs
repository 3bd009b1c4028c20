//! Bytes that nobody asked for, on a connection that waits for its next request: they are not the response to it.

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use stripe_client::services::refunds::CreateRefund;
use stripe_client::{Client, blocking};
use tokio::runtime::{Builder, Runtime};

use crate::contract_table::server::{Loopback, Wire};
use crate::contract_table::tls;

/// Longer than the server waits before its unsolicited response.
const IDLE: Duration = Duration::from_millis(150);

/// The amount that nobody asked for.
const FORGED: &str = "666";

fn respond(wire: &mut Wire, amount: &str) {
    let body = format!(
        r#"{{"id":"re_1","object":"refund","amount":{amount},"created":1700000000,"currency":"eur"}}"#
    );
    wire.send(format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ));
}

/// Responds to each request, and then once more.
fn serve(wire: &mut Wire) {
    while let Some(request) = wire.request() {
        let (_, amount) = request.split_once("amount=").unwrap();
        respond(wire, amount.split('&').next().unwrap());
        sleep(IDLE / 3);
        respond(wire, FORGED);
    }
}

fn servers() -> [(Loopback, String); 2] {
    let plain = Loopback::start(None, serve);
    let secure = Loopback::start(Some(tls::server(tls::Shows::Good)), serve);
    let url = format!("http://{}", plain.address);
    let secure_url = format!("https://localhost:{}", secure.address.port());
    [(plain, url), (secure, secure_url)]
}

fn request(amount: i64) -> CreateRefund {
    CreateRefund::new().charge("ch_1").amount(amount)
}

macro_rules! client {
    ($client:ty, $url:expr) => {
        <$client>::builder("sk_test_1")
            .base_url($url)
            .ca_bundle(tls::ca_bundle())
            .max_retries(0)
            .build()
            .unwrap()
    };
}

/// Sends requests, between which the runtime does nothing.
fn check(runtime: &Runtime) {
    for (_server, url) in servers() {
        let client = client!(Client, &url);
        for amount in 1..4 {
            let reply = runtime.block_on(client.execute(request(amount))).unwrap();
            assert_eq!(reply.amount, amount, "{url}");
            sleep(IDLE);
        }
        // From a task, and not only from the future that the runtime was started with.
        let client = Arc::new(client);
        for amount in 4..6 {
            let client = Arc::clone(&client);
            let task = async move { client.execute(request(amount)).await.unwrap().amount };
            let got = runtime.block_on(async { tokio::spawn(task).await.unwrap() });
            assert_eq!(got, amount, "{url}");
            sleep(IDLE);
        }
    }
}

#[test]
fn a_runtime_on_one_thread() {
    check(&Builder::new_current_thread().enable_all().build().unwrap());
}

/// There are always more tasks to run than the runtime runs before it looks for I/O.
#[test]
fn a_runtime_on_one_busy_thread() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..300 {
        runtime.spawn(async {
            loop {
                // Not with `yield_now`, which waits until there is nothing else to do.
                let mut polled = false;
                std::future::poll_fn(|context| {
                    context.waker().wake_by_ref();
                    if std::mem::replace(&mut polled, true) {
                        std::task::Poll::Ready(())
                    } else {
                        std::task::Poll::Pending
                    }
                })
                .await;
            }
        });
    }
    check(&runtime);
}

#[test]
fn a_runtime_on_more_threads() {
    check(
        &Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap(),
    );
}

#[test]
fn no_runtime() {
    for (_server, url) in servers() {
        let client = client!(blocking::Client, &url);
        for amount in 1..4 {
            let reply = client.execute(request(amount)).unwrap();
            assert_eq!(reply.amount, amount, "{url}");
            sleep(IDLE);
        }
    }
}
