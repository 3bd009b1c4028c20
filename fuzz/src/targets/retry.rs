//! Response headers and the policy of retries.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use stripe_client::client::transport::HttpResponse;
use stripe_client::client::{Method, Options};
use stripe_client::json::Json;
use stripe_client::{ApiError, Client, Error, blocking};

use crate::source::{Dice, Source, of};
use crate::wire::{Log, Recorder, block_on};

/// The longest delay of all.
const LONGEST: Duration = Duration::from_secs(60);

/// Checks one response. A text is lines: the status, then headers.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => {
            let text = String::from_utf8_lossy(text);
            let mut lines = text.lines();
            let status = lines
                .next()
                .and_then(|line| line.trim().parse().ok())
                .unwrap_or(503);
            let headers = lines.filter_map(|line| line.split_once(':'));
            check(
                status,
                &headers
                    .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
                    .collect::<Vec<_>>(),
                b"",
                2,
            );
        }
        Source::Structured(bytes) => generated(&mut bytes.into()),
    }
}

fn generated(dice: &mut Dice<'_>) {
    let status = [
        200, 204, 302, 400, 402, 404, 408, 409, 429, 500, 502, 503, 599, 999, 100,
    ][dice.below(15)];
    let mut headers = Vec::new();
    for _ in 0..dice.below(6) {
        let name = dice.pick(&[
            "Retry-After",
            "Retry-After",
            "Date",
            "Stripe-Should-Retry",
            "Request-Id",
            "Idempotent-Replayed",
            "Stripe-Notice",
            "Content-Type",
            "X",
        ]);
        let value = match (name, dice.below(4)) {
            (_, 0) => dice.text(10),
            ("Retry-After", 1 | 2) => dice
                .pick(&[
                    "0",
                    "1",
                    "59",
                    "60",
                    "61",
                    "7.5",
                    "-1",
                    "+3",
                    " 5 ",
                    "1e3",
                    "99999999999999999999",
                    "18446744073709551615",
                    "18446744073709551616",
                    "Wed, 21 Oct 2015 07:28:00 GMT",
                    "Fri, 31 Dec 9999 23:59:59 GMT",
                ])
                .to_owned(),
            ("Retry-After", _) => dice.number().unsigned_abs().to_string(),
            ("Date", _) => dice
                .pick(&[
                    "Wed, 21 Oct 2015 07:27:00 GMT",
                    "Wed, 21 Oct 2015 07:27:59 GMT",
                    "Thu, 01 Jan 1970 00:00:00 GMT",
                    "now",
                ])
                .to_owned(),
            ("Stripe-Should-Retry", _) => dice.pick(&["true", "false", "TRUE", "1", ""]).to_owned(),
            _ => dice.text(20),
        };
        headers.push((name.to_owned(), value));
    }
    let body = dice.pick(&[
        "",
        "{}",
        "null",
        "{\"error\":{\"type\":\"card_error\",\"code\":\"lock_timeout\"}}",
        "{\"error\":{\"code\":\"lock_timeout\"}}",
        "<html>",
        "{\"error\":7}",
    ]);
    let retries = [0, 1, 2, 5, 40][dice.below(5)];
    check(status, &headers, body.as_bytes(), retries);
}

fn check(status: u16, headers: &[(String, String)], body: &[u8], retries: u32) {
    let Ok(status) = StatusCode::from_u16(status) else {
        return;
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (
            name.parse::<HeaderName>(),
            HeaderValue::from_bytes(value.as_bytes()),
        ) {
            map.append(name, value);
        }
    }
    let answer = HttpResponse::new(status, map.clone(), body);
    for method in [Method::Post, Method::Get, Method::Delete] {
        let options = || Options::new().max_retries(retries);
        let recorder = Recorder::answering(answer.clone());
        let client = blocking::Client::builder("sk_test_1")
            .transport(recorder.clone())
            .build()
            .expect("a client");
        let result = client
            .raw(method, "/v1/x")
            .with_options(options())
            .send::<Json>();
        let sync = (outcome(&result), recorder.take());

        let recorder = Recorder::answering(answer.clone());
        let client = Client::builder("sk_test_1")
            .transport(recorder.clone())
            .build()
            .expect("a client");
        let result = block_on(async {
            client
                .raw(method, "/v1/x")
                .with_options(options())
                .send::<Json>()
                .await
        });
        let other = (outcome(&result), recorder.take());

        assert_eq!(sync.0, other.0, "the clients differ");
        assert_eq!(
            sync.1.sent.len(),
            other.1.sent.len(),
            "the clients differ in attempts"
        );
        for log in [&sync.1, &other.1] {
            delays(log, &map, retries);
        }
    }
}

fn outcome(result: &Result<Json, Error>) -> String {
    match result {
        Ok(json) => format!("{json}"),
        Err(error) => {
            let _ = format!("{error} {error:?} {error:#?}");
            let class = error.as_api().map(ApiError::class);
            let (status, attempts) = (error.status(), error.attempts());
            format!("{class:?} {status:?} {attempts} {}", error.may_be_done())
        }
    }
}

fn delays(log: &Log, headers: &HeaderMap, retries: u32) {
    assert!(
        log.sent.len() <= 1 + retries as usize,
        "{} requests with {retries} retries",
        log.sent.len()
    );
    assert_eq!(
        log.slept.len() + 1,
        log.sent.len(),
        "a retry without a delay"
    );
    let keys: Vec<_> = log
        .sent
        .iter()
        .map(|request| request.headers.get("idempotency-key"))
        .collect();
    assert!(
        keys.windows(2).all(|pair| pair[0] == pair[1]),
        "attempts with other idempotency keys"
    );
    let asked = headers
        .get("retry-after")
        .and_then(|value| value.to_str().ok())
        .map(str::trim);
    let digits =
        asked.filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    for slept in &log.slept {
        // A jitter on top of the longest delay is still a minute in words.
        assert!(*slept <= LONGEST + LONGEST / 2, "a delay of {slept:?}");
        if let Some(digits) = digits {
            let seconds = digits.parse().unwrap_or(u64::MAX);
            let least = Duration::from_secs(seconds).min(LONGEST);
            assert!(
                *slept >= least,
                "Retry-After: {digits}, and a delay of {slept:?}"
            );
        }
    }
}
