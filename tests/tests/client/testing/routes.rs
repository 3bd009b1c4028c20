//! Which response a request gets, and what a test reads if there is none.

use std::error::Error as _;

use stripe_client::client::{Method, TransportErrorKind};
use stripe_client::json::to_json;
use stripe_client::objects::Refund;
use stripe_client::testing::{Replay, fixture};

use super::{REFUND, REFUNDS, blocking_client, both, client, failure, get};

fn refund(id: &str) -> String {
    to_json(&fixture::<Refund>(&format!(r#"{{"id": "{id}"}}"#)))
}

#[test]
fn the_first_unused_response_that_fits_is_used() {
    let replay = Replay::new()
        .on(Method::Post, REFUND, 200, refund("by route"))
        .on_any(200, refund("any 1"))
        .on(Method::Get, "/v1/refunds/re_9", 200, refund("by path"))
        .on(Method::Get, "/v1/refunds/a b", 200, refund("decoded"))
        .on_any(200, refund("any 2"));
    let stripe = blocking_client(&replay);
    let get = |id: &str| stripe.refunds().retrieve(id).send().unwrap().id;
    assert_eq!(get("re_1"), "any 1");
    assert_eq!(get("re_9"), "by path");
    assert_eq!(get("a b"), "decoded");
    assert_eq!(
        stripe.refunds().update("re_1").send().unwrap().id,
        "by route"
    );
    assert_eq!(get("re_9"), "any 2");
    replay.assert_done();
}

#[test]
fn a_clone_shares_everything() {
    let replay = Replay::new();
    let stripe = blocking_client(&replay);
    // A response that is added later, while the client has the transport.
    let _ = replay.clone().on_any(200, refund("later"));
    assert_eq!(
        stripe.refunds().retrieve("re_1").send().unwrap().id,
        "later"
    );
    assert_eq!(replay.requests().len(), 1);
}

#[test]
fn a_request_without_a_response_is_an_error_that_lists_the_expected_ones() {
    let replay = || {
        Replay::new()
            .on(Method::Get, "/v1/charges/{charge}", 200, "{}")
            .on(Method::Post, REFUND, 200, "{}")
            .on(Method::Post, REFUNDS, 200, "{}")
            .fail(Method::Get, "/v1/balance", TransportErrorKind::Connect)
    };
    both!(
        replay(),
        |stripe| stripe.refunds().retrieve("re_1"),
        |result, replay| {
            let error = result.unwrap_err();
            let expected = "GET /v1/refunds/re_1
expected, nearest first:
  POST /v1/refunds/{refund} → 200
  GET /v1/charges/{charge} → 200
  POST /v1/refunds → 200
  GET /v1/balance → no connection could be made";
            assert_eq!(
                error.to_string(),
                format!("the test does not expect this request (attempts: 1): {expected}")
            );
            // `unwrap` shows it in lines too.
            assert!(format!("{error:?}").contains(expected), "{error:?}");
            assert_eq!(error.source().unwrap().to_string(), expected);
            let stripe_client::Error::Transport(error) = error else {
                panic!("{error:?}");
            };
            assert_eq!(error.kind(), TransportErrorKind::Unexpected);
            assert_eq!(replay.requests().len(), 1);
        }
    );
    // It was not sent, so Stripe did not process it.
    both!(
        replay(),
        |stripe| stripe.refunds().cancel("re_1"),
        |result, replay| {
            assert!(!result.unwrap_err().may_be_done());
            assert_eq!(replay.requests().len(), 1);
        }
    );
}

#[test]
fn a_retry_without_a_response_is_said_to_be_one() {
    let advice = "POST /v1/refunds → 500 (used)
this is a retry: give one response per attempt, or set `max_retries(0)`";
    both!(
        Replay::new().on(Method::Post, REFUNDS, 500, ""),
        |stripe| stripe.refunds().create().charge("ch_1"),
        |result, replay| {
            let error = result.unwrap_err();
            let text = error.to_string();
            assert!(text.contains("(attempts: 2)"), "{text}");
            assert!(text.ends_with(advice), "{text}");
            // `unwrap` shows it too.
            assert!(format!("{error:?}").contains(advice), "{error:?}");
            assert_eq!(replay.requests().len(), 2);
        }
    );
    // The first attempt of another call is none, whatever was used before.
    let replay = get(200, &refund("re_1"));
    let stripe = blocking_client(&replay);
    let send = || stripe.refunds().retrieve("re_1").send();
    send().unwrap();
    let error = send().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("retry:"), "{error}");
}

#[test]
fn what_was_used_is_said_and_without_any_too() {
    let replay = get(200, &refund("re_1"));
    let stripe = blocking_client(&replay);
    let send = || stripe.refunds().retrieve("re_1").send();
    send().unwrap();
    let error = send().unwrap_err().to_string();
    assert!(
        error.ends_with("nearest first:\n  GET /v1/refunds/{refund} → 200 (used)"),
        "{error}"
    );
    let error = client(&Replay::new()).refunds().retrieve("re_1").send();
    let error = crate::wait(error).unwrap_err().to_string();
    assert!(error.ends_with("re_1\nnothing is expected"), "{error}");
}

#[test]
fn assert_done_shows_the_difference() {
    let replay = get(200, &refund("re_1"))
        .on(Method::Post, REFUNDS, 503, "")
        .on_any(402, "");
    assert_eq!(
        failure(&replay).unwrap(),
        "the requests are not those that were expected (- expected, + came):
- GET /v1/refunds/{refund} → 200: did not come
- POST /v1/refunds → 503: did not come
- any request → 402: did not come"
    );
    let replay = get(200, &refund("re_1")).on(Method::Post, REFUNDS, 503, "");
    let stripe = blocking_client(&replay);
    stripe.refunds().retrieve("re_1").send().unwrap();
    // The program drops the error.
    let _ = stripe.refunds().retrieve("re_2_sk_test_hush").send();
    let message = failure(&replay).unwrap();
    assert_eq!(
        message,
        "the requests are not those that were expected (- expected, + came):
  GET /v1/refunds/re_1 → 200
+ GET /v1/refunds/re_2_sk_test_…: was not expected
- POST /v1/refunds → 503: did not come"
    );
    assert_eq!(failure(&Replay::new()), None);
}

#[test]
fn a_response_that_http_does_not_allow_is_a_fault_of_the_test() {
    for (replay, fault) in [
        (
            get(1000, "{}"),
            "the status 1000 of the response is not one of HTTP",
        ),
        (
            get(200, "{}").header("a b", "c"),
            "the header `a b` of the response is not valid in HTTP",
        ),
        (
            get(200, "{}").header("a", "\n"),
            "the header `a` of the response is not valid in HTTP",
        ),
    ] {
        let sent = blocking_client(&replay).refunds().retrieve("re_1").send();
        let error = sent.unwrap_err().to_string();
        assert!(error.ends_with(fault), "{error}");
        let message = failure(&replay).unwrap();
        assert!(
            message.ends_with(&format!("! GET /v1/refunds/re_1: {fault}")),
            "{message}"
        );
    }
    let replay = Replay::new().header("Retry-After", "1");
    assert!(
        failure(&replay)
            .unwrap()
            .ends_with("! there is no response for the header `Retry-After`")
    );
}
