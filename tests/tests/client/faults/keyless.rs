//! Calls without an idempotency key: they can be retried because they are idempotent, or do not change anything.

use stripe_client::Error;
use stripe_client::client::{Method, Raw};
use tests::faults::{Applied, Delivery, Event, FaultServer, Point, Read, Record};

use super::caller::{Caller, MODES, PATIENT};

const V1: &str = "/v1/things/1";
const V2: &str = "/v2/core/things/1";

fn lost() -> Event {
    Event::delivered(Delivery::Cut(Point::Nothing))
}

/// Makes a call with both clients.
fn call(
    script: &[Event],
    method: Method,
    path: &'static str,
    check: impl Fn(Result<u32, Error>, Record),
) {
    for mode in MODES {
        let server = FaultServer::start(script.to_vec());
        let caller = Caller::new(mode, &server.url, 2, PATIENT);
        let result = caller.raw(Raw::new(method, path));
        drop(caller);
        check(result.map(|reply| reply.attempts()), server.finish());
    }
}

#[test]
fn a_read_is_sent_again() {
    let faults = [
        Event::Hangup(Read::Nothing),
        Event::Hangup(Read::Head),
        lost(),
        Event::delivered(Delivery::Unterminated),
        Event::status(409, "any"),
        Event::status(500, "any"),
    ];
    for path in [V1, V2] {
        for fault in &faults {
            let script = [fault.clone(), fault.clone()];
            call(&script, Method::Get, path, |result, record| {
                assert_eq!(result.unwrap(), 3, "{fault:?}");
                assert_eq!(record.seen.len(), 3);
                assert!(record.keys().iter().all(Option::is_none));
            });
        }
    }
}

#[test]
fn a_delete_that_never_came_is_done_by_the_next() {
    let script = [Event::Hangup(Read::Head), lost().applied(Applied::Never)];
    call(&script, Method::Delete, V1, |result, record| {
        assert_eq!(result.unwrap(), 3);
        assert_eq!(record.keys(), [None, None]);
        assert_eq!(record.effects.len(), 1);
    });
}

/// The first attempt deleted the object, and the second does not find it: the error says that this is possible.
#[test]
fn a_delete_whose_answer_was_lost_possibly_done() {
    call(&[lost()], Method::Delete, V1, |result, record| {
        let error = result.unwrap_err();
        let error = error.as_api().unwrap();
        assert_eq!((error.status(), error.attempts()), (404, 2));
        assert!(error.possibly_done());
        assert_eq!(error.code(), Some("resource_missing"));
        assert_eq!(record.effects.len(), 1);
    });
}

#[test]
fn a_delete_of_nothing_is_not() {
    call(
        &[Event::status(404, "any")],
        Method::Delete,
        V1,
        |result, record| {
            let error = result.unwrap_err();
            let error = error.as_api().unwrap();
            assert_eq!((error.status(), error.attempts()), (404, 1));
            assert!(!error.possibly_done());
            assert!(record.effects.is_empty());
        },
    );
}

/// A server that does not know keys does a PUT or PATCH twice, so each is sent with one, and the same one again.
#[test]
fn a_put_and_a_patch_have_a_key() {
    for method in [Method::Put, Method::Patch] {
        for path in [V1, V2] {
            call(&[lost(), lost()], method, path, |result, record| {
                assert_eq!(result.unwrap(), 3);
                let keys = record.keys();
                assert!(keys.len() == 3 && keys.first().is_some_and(Option::is_some));
                assert!(keys.iter().all(|key| Some(key) == keys.first()));
            });
        }
    }
}

/// v2 sends a key, so the response is that of the first attempt.
#[test]
fn a_delete_of_v2_has_a_key() {
    call(&[lost(), lost()], Method::Delete, V2, |result, record| {
        assert_eq!(result.unwrap(), 3);
        let keys = record.keys();
        assert!(keys.len() == 3 && keys.first().is_some_and(Option::is_some));
        assert!(keys.iter().all(|key| Some(key) == keys.first()));
        assert_eq!(record.effects.len(), 1);
    });
}
