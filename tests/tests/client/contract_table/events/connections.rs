//! Connections that cannot be made: nothing was sent, and both clients must know it.

use std::net::Shutdown;

use crate::contract_table::Place;
use crate::contract_table::call::Call;
use crate::contract_table::row::{REFUND, Row, broken, response, success, unconnected};
use crate::contract_table::server::Wire;
use crate::contract_table::tls::Shows;

const ALERT: Place = Place::BeforeTls(|wire| {
    wire.some();
    wire.send([21, 3, 3, 0, 2, 2, 40]);
});
const CLOSE: Place = Place::BeforeTls(Wire::some);
const SILENCE: Place = Place::BeforeTls(Wire::wait);
const PLAIN: Place = Place::BeforeTls(|wire| {
    wire.some();
    wire.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
});
const HALF: Place = Place::BeforeTls(|wire| {
    wire.some();
    wire.send([22, 3, 3, 0, 100, 2, 0, 0]);
    let _ = wire.tcp().shutdown(Shutdown::Write);
    wire.wait();
});

fn ok(wire: &mut Wire) {
    while wire.request().is_some() {
        wire.send(response("200 OK", "", REFUND));
    }
}

/// A proxy that answers the request for a tunnel with this.
macro_rules! proxy {
    ($answer:expr) => {
        Place::Proxy(|wire| {
            wire.head();
            wire.send($answer);
        })
    };
}

/// A tunnel of a proxy to a server that shows this certificate.
macro_rules! tunnel {
    ($shows:expr) => {
        |wire| {
            wire.head();
            wire.send("HTTP/1.1 200 Connection established\r\n\r\n");
            wire.start_tls($shows);
            ok(wire);
        }
    };
}

/// A proxy for plain HTTP, for which reqwest sends the request and ureq asks for a tunnel.
fn forward(wire: &mut Wire) {
    while let Some(request) = wire.request() {
        if request.starts_with("CONNECT ") {
            wire.send("HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
            wire.send(response("200 OK", "", REFUND));
        }
    }
}

pub fn rows() -> Vec<Row> {
    vec![
        unconnected("refused", Place::Nowhere),
        unconnected("refused, DELETE", Place::Nowhere).call(Call::Delete),
        unconnected("refused, GET", Place::Nowhere).call(Call::Get),
        unconnected("no such host", Place::UnknownHost),
        success("TLS", Place::Tls(Shows::Good, ok)),
        unconnected("TLS: an alert", ALERT),
        unconnected("TLS: an alert, empty POST", ALERT).call(Call::EmptyPost),
        unconnected("TLS: an alert, DELETE", ALERT).call(Call::Delete),
        unconnected("TLS: an alert, GET", ALERT).call(Call::Get),
        unconnected("TLS: the server speaks plain HTTP", PLAIN),
        unconnected("TLS: closed at once", Place::BeforeTls(|_| {})),
        unconnected("TLS: closed in the handshake", CLOSE),
        unconnected("TLS: closed in the handshake, DELETE", CLOSE).call(Call::Delete),
        unconnected("TLS: closed within a message", HALF),
        unconnected("TLS: silence in the handshake", SILENCE).slow(),
        unconnected("TLS: silence in the handshake, empty POST", SILENCE)
            .slow()
            .call(Call::EmptyPost),
        unconnected("TLS: silence in the handshake, DELETE", SILENCE)
            .slow()
            .call(Call::Delete),
        unconnected("TLS: silence in the handshake, GET", SILENCE)
            .slow()
            .call(Call::Get),
        unconnected("TLS: another name", Place::Tls(Shows::OtherName, ok)),
        unconnected("TLS: expired", Place::Tls(Shows::Expired, ok)),
        unconnected("TLS: another CA", Place::Tls(Shows::OtherCa, ok)),
        // In TLS 1.3 the client is done, and sends the request, before the server refuses it.
        broken(
            "TLS: no certificate of the client",
            Place::Tls(Shows::GoodAndRequiresOne, ok),
        ),
        success("proxy: plain HTTP", Place::PlainProxy(forward)),
        success("proxy: a tunnel", Place::Proxy(tunnel!(Shows::Good))),
        unconnected(
            "proxy: a tunnel to another name",
            Place::Proxy(tunnel!(Shows::OtherName)),
        ),
        success(
            "proxy over TLS: a tunnel",
            Place::SecureProxy(Shows::Good, tunnel!(Shows::Good)),
        ),
        unconnected(
            "proxy over TLS: a tunnel to another name",
            Place::SecureProxy(Shows::Good, tunnel!(Shows::OtherName)),
        ),
        unconnected(
            "proxy over TLS: another CA",
            Place::SecureProxy(Shows::OtherCa, tunnel!(Shows::Good)),
        ),
        unconnected(
            "proxy over TLS: closed",
            Place::SecureProxy(Shows::Good, |wire| drop(wire.head())),
        ),
        unconnected("TLS: silence until the connect timeout", SILENCE).connects_slowly(),
        unconnected(
            "proxy: silence until the connect timeout, DELETE",
            Place::Proxy(Wire::wait),
        )
        .connects_slowly()
        .call(Call::Delete),
        unconnected("proxy: refused", Place::NoProxy),
        unconnected(
            "proxy: 407",
            proxy!("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"),
        ),
        unconnected(
            "proxy: 502",
            proxy!("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
        ),
        unconnected("proxy: not HTTP", proxy!("SSH-2.0-OpenSSH\r\n\r\n")),
        unconnected("proxy: closed", proxy!("")),
        unconnected(
            "proxy: closed after the tunnel was made",
            proxy!("HTTP/1.1 200 OK\r\n\r\n"),
        ),
        unconnected("proxy: silence", Place::Proxy(Wire::wait)).slow(),
        unconnected("proxy: silence, DELETE", Place::Proxy(Wire::wait))
            .slow()
            .call(Call::Delete),
    ]
}
