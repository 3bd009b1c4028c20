//! Failures, retries, and responses that are Stripe's or not.

use std::time::{Duration, Instant};

use stripe_client::client::{Method, TransportErrorKind};
use stripe_client::objects::Refund;
use stripe_client::testing::{Replay, fixture};
use stripe_client::{Client, ErrorClass};

use super::{REFUNDS, both, get};

fn failing(kind: TransportErrorKind) -> Replay {
    let replay = Replay::new();
    replay
        .fail(Method::Post, REFUNDS, kind)
        .fail_any(kind)
        .fail_any(kind)
}

#[test]
fn a_failure_is_before_or_after_the_request_was_sent() {
    for (kind, may_be_done) in [
        (TransportErrorKind::Connect, false),
        (TransportErrorKind::Timeout, true),
        (TransportErrorKind::Other, true),
    ] {
        both!(
            failing(kind),
            |stripe| stripe.refunds().create().charge("ch_1"),
            |result, replay| {
                let error = result.unwrap_err();
                assert_eq!(error.may_be_done(), may_be_done, "{kind:?}");
                assert_eq!(error.attempts(), 3);
                let requests = replay.requests();
                let key = requests[0].idempotency_key();
                assert!(key.is_some() && key == error.idempotency_key());
                assert!(
                    requests
                        .iter()
                        .all(|request| request.idempotency_key() == key)
                );
                replay.assert_done();
            }
        );
    }
}

#[test]
fn retries_do_not_wait_however_long_the_response_asks() {
    let refund: Refund = fixture("{}");
    let replay = || {
        Replay::new()
            .on(Method::Post, REFUNDS, 503, "")
            .header("Retry-After", "5")
            .on(Method::Post, REFUNDS, 409, "")
            .on(Method::Post, REFUNDS, 200, &refund)
    };
    let start = Instant::now();
    both!(
        replay(),
        |stripe| stripe.refunds().create().charge("ch_1"),
        |result, replay| {
            assert_eq!(result.unwrap(), refund);
            replay.assert_done();
        }
    );
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[test]
fn responses_are_stripes_unless_the_test_says_otherwise() {
    for (replay, class, id) in [
        (get(500, ""), ErrorClass::Api, Some("req_test_1")),
        (
            get(403, "").header("request-id", "req_9"),
            ErrorClass::Permission,
            Some("req_9"),
        ),
        (
            get(403, "<html>").header("Request-Id", ""),
            ErrorClass::Foreign,
            None,
        ),
    ] {
        let builder = Client::builder("sk_test_1").max_retries(0);
        let stripe = builder.transport(replay.clone()).build().unwrap();
        let error = crate::wait(stripe.refunds().retrieve("re_1").send()).unwrap_err();
        assert_eq!(error.request_id(), id);
        assert_eq!(error.as_api().unwrap().class(), class);
        replay.assert_done();
    }
}

#[test]
fn responses_have_the_headers_of_stripes() {
    let refund: Refund = fixture("{}");
    let replay = Replay::new()
        .on_any(200, &refund)
        .header("Stripe-Notice", "soon");
    let stripe = super::client(&replay);
    let reply = crate::wait(stripe.execute(stripe.refunds().create().charge("ch_1"))).unwrap();
    let header = |name: &str| {
        reply
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(header("request-id"), Some("req_test_1"));
    assert_eq!(header("stripe-version"), Some(stripe_client::API_VERSION));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("stripe-notice"), Some("soon"));
    let request = &replay.requests()[0];
    assert!(request.idempotency_key().is_some());
    assert_eq!(header("idempotency-key"), request.idempotency_key());
}

#[test]
fn a_file_is_bytes() {
    let replay = || Replay::new().on(Method::Get, "/v1/files/{file}", 200, vec![0, 159, 255]);
    let blocking = super::blocking_client(&replay());
    let file = blocking
        .raw(Method::Get, "/v1/files/{file}")
        .arg("file_1")
        .download();
    assert_eq!(file.unwrap().into_bytes(10).unwrap(), [0, 159, 255]);
    let stripe = super::client(&replay());
    let file = crate::wait(async {
        let file = stripe
            .raw(Method::Get, "/v1/files/{file}")
            .arg("file_1")
            .download();
        file.await.unwrap().into_bytes(10).await
    });
    assert_eq!(file.unwrap(), [0, 159, 255]);
}
