//! The rows of the table: an event, and what both clients must report.

use stripe_client::ErrorClass;
use stripe_client::client::TransportErrorKind as Kind;
use tests::faults::{Delivery, Event as Fault};

use super::Place;
use super::call::{Call, Got, Outcome};

/// An event, and what the caller must get.
pub struct Row {
    pub name: &'static str,
    pub call: Call,
    pub place: Place,
    pub retries: u32,
    /// Whether the client must wait until its timeout.
    pub slow: bool,
    /// Whether the client must wait until its connect timeout, which is much shorter then.
    pub connects_slowly: bool,
    pub expected: Got,
}

pub const CHECK_NETWORK: &str =
    "Stripe did not process the request: check the network, the proxy and the base URL";
pub const NOT_DONE: &str = "Stripe did not process the request";
pub const FIND_OUT: &str = "Stripe may have processed the request: to find out, retry with the same idempotency key, \
    within 24 hours of when it was made";
pub const KEYLESS: &str = "Stripe may have processed the request: check before you retry";
pub const ANOTHER_KEY: &str = "Stripe may have processed the request: check before you retry with another idempotency \
    key, or with the same one after 24 hours";
pub const FOREIGN: &str = "the response is not Stripe's but of something in between, such as a proxy, and Stripe may have \
    processed the request: retry only with the same idempotency key, within 24 hours of when it was made";
pub const CONFLICT: &str = "another request is using the same object or the same idempotency key: retry later, with the \
    same key, within 24 hours of when it was made";
pub const PERMISSIONS: &str =
    "check the permissions of the API key, and the account or context of the call";
pub const FEWER: &str = "send fewer requests at a time";
pub const REDIRECT: &str = "redirects are not followed: check the base URL";

/// The response to a successful POST or GET.
pub const REFUND: &str =
    r#"{"id":"re_1","object":"refund","amount":7,"created":1700000000,"currency":"eur"}"#;

impl Row {
    /// A POST that may be done, with two retries.
    fn new(name: &'static str, place: Place, outcome: Outcome, attempts: u32) -> Self {
        Self {
            name,
            call: Call::Post,
            place,
            retries: 2,
            slow: false,
            connects_slowly: false,
            expected: Got {
                outcome,
                attempts,
                may_be_done: true,
                advice: String::new(),
            },
        }
    }

    pub fn call(self, call: Call) -> Self {
        Self { call, ..self }
    }

    /// A GET, which changes nothing.
    pub fn get(self) -> Self {
        self.call(Call::Get).not_done("")
    }

    /// A call without retries.
    pub fn once(mut self) -> Self {
        self.retries = 0;
        self.attempts(1)
    }

    pub fn connects_slowly(self) -> Self {
        Self {
            connects_slowly: true,
            ..self
        }
    }

    pub fn slow(self) -> Self {
        Self { slow: true, ..self }
    }

    pub fn attempts(mut self, attempts: u32) -> Self {
        self.expected.attempts = attempts;
        self
    }

    pub fn not_done(mut self, advice: &str) -> Self {
        self.expected.may_be_done = false;
        self.advice(advice)
    }

    pub fn may_be_done(mut self, advice: &str) -> Self {
        self.expected.may_be_done = true;
        self.advice(advice)
    }

    pub fn advice(mut self, advice: &str) -> Self {
        self.expected.advice = advice.to_owned();
        self
    }
}

pub fn success(name: &'static str, place: Place) -> Row {
    Row::new(name, place, Outcome::Success, 1)
}

pub fn undecodable(name: &'static str, place: Place) -> Row {
    Row::new(name, place, Outcome::Undecodable, 1)
}

/// No connection, in each of three attempts.
pub fn unconnected(name: &'static str, place: Place) -> Row {
    failed(name, place, Kind::Connect, 3).not_done(CHECK_NETWORK)
}

/// A request without a complete response, in each of three attempts.
pub fn broken(name: &'static str, place: Place) -> Row {
    failed(name, place, Kind::Other, 3).advice(FIND_OUT)
}

/// No response in time, in each of three attempts.
pub fn late(name: &'static str, place: Place) -> Row {
    failed(name, place, Kind::Timeout, 3)
        .slow()
        .advice(FIND_OUT)
}

/// A response above a limit.
pub fn too_long(name: &'static str, place: Place) -> Row {
    failed(name, place, Kind::TooLong, 1).advice(FIND_OUT)
}

pub fn failed(name: &'static str, place: Place, kind: Kind, attempts: u32) -> Row {
    Row::new(name, place, Outcome::Broken(kind), attempts)
}

/// A complete response other than 2xx.
pub fn refused(name: &'static str, place: Place, status: u16, class: ErrorClass) -> Row {
    Row::new(name, place, Outcome::Refused(status, class), 1).not_done("")
}

/// A success, delivered like this in each attempt.
pub fn delivered(delivery: Delivery) -> Place {
    each(Fault::delivered(delivery))
}

/// The same fault in each attempt.
pub fn each(fault: Fault) -> Place {
    Place::Faults(vec![fault; 3])
}

/// A response with this status line, these further headers, and this body.
pub fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nRequest-Id: req_1\r\n{headers}\r\n{body}"
    )
}
