//! Ends of attempts, and what the call comes to, without time going by.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::params::Upload;
use crate::request::{Encoding, Endpoint, Request};
use http::{HeaderMap, HeaderValue, StatusCode};

/// A reading of the clock.
const NOW: Moment = at(Duration::from_secs(7));

const fn at(elapsed: Duration) -> Moment {
    let unix_time = Some(Timestamp::from_seconds(1_790_000_000));
    Moment { elapsed, unix_time }
}

fn after(time: Duration) -> Moment {
    at(NOW.elapsed + time)
}

const TIMEOUT: Duration = Duration::from_secs(80);

fn request(method: Method, key: bool) -> HttpRequest {
    let mut headers = HeaderMap::new();
    if key {
        headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_static("key-1"));
    }
    HttpRequest {
        method,
        uri: "https://api.stripe.com/v1/x".parse().unwrap(),
        headers,
        body: "a=b".to_owned().into(),
        timeout: TIMEOUT,
    }
}

fn policy() -> Policy {
    Policy {
        max_retries: 2,
        backoff: Duration::from_millis(500),
        total_timeout: None,
        budget: None,
        jitter: || 1.0,
    }
}

fn attempts(request: HttpRequest, policy: Policy) -> Attempts {
    static ENDPOINT: Endpoint = Endpoint::new(crate::client::Method::Get, "/v1/x", Encoding::Query);
    let call = Request::new(&ENDPOINT, []).into_call();
    let trace = Trace::new(&call, &request, &Default::default());
    Attempts::new(request, policy, NOW, trace)
}

fn post() -> Attempts {
    attempts(request(Method::POST, true), policy())
}

/// Stripe's response.
fn answer(status: u16) -> Result<HttpResponse, TransportError> {
    answer_with(status, "request-id", "req_1")
}

fn answer_with(
    status: u16,
    name: &'static str,
    value: &'static str,
) -> Result<HttpResponse, TransportError> {
    let status = StatusCode::from_u16(status).unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_static(value));
    Ok(HttpResponse::new(status, headers, *b"{}"))
}

/// The response of a proxy.
fn foreign(status: u16) -> Result<HttpResponse, TransportError> {
    answer_with(status, "server", "nginx")
}

fn lost(kind: TransportErrorKind) -> Result<HttpResponse, TransportError> {
    Err(TransportError::new(kind, "lost"))
}

/// Makes attempts with these ends until the call has one, without time going by.
fn run(
    attempts: &mut Attempts,
    ends: impl IntoIterator<Item = Result<HttpResponse, TransportError>>,
) -> (Vec<u64>, Result<RawReply, Error>) {
    let now = NOW;
    let mut waits = Vec::new();
    for end in ends {
        attempts.next(now).unwrap();
        match attempts.finish(end, now) {
            Ok(Next::Wait(wait)) => waits.push(wait.as_millis().try_into().unwrap()),
            Ok(Next::Done(reply)) => return (waits, Ok(reply)),
            Err(error) => return (waits, Err(error)),
        }
    }
    panic!("there are more attempts than ends");
}

#[test]
fn a_success_is_the_end() {
    let (waits, reply) = run(&mut post(), [answer(200)]);
    let reply = reply.unwrap();
    assert!(waits.is_empty());
    assert_eq!((reply.sent.attempts, reply.sent.key()), (1, Some("key-1")));
}

#[test]
fn transient_failures_are_retried_with_growing_delays() {
    use TransportErrorKind::{Connect, Timeout};
    let (waits, reply) = run(&mut post(), [lost(Connect), answer(503), answer(200)]);
    assert_eq!((waits, reply.unwrap().sent.attempts), (vec![500, 1000], 3));
    let (waits, error) = run(&mut post(), [answer(409), lost(Timeout), answer(500)]);
    let error = error.unwrap_err();
    assert_eq!(
        (waits, error.status(), error.attempts()),
        (vec![500, 1000], Some(500), 3)
    );
    assert_eq!(error.idempotency_key(), Some("key-1"));
}

#[test]
fn permanent_failures_are_not_retried() {
    for end in [
        answer(400),
        answer(429),
        answer(302),
        lost(TransportErrorKind::Body),
    ] {
        let (waits, error) = run(&mut post(), [end]);
        assert!(waits.is_empty());
        assert_eq!(error.unwrap_err().attempts(), 1);
    }
}

#[test]
fn the_server_may_ask_for_a_longer_wait() {
    let now = NOW;
    let mut attempts = post();
    attempts.next(now).unwrap();
    let mut end = answer(503);
    if let Ok(answer) = &mut end {
        answer
            .headers
            .insert("retry-after", HeaderValue::from_static("7"));
    }
    let next = attempts.finish(end, now);
    assert!(
        matches!(next, Ok(Next::Wait(wait)) if wait.as_millis() == 8_750),
        "{next:?}"
    );
}

#[test]
fn every_attempt_is_the_same_request() {
    let now = NOW;
    let mut attempts = post();
    let mut shown = Vec::new();
    for _ in 0..3 {
        let request = attempts.next(now).unwrap();
        assert_eq!(request.headers.get(IDEMPOTENCY_KEY).unwrap(), "key-1");
        shown.push((
            request.uri,
            request.headers,
            request.body.as_bytes().map(<[u8]>::to_vec),
        ));
        let _ = attempts.finish(lost(TransportErrorKind::Other), now);
    }
    assert!(shown.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_post_without_a_key_and_a_body_that_is_read_once_are_sent_once() {
    let keyless = request(Method::POST, false);
    let mut once = request(Method::POST, true);
    once.body
        .push_file("file", Upload::reader("a", None, &b"abc"[..]));
    for request in [keyless, once] {
        let mut attempts = attempts(request, policy());
        let (_, error) = run(&mut attempts, [lost(TransportErrorKind::Other)]);
        assert_eq!(error.unwrap_err().attempts(), 1);
    }
}

#[test]
fn a_404_after_another_delete_of_v1_is_possibly_done() {
    let possibly_done = |method, key, ends: Vec<_>| {
        let mut attempts = attempts(request(method, key), policy());
        let error = run(&mut attempts, ends).1.unwrap_err();
        error.as_api().unwrap().possibly_done()
    };
    let again = || vec![lost(TransportErrorKind::Other), answer(404)];
    assert!(possibly_done(Method::DELETE, false, again()));
    assert!(!possibly_done(Method::DELETE, false, vec![answer(404)]));
    assert!(
        !possibly_done(Method::DELETE, true, again()),
        "a key tells them apart"
    );
    assert!(!possibly_done(Method::GET, false, again()));
    let unsent = vec![lost(TransportErrorKind::Connect), answer(404)];
    assert!(!possibly_done(Method::DELETE, false, unsent));
    let refused = vec![lost(TransportErrorKind::Other), answer(403)];
    assert!(!possibly_done(Method::DELETE, false, refused));
}

/// Each row: method, key, ends of attempts, and whether what the caller gets says that it may be done.
#[test]
fn a_refusal_says_whether_anything_may_be_done() {
    use TransportErrorKind::{Connect, Other, Timeout};
    const KEY: bool = true;
    for (method, key, before, last, may_be_done) in [
        // Refused before it began: nothing is done.
        (Method::POST, KEY, None, 400, false),
        (Method::POST, KEY, None, 401, false),
        (Method::POST, KEY, None, 402, false),
        (Method::POST, KEY, None, 429, false),
        (Method::POST, KEY, Some(Connect), 429, false),
        // The answer does not tell, or another request of the key is under way.
        (Method::POST, KEY, None, 500, true),
        (Method::POST, KEY, None, 409, true),
        // Refused before the key was looked at: that tells nothing of the attempt before.
        (Method::POST, KEY, Some(Other), 401, true),
        (Method::POST, KEY, Some(Timeout), 403, true),
        (Method::POST, KEY, Some(Timeout), 429, true),
        (Method::POST, KEY, Some(Timeout), 302, true),
        // The answer of the key: had the attempt before been done, that would be it.
        (Method::POST, KEY, Some(Timeout), 400, false),
        (Method::POST, KEY, Some(Timeout), 402, false),
        (Method::POST, KEY, Some(Timeout), 404, false),
        (Method::DELETE, KEY, Some(Timeout), 404, false),
        (Method::DELETE, !KEY, None, 404, false),
        (Method::DELETE, !KEY, None, 500, true),
        (Method::DELETE, !KEY, Some(Timeout), 404, true),
        (Method::DELETE, !KEY, Some(Timeout), 400, true),
        (Method::GET, !KEY, Some(Timeout), 404, false),
        (Method::GET, !KEY, None, 500, false),
    ] {
        let max_retries = u32::from(before.is_some());
        let policy = Policy {
            max_retries,
            ..policy()
        };
        let row = format!("{method} {key} {before:?} {last}");
        let mut attempts = attempts(request(method, key), policy);
        let ends = before.map(lost).into_iter().chain([answer(last)]);
        let error = run(&mut attempts, ends).1.unwrap_err();
        assert_eq!(error.status(), Some(last), "{row}");
        assert_eq!(error.may_be_done(), may_be_done, "{row}");
        let advice = error.as_api().unwrap().advice().unwrap_or_default();
        let warns = [
            "same idempotency key",
            "same key",
            "another idempotency key",
            "check before you retry",
            "may have deleted it",
        ];
        assert_eq!(
            warns.iter().any(|text| advice.contains(text)),
            may_be_done,
            "{row}: {advice}"
        );
    }
    let idempotency = br#"{"error": {"type": "idempotency_error"}}"#;
    let other = HttpResponse::new(StatusCode::BAD_REQUEST, HeaderMap::new(), *idempotency);
    let error = run(&mut post(), [lost(Other), Ok(other)]).1.unwrap_err();
    assert!(error.may_be_done(), "{error}");
    assert!(
        error
            .to_string()
            .contains("check the result of that request"),
        "{error}"
    );
}

#[test]
fn an_error_says_whether_anything_may_be_done() {
    use TransportErrorKind::{Connect, Other, Timeout};
    for (ends, may_be_done) in [
        ([Connect, Connect, Connect], false),
        ([Connect, Timeout, Connect], true),
        ([Connect, Connect, Other], true),
    ] {
        let (_, error) = run(&mut post(), ends.map(lost));
        let Error::Transport(error) = error.unwrap_err() else {
            panic!()
        };
        assert_eq!(error.may_be_done(), may_be_done, "{ends:?}");
        assert_eq!(
            error.to_string().contains("did not process"),
            !may_be_done,
            "{error}"
        );
    }
    let (_, error) = run(&mut post(), [answer(500), lost(Connect), lost(Connect)]);
    let Error::Transport(error) = error.unwrap_err() else {
        panic!()
    };
    assert!(error.may_be_done());
}

fn within(seconds: u64) -> Attempts {
    let total_timeout = Some(Duration::from_secs(seconds));
    attempts(
        request(Method::GET, false),
        Policy {
            total_timeout,
            ..policy()
        },
    )
}

#[test]
fn attempts_get_what_is_left_of_the_time() {
    let mut attempts = within(100);
    assert_eq!(attempts.next(NOW).unwrap().timeout, TIMEOUT);
    let later = after(Duration::from_secs(70));
    let next = attempts.finish(lost(TransportErrorKind::Timeout), later);
    assert!(matches!(next, Ok(Next::Wait(_))), "{next:?}");
    let later = after(Duration::from_millis(70_500));
    assert_eq!(
        attempts.next(later).unwrap().timeout,
        Duration::from_millis(29_500)
    );
    // The wait of a second would go past the end.
    let later = after(Duration::from_millis(99_500));
    let error = attempts.finish(answer(503), later).unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 2));
}

#[test]
fn a_wait_that_was_too_long_ends_with_the_error_before_it() {
    let mut attempts = within(10);
    attempts.next(NOW).unwrap();
    assert!(attempts.finish(answer(503), NOW).is_ok());
    let error = attempts.next(after(Duration::from_secs(10))).unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
}

#[test]
fn no_time_at_all_is_no_attempt() {
    let error = within(0).next(NOW).unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.kind(), error.attempts()),
        (TransportErrorKind::Timeout, 0)
    );
    assert!(!error.may_be_done());
    let mut forever = within(u64::MAX);
    assert_eq!(forever.next(NOW).unwrap().timeout, TIMEOUT);
}

/// A row: responses before the last, the last one, and whether the error says that it may be done.
#[test]
fn only_an_answer_of_stripe_settles_anything() {
    use TransportErrorKind::{Other, Timeout};
    for status in [302, 400, 401, 402, 403, 404, 409, 413, 429, 500, 502] {
        for before in [None, Some(Timeout), Some(Other)] {
            for (method, key) in [(Method::POST, true), (Method::DELETE, false)] {
                let policy = Policy {
                    max_retries: u32::from(before.is_some()),
                    ..policy()
                };
                let mut attempts = attempts(request(method.clone(), key), policy);
                let ends = before.map(lost).into_iter().chain([foreign(status)]);
                let error = run(&mut attempts, ends).1.unwrap_err();
                let row = format!("{method} {before:?} {status}: {error}");
                assert!(error.may_be_done(), "{row}");
                let error = error.as_api().unwrap();
                assert_eq!(error.class(), ErrorClass::Foreign, "{row}");
                assert!(!error.possibly_done(), "{row}");
                assert!(row.contains("not Stripe's"), "{row}");
                assert_eq!(row.contains("within 24 hours"), key, "{row}");
            }
        }
    }
    // So do an empty id and an empty type.
    let empty = r#"{"error": {"type": ""}}"#.as_bytes();
    let mut headers = HeaderMap::new();
    headers.insert("request-id", HeaderValue::from_static(""));
    let empty = HttpResponse::new(StatusCode::BAD_REQUEST, headers, empty);
    let error = run(&mut post(), [lost(Timeout), Ok(empty)]).1.unwrap_err();
    assert!(error.may_be_done(), "{error}");
    // A type makes it Stripe's, as a request id does.
    let typed = br#"{"error": {"type": "invalid_request_error"}}"#;
    let typed = HttpResponse::new(StatusCode::BAD_REQUEST, HeaderMap::new(), *typed);
    let error = run(&mut post(), [lost(Timeout), Ok(typed)]).1.unwrap_err();
    assert!(!error.may_be_done(), "{error}");
}

#[test]
fn a_get_is_never_done() {
    use TransportErrorKind::{Other, Timeout};
    for end in [lost(Other), lost(Timeout), answer(500), foreign(400)] {
        let policy = Policy {
            max_retries: 0,
            ..policy()
        };
        let mut attempts = attempts(request(Method::GET, false), policy);
        let error = run(&mut attempts, [end]).1.unwrap_err();
        assert!(!error.may_be_done(), "{error}");
    }
    for (method, writes) in [(Method::GET, false), (Method::POST, true)] {
        let mut attempts = attempts(request(method, writes), policy());
        let (_, reply) = run(&mut attempts, [answer(200)]);
        let error = reply.unwrap().value::<bool>().unwrap_err();
        assert_eq!(error.may_be_done(), writes, "{error}");
    }
    let (_, reply) = run(&mut post(), [foreign(200)]);
    let error = reply.unwrap().value::<bool>().unwrap_err().to_string();
    assert!(
        error.starts_with("something that may not be Stripe"),
        "{error}"
    );
}

const HOUR: Duration = Duration::from_secs(3600);

/// Each row: what the two readings of the clock say has passed when the attempt ends, and whether there is a retry.
#[test]
fn a_key_is_not_used_again_after_24_hours() {
    let moment = |elapsed: Duration, seconds: i64| Moment {
        elapsed: NOW.elapsed + elapsed,
        unix_time: Some(Timestamp::from_seconds(1_790_000_000 + seconds)),
    };
    for (now, retried) in [
        (moment(23 * HOUR, 23 * 3600), true),
        // With the delay of half a second.
        (moment(24 * HOUR - Duration::from_millis(501), 0), true),
        (moment(24 * HOUR - Duration::from_millis(500), 0), false),
        // The computer slept, and then somebody set the clock back.
        (moment(HOUR, 24 * 3600), false),
        (moment(24 * HOUR, -3600), false),
    ] {
        let mut attempts = post();
        attempts.next(NOW).unwrap();
        let end = attempts.finish(lost(TransportErrorKind::Other), now);
        assert_eq!(end.is_ok(), retried, "{now:?}");
        if let Err(error) = end {
            assert!(error.may_be_done());
            let made = error.key_made_at().map(Timestamp::as_seconds);
            assert_eq!(made, Some(1_790_000_000));
            let shown = error.to_string();
            assert!(
                shown.contains("within 24 hours of when it was made (key made Mon, 21 Sep 2026"),
                "{shown}"
            );
        }
        // A call without a key has none that could be forgotten.
        let mut get = attempts_of_get();
        get.next(NOW).unwrap();
        assert!(get.finish(lost(TransportErrorKind::Other), now).is_ok());
    }
    // The computer slept during the delay.
    let mut attempts = post();
    attempts.next(NOW).unwrap();
    assert!(attempts.finish(answer(503), NOW).is_ok());
    let error = attempts.next(moment(HOUR, 25 * 3600)).unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    // A key that was never sent is not forgotten.
    assert!(post().next(after(25 * HOUR)).is_ok());
}

fn attempts_of_get() -> Attempts {
    attempts(request(Method::GET, false), policy())
}

#[test]
fn a_given_key_is_as_old_as_the_caller_says() {
    let made = |hours: i64| Timestamp::from_seconds(1_790_000_000 - hours * 3600);
    let soon = |seconds: i64| Timestamp::from_seconds(1_790_000_000 + seconds);
    assert!(post().with_given_key(Some(soon(300))).next(NOW).is_ok());
    for time in [soon(301), Timestamp::from_seconds(1_790_000_000_000)] {
        let error = post().with_given_key(Some(time)).next(NOW).unwrap_err();
        assert!(error.to_string().contains("dated in the future"), "{error}");
    }
    let error = post().with_given_key(Some(made(24))).next(NOW).unwrap_err();
    let expired = RequestError::IdempotencyKeyExpired;
    assert!(matches!(error, Error::Request(error) if *error == expired));
    let mut attempts = post().with_given_key(Some(made(23)));
    assert_eq!(attempts.key().unwrap().made_at, Some(made(23)));
    attempts.next(NOW).unwrap();
    let late = attempts.finish(
        lost(TransportErrorKind::Other),
        Moment {
            unix_time: Some(made(-1)),
            ..NOW
        },
    );
    assert_eq!(late.unwrap_err().key_made_at(), Some(made(23)));
    // Without an age it counts from the call, and nothing is said of it.
    let mut attempts = post().with_given_key(None);
    assert_eq!(attempts.key().unwrap().made_at, None);
    attempts.next(NOW).unwrap();
    let late = attempts.finish(lost(TransportErrorKind::Other), after(24 * HOUR));
    assert_eq!(late.unwrap_err().key_made_at(), None);
}

#[test]
fn an_attempt_ends_before_stripe_may_have_forgotten_the_key() {
    let mut retried = post();
    let first = retried.next(NOW).unwrap();
    assert_eq!(first.timeout, TIMEOUT);
    retried
        .finish(lost(TransportErrorKind::Other), NOW)
        .unwrap();
    let late = after(24 * HOUR - Duration::from_secs(2));
    assert_eq!(retried.next(late).unwrap().timeout.as_secs(), 2);
    let made = Timestamp::from_seconds(1_790_000_000 - 24 * 3600 + 5);
    let mut given = post().with_given_key(Some(made));
    assert_eq!(given.next(NOW).unwrap().timeout.as_secs(), 5);
    assert_eq!(post().next(late).unwrap().timeout, TIMEOUT);
}

#[test]
fn a_key_whose_age_cannot_be_known_is_refused() {
    let blind = Moment {
        unix_time: None,
        ..NOW
    };
    let made = Timestamp::from_seconds(1_000_000_000);
    let error = post().with_given_key(Some(made)).next(blind).unwrap_err();
    assert!(matches!(error, Error::Request(error) if *error == RequestError::NoClock));
    assert!(post().with_given_key(None).next(blind).is_ok());
}

#[test]
fn a_clear_failure_is_not_followed_by_an_attempt_without_time() {
    // Half a second of delay leaves 100 ms, or a tenth of a shorter timeout.
    for (left, retried) in [(600, false), (601, true)] {
        let mut attempts = within(10);
        attempts.next(NOW).unwrap();
        let now = after(Duration::from_millis(10_000 - left));
        let end = attempts.finish(lost(TransportErrorKind::Connect), now);
        assert_eq!(end.is_ok(), retried, "{left}");
    }
    // The delay was longer than it should be.
    let mut attempts = within(10);
    attempts.next(NOW).unwrap();
    attempts
        .finish(lost(TransportErrorKind::Connect), NOW)
        .unwrap();
    let error = attempts
        .next(after(Duration::from_millis(9_950)))
        .unwrap_err();
    assert!(
        matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect)
    );
}

#[test]
fn the_response_of_another_request_is_not_taken() {
    let other = || answer_with(200, "idempotency-key", "key-2");
    let own = || answer_with(200, "idempotency-key", "key-1");
    let (waits, reply) = run(&mut post(), [other(), own()]);
    assert_eq!((waits.len(), reply.unwrap().sent.attempts), (1, 2));
    let error = run(&mut post(), [other(), other(), other()]).1.unwrap_err();
    assert!(
        error.may_be_done() && error.status() == Some(200),
        "{error}"
    );
    let (_, reply) = run(&mut attempts_of_get(), [own(), answer(200)]);
    assert_eq!(reply.unwrap().sent.attempts, 2);
}

#[test]
fn retries_end_with_the_budget() {
    let policy = Policy {
        budget: Some(Budget::new(3)),
        ..policy()
    };
    let mut made = Vec::new();
    for _ in 0..3 {
        let mut attempts = attempts(request(Method::POST, true), policy.clone());
        let ends = [(); 3].map(|()| lost(TransportErrorKind::Connect));
        made.push(run(&mut attempts, ends).1.unwrap_err().attempts());
    }
    assert_eq!(made, [3, 2, 1]);
}
