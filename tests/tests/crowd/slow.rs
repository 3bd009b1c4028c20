//! Readers that take their time: what they have not read waits at the server, not in the memory of the client, and other
//! calls go on.

use std::time::Duration;

use stripe_client::client::{Method, Raw};
use stripe_client::services::refunds::CreateRefund;
use stripe_client::{Client, blocking};
use tests::faults::{Delivery, Event, FaultServer, Huge};
use tokio::runtime::Runtime;

/// Readers, each of a file of a hundred megabytes.
const READERS: usize = 20;

/// What the system buffers of a connection, on both sides. A file is far longer.
const BUFFERS: usize = 30 << 20;

const BUSY: i64 = 100;

fn file() -> Raw {
    Raw::new(Method::Get, "/v1/files/file_1/contents")
}

fn request(amount: i64) -> CreateRefund {
    CreateRefund::new().charge("ch_1").amount(amount)
}

fn server() -> FaultServer {
    FaultServer::start(vec![Event::delivered(Delivery::Huge(Huge::Body)); READERS])
}

/// All writes were done, and no file was sent any further than the buffers reach.
fn check(server: FaultServer) {
    let record = server.finish();
    assert_eq!(record.effects.len(), BUSY as usize);
    let files = record.seen.iter().filter(|seen| {
        let request = seen.request.as_ref();
        request.is_some_and(|request| request.line.contains("file_1"))
    });
    let sent: Vec<usize> = files.map(|seen| seen.sent).collect();
    assert_eq!(sent.len(), READERS);
    let most = sent.iter().max().expect("a file");
    println!(
        "tally: {READERS} slow readers, at most {} MB of 100 MB sent to each, {BUSY} other calls done",
        most >> 20
    );
    assert!(sent.iter().all(|sent| *sent < BUFFERS), "{sent:?}");
}

#[test]
fn asynchronous() {
    let server = server();
    let client = Client::builder("sk_test_1").base_url(&server.url);
    let client = client
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client");
    Runtime::new().expect("a runtime").block_on(async {
        let mut readers = Vec::new();
        for _ in 0..READERS {
            let mut download = file().on(&client).download().await.expect("a file");
            let piece = download.chunk().await.expect("a piece");
            assert!(piece.is_some());
            readers.push(download);
        }
        for amount in 0..BUSY {
            client.execute(request(amount)).await.expect("a refund");
        }
        drop(readers);
    });
    check(server);
}

#[test]
fn blocking() {
    use std::io::Read as _;

    let server = server();
    let client = blocking::Client::builder("sk_test_1").base_url(&server.url);
    let client = client
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client");
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let mut download = file().on(&client).download().expect("a file");
        download.read_exact(&mut [0; 100]).expect("a piece");
        readers.push(download);
    }
    for amount in 0..BUSY {
        client.execute(request(amount)).expect("a refund");
    }
    drop(readers);
    check(server);
}
