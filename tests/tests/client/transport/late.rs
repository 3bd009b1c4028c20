//! Uploads that run out of time: what is reported as not done must never arrive whole.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::params::Upload;
use stripe_client::{Client, Options};

use crate::contract_table::server::Loopback;

/// A connection runs on a thread of its own, and may send the end of a request while the caller gives up.
#[test]
fn an_upload_that_is_reported_as_not_done_never_arrives_whole() {
    let arrived = Arc::new(Mutex::new(HashSet::new()));
    let server = Loopback::start(None, {
        let arrived = Arc::clone(&arrived);
        move |wire| {
            if let Some(request) = wire.request() {
                let header = |line: &str| line.strip_prefix("idempotency-key: ").map(str::to_owned);
                arrived
                    .lock()
                    .unwrap()
                    .extend(request.lines().find_map(header));
                wire.wait();
            }
        }
    });
    let client = Client::builder("sk_test_1")
        .base_url(format!("http://{}", server.address))
        .max_retries(0)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .unwrap();
    let body = vec![b'x'; 150_000];
    let mut ends = Vec::new();
    let start = Instant::now();
    let mut timeout = 0;
    while start.elapsed() < Duration::from_secs(3) {
        let calls = [(); 4].map(|()| {
            timeout = (timeout + 700) % 6000;
            let options = Options::new().timeout(Duration::from_micros(500 + timeout));
            let call = client
                .raw(Method::Post, "/v1/files")
                .param("file", Upload::bytes("a", body.clone()))
                .with_options(options)
                .send::<Json>();
            runtime.spawn(async move {
                let key = call.idempotency_key().unwrap().to_owned();
                (key, call.await.unwrap_err().may_be_done())
            })
        });
        ends.extend(calls.map(|call| runtime.block_on(call).unwrap()));
    }
    // The server reads what the client has sent.
    sleep(Duration::from_millis(300));
    let arrived = arrived.lock().unwrap();
    assert!(!arrived.is_empty() && arrived.len() < ends.len());
    let lies = ends
        .iter()
        .filter(|(key, may_be_done)| arrived.contains(key) && !may_be_done);
    assert_eq!(lies.count(), 0, "of {} calls", ends.len());
}
