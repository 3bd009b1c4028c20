//! The stand-in of the committed fragment.

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

use common::{form, fragment};
use mock::{Options, Response, StandIn};
use serde_json::Value;

fn send(mock: &mut StandIn, method: &str, target: &str, body: &str) -> (Response, Value) {
    let (outcome, value) = common::send(mock, &form(method, target, body));
    (outcome.response, value)
}

#[test]
fn a_refund_is_made_found_changed_and_listed() {
    let mut mock = StandIn::new(fragment(), Options::default());
    let (response, refund) = send(
        &mut mock,
        "POST",
        "/v1/refunds",
        "charge=ch_123&amount=500&metadata[order]=6735",
    );
    assert_eq!(response.status, 200, "{refund}");
    assert_eq!(refund["amount"], 500);
    assert_eq!(refund["charge"], "ch_123");
    let id = refund["id"].as_str().unwrap();
    assert!(id.starts_with("re_"), "{id}");
    let (_, again) = send(&mut mock, "GET", &format!("/v1/refunds/{id}"), "");
    assert_eq!(again, refund);
    let (_, changed) = send(
        &mut mock,
        "POST",
        &format!("/v1/refunds/{id}"),
        "metadata[order]=&metadata[a]=b",
    );
    assert_eq!(changed["metadata"], serde_json::json!({"a": "b"}));
    let (_, page) = send(
        &mut mock,
        "GET",
        "/v1/refunds?charge=ch_123&expand[0]=data.charge",
        "",
    );
    assert_eq!(page["data"][0]["id"], id);
    assert_eq!(page["data"][0]["charge"]["id"], "ch_123", "{page}");
    for entry in mock.journal() {
        println!("{entry}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    let mut mock = StandIn::new(fragment(), Options::default());
    for (body, code, param) in [
        ("charge=ch_1&amont=1", "parameter_unknown", "amont"),
        (
            "charge=ch_1&amount=x",
            "parameter_invalid_integer",
            "amount",
        ),
        ("charge=ch_1&reason=bored", "", "reason"),
        ("charge=ch_1&reason=", "parameter_invalid_empty", "reason"),
        ("charge=cha_1", "resource_missing", "charge"),
        ("charge=ch_1&expand[0]=amount", "", "expand[0]"),
    ] {
        let (response, error) = send(&mut mock, "POST", "/v1/refunds", body);
        assert_eq!(response.status, 400, "{body}: {error}");
        assert_eq!(error["error"]["param"], param, "{error}");
        assert_eq!(
            error["error"]["code"].as_str().unwrap_or_default(),
            code,
            "{error}"
        );
    }
}
