//! Responses that a client must not buffer completely, and redirects that it must not follow.

use stripe_client::ErrorClass;
use tests::faults::{Applied, Body, Delivery, Event, FaultServer, Huge};
use tests::server::{Answer, Server};

use super::caller::{Caller, MODES, Outcome, PATIENT};

/// The limit for a body.
const BODY: usize = 64 << 20;

/// A generous upper bound for the headers that are read.
const HEADERS: usize = 1 << 20;

/// A generous upper bound for the socket buffers of both ends.
const BUFFERS: usize = 30 << 20;

/// Nothing of a response that is too long is kept.
#[test]
fn a_hundred_megabytes() {
    for mode in MODES {
        for huge in [Huge::Body, Huge::Chunks, Huge::Header] {
            let server = FaultServer::start([Event::delivered(Delivery::Huge(huge))]);
            let caller = Caller::new(mode, &server.url, 0, PATIENT);
            let got = caller.create(7);
            let case = format!("{mode:?} {huge:?}: {got:?}");
            assert!(matches!(got.outcome, Outcome::Broken(_)), "{case}");
            assert_eq!(got.body, None, "{case}");
            assert!(got.key.is_some(), "{case}");
            let next = caller.create(8);
            assert!(matches!(next.outcome, Outcome::Success(_, 8)), "{next:?}");
            drop(caller);
            let record = server.finish();
            assert_eq!(record.effects.len(), 2, "{case}");
            let sent = record.seen.first().map_or(0, |seen| seen.sent);
            let taken = if huge == Huge::Header { HEADERS } else { BODY };
            assert!(sent < taken + BUFFERS, "{case}: {sent} bytes were taken");
        }
    }
}

#[test]
fn redirects_are_answers() {
    for mode in MODES {
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = Server::start(vec![Answer::ok("{}")]);
            let away = format!("{}/v1/refunds", elsewhere.url);
            for location in [away.as_str(), "/v1/refunds/re_1", "//127.0.0.1/v1/refunds"] {
                let event = Event::answer(Applied::Never, status, Body::Empty)
                    .with_header("Location", location);
                let server = FaultServer::start([event.clone(), event]);
                let caller = Caller::new(mode, &server.url, 2, PATIENT);
                for got in [caller.create(7), caller.retrieve()] {
                    let refused = Outcome::Refused(status, ErrorClass::Api);
                    assert_eq!(got.outcome, refused, "{mode:?} {location}");
                    assert_eq!(got.attempts, 1);
                }
                drop(caller);
                let record = server.finish();
                assert_eq!(record.seen.len(), 2, "{mode:?} {location}");
                assert!(record.effects.is_empty());
            }
            assert!(elsewhere.is_idle(), "the key stays with its host");
        }
    }
}
