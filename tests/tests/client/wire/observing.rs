//! The hook of `Builder::on_attempt`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stripe_client::client::TransportErrorKind::Connect;
use stripe_client::client::{Attempt, Error, Method, Raw};
use stripe_client::json::Json;
use stripe_client::{Client, ErrorClass, blocking};

use super::script::{End, Script};
use super::{REFUND, wait};

/// Records each attempt as a line of text.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn hook(&self) -> impl Fn(&Attempt<'_>) + Send + Sync + 'static {
        let seen = self.clone();
        move |attempt| {
            let error = match attempt.error() {
                None => "success".to_owned(),
                Some(Error::Api(error)) => error.class().to_string(),
                Some(Error::Transport(error)) => error.kind().to_string(),
                Some(other) => panic!("{other}"),
            };
            let line = format!(
                "{} {} {}: {:?}, {error}, {}",
                attempt.method(),
                attempt.path(),
                attempt.number(),
                attempt.status(),
                if attempt.next_delay().is_some() {
                    "retried"
                } else {
                    "final"
                },
            );
            seen.0.lock().unwrap().push(line);
        }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Makes the same call with the blocking and the async client, and compares the attempts that the hook saw.
macro_rules! seen {
    ($ends:expr, |$stripe:ident| $request:expr, $expected:expr) => {{
        let seen = Seen::default();
        let builder = blocking::Client::builder("sk_test_1").transport(Script::new($ends));
        let $stripe = builder.on_attempt(seen.hook()).build().unwrap();
        let _ = $request.send();
        assert_eq!(seen.take(), $expected, "blocking");
        let builder = Client::builder("sk_test_1").transport(Script::new($ends));
        let $stripe = builder.on_attempt(seen.hook()).build().unwrap();
        let _ = wait(async { $request.send().await });
        assert_eq!(seen.take(), $expected, "async");
    }};
}

fn failed(status: u16) -> End {
    End::status(status).header("request-id", "req_failed")
}

fn limited() -> End {
    End::status(429)
        .header("stripe-rate-limited-reason", "endpoint-rate")
        .header("retry-after", "7")
        .header("request-id", "req_429")
}

#[test]
fn a_429_is_seen_whether_it_is_retried_or_not() {
    seen!(
        [limited()],
        |stripe| stripe.refunds().retrieve("re_1"),
        ["GET /v1/refunds/{refund} 1: Some(429), rate limit error, final"]
    );
    seen!(
        [
            limited().header("stripe-should-retry", "true"),
            End::ok(REFUND)
        ],
        |stripe| stripe.refunds().retrieve("re_1"),
        [
            "GET /v1/refunds/{refund} 1: Some(429), rate limit error, retried",
            "GET /v1/refunds/{refund} 2: Some(200), success, final"
        ]
    );
}

#[test]
fn every_attempt_is_seen_until_the_last() {
    seen!(
        [End::Lost(Connect), failed(503), failed(503)],
        |stripe| stripe.refunds().create(),
        [
            "POST /v1/refunds 1: None, no connection could be made, retried",
            "POST /v1/refunds 2: Some(503), API error, retried",
            "POST /v1/refunds 3: Some(503), API error, final"
        ]
    );
}

#[test]
fn the_path_of_a_raw_request_shows_no_ids() {
    let raw = || Raw::new(Method::Get, format!("/v1/customers/{}", "cus_1"));
    let seen = Seen::default();
    let builder = blocking::Client::builder("sk_test_1").transport(Script::new([End::ok("{}")]));
    let stripe = builder.on_attempt(seen.hook()).build().unwrap();
    raw().on(&stripe).send::<Json>().unwrap();
    assert_eq!(seen.take(), ["GET /v1/… 1: Some(200), success, final"]);
}

#[test]
fn the_attempts_of_a_download_are_seen() {
    let seen = Seen::default();
    let ends = [failed(500), End::ok("the file")];
    let expected = [
        "GET /v1/… 1: Some(500), API error, retried",
        "GET /v1/… 2: Some(200), success, final",
    ];
    let raw = || Raw::new(Method::Get, "/v1/files/{file}/contents".to_owned()).arg("file_1");
    let builder = blocking::Client::builder("sk_test_1").transport(Script::new(ends.clone()));
    let stripe = builder.on_attempt(seen.hook()).build().unwrap();
    drop(raw().on(&stripe).download().unwrap());
    assert_eq!(seen.take(), expected);
    let builder = Client::builder("sk_test_1").transport(Script::new(ends));
    let stripe = builder.on_attempt(seen.hook()).build().unwrap();
    drop(wait(async { raw().on(&stripe).download().await }).unwrap());
    assert_eq!(seen.take(), expected);
}

#[test]
fn an_attempt_describes_its_response() {
    let calls = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&calls);
    let script = Script::new([
        limited().header("stripe-should-retry", "true"),
        End::ok(REFUND),
    ]);
    let builder = blocking::Client::builder("sk_test_1").transport(script.clone());
    let builder = builder.on_attempt(move |attempt| {
        let mut calls = counted.lock().unwrap();
        *calls += 1;
        assert!(attempt.elapsed().is_some());
        assert!(!format!("{attempt:?}").contains("sk_test"));
        if *calls == 1 {
            assert_eq!(attempt.rate_limited_reason(), Some("endpoint-rate"));
            assert_eq!(attempt.request_id(), Some("req_429"));
            assert_eq!(attempt.retry_after(), Some(Duration::from_secs(7)));
            assert!(attempt.next_delay() >= attempt.retry_after());
            let class = attempt.error().and_then(Error::as_api).unwrap().class();
            assert_eq!(class, ErrorClass::RateLimit);
        } else {
            assert_eq!(attempt.rate_limited_reason(), None);
            assert_eq!(attempt.request_id(), Some("req_ok"));
            assert_eq!((attempt.retry_after(), attempt.next_delay()), (None, None));
        }
    });
    builder
        .build()
        .unwrap()
        .refunds()
        .retrieve("re_1")
        .send()
        .unwrap();
    assert_eq!((*calls.lock().unwrap(), script.slept().len()), (2, 1));
}

#[test]
fn a_panic_in_the_hook_unwinds_and_releases_the_permit() {
    let script = Script::new([End::ok(REFUND), End::ok(REFUND)]);
    let builder = blocking::Client::builder("sk_test_1").transport(script);
    let panics = Mutex::new(true);
    let builder = builder.total_timeout(Duration::from_secs(30));
    let builder = builder.max_in_flight(1).on_attempt(move |_| {
        let first = std::mem::take(&mut *panics.lock().unwrap());
        assert!(!first, "a panic in the hook");
    });
    let stripe = builder.build().unwrap();
    let send = || stripe.refunds().retrieve("re_1").send();
    assert!(catch_unwind(AssertUnwindSafe(send)).is_err());
    send().unwrap();
}
