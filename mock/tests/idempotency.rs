//! Idempotency keys: the first answer again, for a day.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::unreachable,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it counted"
)]

mod common;

use common::{NOW, form, fragment, send, with};
use mock::{Options, Outcome, Request, StandIn};
use serde_json::Value;

const DAY: i64 = 86_400;

fn refund(key: &str, body: &str) -> Request {
    with(form("POST", "/v1/refunds", body), "idempotency-key", key)
}

fn stand_in() -> StandIn {
    StandIn::new(fragment(), Options::default())
}

/// Sends a request, whose answer arrives before the next is sent.
fn whole(mock: &mut StandIn, request: &Request) -> (Outcome, Value) {
    let (outcome, body) = send(mock, request);
    if let Some(held) = &outcome.held {
        mock.release(held);
    }
    (outcome, body)
}

fn count(mock: &mut StandIn) -> usize {
    let (_, page) = send(mock, &form("GET", "/v1/refunds", ""));
    page["data"].as_array().unwrap().len()
}

fn is_replayed(outcome: &Outcome) -> bool {
    outcome.response.header("idempotent-replayed") == Some("true")
}

#[test]
fn the_first_answer_comes_again() {
    let mut mock = stand_in();
    let (first, made) = whole(&mut mock, &refund("k", "charge=ch_1&amount=5"));
    assert!(!is_replayed(&first));
    // In any order of its parameters.
    let (second, again) = whole(&mut mock, &refund("k", "amount=5&charge=ch_1"));
    assert!(is_replayed(&second));
    assert_eq!(again, made);
    assert_eq!(second.response.status, 200);
    let id = |outcome: &Outcome, name| outcome.response.header(name).map(str::to_owned);
    assert_ne!(id(&first, "request-id"), id(&second, "request-id"));
    assert_eq!(id(&first, "request-id"), id(&second, "original-request"));
    assert!(second.events.is_empty());
    assert_eq!(count(&mut mock), 1);
    let (_, other) = whole(&mut mock, &refund("l", "charge=ch_1&amount=5"));
    assert_ne!(other["id"], made["id"]);
    assert_eq!(count(&mut mock), 2);
}

#[test]
fn other_parameters_are_refused() {
    let mut mock = stand_in();
    let (_, made) = whole(&mut mock, &refund("k", "charge=ch_1&amount=5"));
    let path = format!("/v1/refunds/{}", made["id"].as_str().unwrap());
    let update = with(form("POST", &path, "metadata[a]=b"), "idempotency-key", "k");
    for other in [
        refund("k", "charge=ch_1&amount=6"),
        refund("k", "charge=ch_1"),
        update,
    ] {
        let (outcome, error) = whole(&mut mock, &other);
        assert_eq!(outcome.response.status, 400, "{error}");
        assert_eq!(error["error"]["type"], "idempotency_error");
        assert!(!is_replayed(&outcome));
    }
    // The first answer is kept all the same.
    let (outcome, again) = whole(&mut mock, &refund("k", "charge=ch_1&amount=5"));
    assert!(is_replayed(&outcome));
    assert_eq!(again, made);
    assert_eq!(count(&mut mock), 1);
}

#[test]
fn under_way_is_a_conflict() {
    let mut mock = stand_in();
    let (first, made) = send(&mut mock, &refund("k", "charge=ch_1"));
    let (outcome, error) = send(&mut mock, &refund("k", "charge=ch_1"));
    assert_eq!(outcome.response.status, 409, "{error}");
    assert_eq!(error["error"]["type"], "idempotency_error");
    assert_eq!(error["error"]["code"], "idempotency_key_in_use");
    assert!(outcome.held.is_none(), "another's key is not released");
    mock.release(&first.held.unwrap());
    let (outcome, again) = whole(&mut mock, &refund("k", "charge=ch_1"));
    assert!(is_replayed(&outcome));
    assert_eq!(again, made);
}

#[test]
fn accounts_have_keys_of_their_own() {
    let mut mock = stand_in();
    let of = |account: &str, body: &str| with(refund("k", body), "stripe-account", account);
    let (_, own) = whole(&mut mock, &refund("k", "charge=ch_1"));
    let (outcome, one) = whole(&mut mock, &of("acct_1", "charge=ch_1&amount=1"));
    assert!(!is_replayed(&outcome));
    assert_eq!(outcome.response.status, 200, "{one}");
    let (outcome, two) = whole(&mut mock, &of("acct_2", "charge=ch_1&amount=2"));
    assert!(!is_replayed(&outcome));
    assert_ne!(one["id"], two["id"]);
    let (outcome, again) = whole(&mut mock, &of("acct_1", "charge=ch_1&amount=1"));
    assert!(is_replayed(&outcome));
    assert_eq!(again, one);
    let (_, again) = whole(&mut mock, &refund("k", "charge=ch_1"));
    assert_eq!(again, own);
}

#[test]
fn a_day_later_it_is_forgotten() {
    let mut mock = stand_in();
    let request = refund("k", "charge=ch_1&amount=1");
    let (_, made) = whole(&mut mock, &request);
    let advance = |mock: &mut StandIn, seconds: i64| {
        let body = format!("{{\"advance\": {seconds}}}");
        send(mock, &form("POST", "/_mock/clock", &body));
    };
    advance(&mut mock, DAY - 1);
    let (outcome, _) = whole(&mut mock, &request);
    assert!(is_replayed(&outcome), "it does not count from the last use");
    advance(&mut mock, 1);
    let (outcome, other) = whole(&mut mock, &request);
    assert!(!is_replayed(&outcome));
    assert_ne!(other["id"], made["id"]);
    assert_eq!(other["created"], NOW + DAY);
    let (outcome, again) = whole(&mut mock, &request);
    assert!(is_replayed(&outcome), "it is kept again");
    assert_eq!(again, other);
}

#[test]
fn what_was_refused_before_it_began_is_not_kept() {
    for wrong in [
        "charge=ch_1&amont=5",
        "charge=ch_1&amount=x",
        "charge=nothing_of_the_kind",
        "charge=ch_1&expand[0]=amount",
    ] {
        let mut mock = stand_in();
        let (outcome, error) = whole(&mut mock, &refund("k", wrong));
        assert_eq!(outcome.response.status, 400, "{wrong}: {error}");
        assert!(outcome.held.is_none(), "{wrong}");
        let (outcome, made) = whole(&mut mock, &refund("k", "charge=ch_1&amount=5"));
        assert_eq!(outcome.response.status, 200, "{wrong}: {made}");
        assert!(!is_replayed(&outcome), "{wrong}");
    }
}

#[test]
fn what_reads_has_no_key() {
    let mut mock = stand_in();
    let list = with(form("GET", "/v1/refunds", ""), "idempotency-key", "k");
    let (_, empty) = whole(&mut mock, &list);
    whole(&mut mock, &refund("k", "charge=ch_1"));
    let (outcome, page) = whole(&mut mock, &list);
    assert!(!is_replayed(&outcome));
    assert_ne!(page, empty);
}

#[test]
fn a_key_has_an_end() {
    let mut mock = stand_in();
    let (outcome, error) = whole(&mut mock, &refund(&"k".repeat(256), "charge=ch_1"));
    assert_eq!(outcome.response.status, 400, "{error}");
    let (outcome, _) = whole(&mut mock, &refund(&"k".repeat(255), "charge=ch_1"));
    assert_eq!(outcome.response.status, 200);
}
