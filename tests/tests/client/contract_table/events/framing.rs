//! Responses that frame their body in the ways of HTTP, and in wrong ways.

use std::net::Shutdown;

use tests::faults::Delivery;

use crate::contract_table::Place;
use crate::contract_table::row::{REFUND, Row, broken, delivered, response, success, undecodable};

/// A server that answers one request with these bytes, and closes the connection.
macro_rules! answer {
    ($bytes:expr) => {
        Place::Http(|wire| {
            wire.request();
            wire.send($bytes);
            let _ = wire.tcp().shutdown(Shutdown::Write);
            wire.wait();
        })
    };
}

/// [`answer`] with these headers before the refund.
macro_rules! head {
    ($head:expr) => {
        answer!(format!("HTTP/1.1 200 OK\r\n{}\r\n\r\n{REFUND}", $head))
    };
}

/// [`answer`] with a chunk of this declared length.
macro_rules! chunk {
    ($length:expr) => {
        answer!(format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}\r\n{REFUND}\r\n0\r\n\r\n",
            $length
        ))
    };
}

/// The first frame of HTTP/2.
const SETTINGS: [u8; 15] = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 128];

pub fn rows() -> Vec<Row> {
    vec![
        success("chunks", delivered(Delivery::Chunked)),
        success("no length", delivered(Delivery::Unmeasured)),
        success("after a 103", delivered(Delivery::Announced)),
        success(
            "after a 100",
            answer!("HTTP/1.1 100 Continue\r\n\r\n".to_owned() + &response("200 OK", "", REFUND)),
        ),
        success(
            "HTTP/1.0",
            answer!(format!("HTTP/1.0 200 OK\r\n\r\n{REFUND}")),
        ),
        success("no reason phrase", answer!(response("200", "", REFUND))),
        success(
            "a second response, unsolicited",
            answer!(response("200 OK", "", REFUND) + &response("500 No", "", "")),
        ),
        broken(
            "Content-Length above the body's",
            delivered(Delivery::TooLong),
        ),
        undecodable(
            "Content-Length below the body's",
            delivered(Delivery::TooShort),
        ),
        broken("Content-Length is no number", head!("Content-Length: x")),
        broken(
            "Content-Length twice",
            head!("Content-Length: 10\r\nContent-Length: 20"),
        ),
        broken("no last chunk", delivered(Delivery::Unterminated)),
        broken("a chunk shorter than its length", chunk!("ff")),
        broken("a chunk longer than its length", chunk!("1")),
        broken("a chunk without a length", chunk!("x")),
        broken("a header without a colon", head!("Content-Length 10")),
        broken("not HTTP", delivered(Delivery::Garbage)),
        broken("HTTP/0.9", answer!(REFUND)),
        broken("HTTP/2", answer!(SETTINGS)),
        undecodable("no body", answer!(response("200 OK", "", ""))),
        undecodable(
            "204",
            answer!("HTTP/1.1 204 No Content\r\nRequest-Id: req_1\r\n\r\n"),
        ),
        undecodable("another object", answer!(response("200 OK", "", "[]"))),
        undecodable(
            "a compressed body",
            answer!(response(
                "200 OK",
                "Content-Encoding: gzip\r\n",
                "\u{1f}\u{8b}"
            )),
        ),
    ]
}
