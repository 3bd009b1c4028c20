//! Requests that are not sent completely, or are answered before they are.

use std::io::{self, Read};
use std::thread::sleep;
use std::time::Duration;

use stripe_client::ErrorClass;
use stripe_client::client::TransportErrorKind as Kind;
use stripe_client::params::Upload;
use tests::faults::{Delivery, Event as Fault, Point, Read as Part};

use crate::contract_table::Place;
use crate::contract_table::call::Call;
use crate::contract_table::row::{
    NOT_DONE, REFUND, Row, broken, delivered, each, failed, late, refused, response, success,
};
use crate::contract_table::server::Wire;
use crate::contract_table::tls::Shows;

/// Longer than the timeouts of the events that must be slow.
const LONG: Duration = Duration::from_secs(3);

const LARGE: Call = Call::Upload(|| Upload::bytes("x", vec![0; 30 << 20]));
const MISSING: Call = Call::Upload(|| Upload::path("/nowhere/at/all"));
const TRUNCATED: Call =
    Call::Upload(|| Upload::source("x", Some(1 << 20), || Ok(io::repeat(0).take(100_000))));
const SLOW_TO_OPEN: Call = Call::Upload(|| {
    Upload::source("x", Some(1), || {
        sleep(LONG);
        Ok(&b"x"[..])
    })
});
const SLOW_TO_READ: Call = Call::Upload(|| Upload::source("x", Some(1000), || Ok(SlowReader)));

struct SlowReader;

impl Read for SlowReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        sleep(LONG);
        io::repeat(b'x').take(1).read(buffer)
    }
}

fn ok(wire: &mut Wire) {
    while wire.request().is_some() {
        wire.send(response("200 OK", "", REFUND));
    }
}

/// Refuses an upload, when the client has sent as much as fits into the buffers of both ends, and closes the connection
/// with the rest unread.
fn early(wire: &mut Wire) {
    wire.head();
    sleep(Duration::from_millis(300));
    let body = r#"{"error":{"type":"invalid_request_error"}}"#;
    wire.send(response("413 Too Large", "Connection: close\r\n", body));
}

fn early_and_lingering(wire: &mut Wire) {
    early(wire);
    wire.wait();
}

fn closes_within_the_body(wire: &mut Wire) {
    wire.head();
    let _ = wire.read_exact(&mut [0; 1000]);
}

fn reads_only_the_head(wire: &mut Wire) {
    wire.head();
    sleep(Duration::from_secs(30));
}

pub fn rows() -> Vec<Row> {
    let unreadable = |name, call| {
        failed(name, Place::Http(ok), Kind::Body, 1)
            .not_done(NOT_DONE)
            .call(call)
    };
    let unsent = |name, place, call| late(name, place).once().not_done(NOT_DONE).call(call);
    let too_large = |name, place| refused(name, place, 413, ErrorClass::Api).call(LARGE);
    let tls = |serve| Place::Tls(Shows::Good, serve);
    vec![
        success("closed after each response", delivered(Delivery::Close)),
        broken(
            "closed before the request",
            each(Fault::Hangup(Part::Nothing)),
        ),
        broken(
            "closed in the request's head",
            each(Fault::Hangup(Part::Head)),
        ),
        broken(
            "closed in the request's body",
            each(Fault::Hangup(Part::Body)),
        ),
        broken(
            "closed before the response",
            delivered(Delivery::Cut(Point::Nothing)),
        ),
        broken(
            "TLS: closed before the response",
            tls(|wire| drop(wire.request())),
        ),
        broken("closed in an upload", Place::Http(closes_within_the_body)).call(LARGE),
        broken("TLS: closed in an upload", tls(closes_within_the_body)).call(LARGE),
        too_large("413 to an upload", Place::Http(early)),
        too_large(
            "413 to an upload, lingering",
            Place::Http(early_and_lingering),
        ),
        too_large("TLS: 413 to an upload", tls(early)),
        too_large("TLS: 413 to an upload, lingering", tls(early_and_lingering)),
        unsent(
            "an upload that is not read",
            Place::Http(reads_only_the_head),
            LARGE,
        ),
        unsent(
            "TLS: an upload that is not read",
            tls(reads_only_the_head),
            LARGE,
        ),
        unreadable("an upload that cannot be opened", MISSING),
        unreadable("an upload that ends too early", TRUNCATED),
        unsent(
            "an upload that is slow to open",
            Place::Http(ok),
            SLOW_TO_OPEN,
        ),
        unsent(
            "an upload that is slow to read",
            Place::Http(ok),
            SLOW_TO_READ,
        ),
        unsent("TLS: an upload that is slow to read", tls(ok), SLOW_TO_READ),
    ]
}
