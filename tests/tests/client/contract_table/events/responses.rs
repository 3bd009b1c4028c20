//! Responses that break off, do not end, or are too long.

use tests::faults::{Delivery, Huge, Point};

use crate::contract_table::Place;
use crate::contract_table::call::Call;
use crate::contract_table::row::{
    KEYLESS, REFUND, Row, broken, delivered, late, response, success, too_long,
};
use crate::contract_table::tls::Shows;

/// A server whose response has so many more headers, each of this many bytes.
macro_rules! headers {
    ($number:expr, $bytes:expr) => {
        Place::Http(|wire| {
            let header = |number| format!("X-{number:04}: {}\r\n", "x".repeat($bytes - 10));
            let headers: String = (0..$number).map(header).collect();
            while wire.request().is_some() {
                wire.send(response("200 OK", &headers, REFUND));
            }
        })
    };
}

pub fn rows() -> Vec<Row> {
    let cut = |point| delivered(Delivery::Cut(point));
    let silence = |point| delivered(Delivery::Stalled(point));
    vec![
        broken("cut in the head", cut(Point::Head)),
        broken("cut after the head", cut(Point::Between)),
        broken("cut in the body", cut(Point::Body)),
        broken("cut in the body, GET", cut(Point::Body)).get(),
        broken(
            "TLS: cut in the body",
            Place::Tls(Shows::Good, |wire| {
                wire.request();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            }),
        ),
        // Without the last message of TLS, anybody on the way may have cut it.
        broken(
            "TLS: cut in a body without a length",
            Place::Tls(Shows::Good, |wire| {
                wire.request();
                wire.send(format!(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{REFUND}"
                ));
            }),
        ),
        late("silence", silence(Point::Nothing)),
        late("silence, empty POST", silence(Point::Nothing)).call(Call::EmptyPost),
        late("silence, DELETE", silence(Point::Nothing))
            .call(Call::Delete)
            .advice(KEYLESS),
        late("silence, GET", silence(Point::Nothing)).get(),
        late("silence in the head", silence(Point::Head)),
        late("silence after the head", silence(Point::Between)),
        late("silence in the body", silence(Point::Body)),
        late(
            "TLS: silence",
            Place::Tls(Shows::Good, |wire| {
                wire.request();
                wire.wait();
            }),
        ),
        late(
            "an endless header",
            delivered(Delivery::Endless(Point::Head)),
        ),
        late("an endless body", delivered(Delivery::Endless(Point::Body))),
        success("a byte at a time", delivered(Delivery::Bytewise)),
        too_long("a body of 100 MB", delivered(Delivery::Huge(Huge::Body))),
        too_long("chunks of 100 MB", delivered(Delivery::Huge(Huge::Chunks))),
        too_long(
            "a header of 100 MB",
            delivered(Delivery::Huge(Huge::Header)),
        ),
        success("70 kB of headers", headers!(70, 1000)),
        too_long("200 kB of headers", headers!(100, 2000)),
        too_long("500 kB of headers", headers!(100, 5000)),
        success("120 headers", headers!(120, 20)),
        too_long("150 headers", headers!(150, 20)),
    ]
}
