//! What tried to make the stand-in lie, fail or tell secrets.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::{form, fragment, send, whole, with};
use mock::{Options, StandIn};
use serde_json::Value;

fn of_fragment() -> StandIn {
    StandIn::new(fragment(), Options::default())
}

fn post(mock: &mut StandIn, target: &str, body: &str) -> (u16, Value) {
    let (outcome, value) = send(mock, &form("POST", target, body));
    (outcome.response.status, value)
}

fn get(mock: &mut StandIn, target: &str) -> Value {
    send(mock, &form("GET", target, "")).1
}

/// A payment intent of 1000 usd.
fn intent(mock: &mut StandIn, more: &str) -> (String, Value) {
    let body = format!(
        "amount=1000&currency=usd&payment_method=pm_card_visa&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never&{more}"
    );
    let (status, made) = post(mock, "/v1/payment_intents", &body);
    assert_eq!(status, 200, "{made}");
    (
        format!("/v1/payment_intents/{}", made["id"].as_str().unwrap()),
        made,
    )
}

#[test]
fn the_clock_ends_with_the_year_9999() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    for far in [
        r#"{"set": 253402300800}"#,
        r#"{"advance": 9223372036854775807}"#,
    ] {
        post(&mut mock, "/_mock/clock", far);
        let body = "type=card&card[number]=4242424242424242&card[exp_month]=1&card[exp_year]=2030";
        post(&mut mock, "/v1/payment_methods", body);
        let page = get(&mut mock, "/v2/core/event_destinations");
        assert!(page["data"].is_array(), "{page}");
    }
}

#[test]
fn what_no_rule_checks_changes_no_money() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    let (path, _) = intent(&mut mock, "confirm=true&capture_method=manual");
    for (action, body) in [
        ("increment_authorization", "amount=5000"),
        ("apply_customer_balance", "amount=1&currency=eur"),
    ] {
        let request = form("POST", &format!("{path}/{action}"), body);
        let (outcome, answer) = send(&mut mock, &request);
        assert_eq!(outcome.response.header("mock-fidelity"), Some("schema"));
        assert_eq!(
            (&answer["amount"], &answer["currency"]),
            (&1000.into(), &"usd".into())
        );
    }
    let (_, canceled) = post(&mut mock, &format!("{path}/cancel"), "");
    let charge = get(
        &mut mock,
        &format!(
            "/v1/charges/{}",
            canceled["latest_charge"].as_str().unwrap()
        ),
    );
    assert_eq!(
        (&charge["amount"], &charge["amount_refunded"]),
        (&1000.into(), &1000.into())
    );
}

#[test]
fn a_transfer_that_moved_nothing_brings_nothing_back() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(
        model,
        Options {
            any_id: true,
            ..Options::default()
        },
    );
    let (_, transfer) = post(
        &mut mock,
        "/v1/transfers",
        "amount=9000&currency=usd&destination=acct_1",
    );
    let reversals = format!(
        "/v1/transfers/{}/reversals",
        transfer["id"].as_str().unwrap()
    );
    assert_eq!(post(&mut mock, &reversals, "").0, 200);
    let balance = get(&mut mock, "/v1/balance").to_string();
    assert!(!balance.contains("9000"), "{balance}");
}

#[test]
fn a_fee_is_never_more_than_the_payment() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    let (path, _) = intent(&mut mock, "");
    let (status, error) = post(&mut mock, &path, "application_fee_amount=100000");
    assert_eq!(
        (status, &error["error"]["param"]),
        (400, &"application_fee_amount".into())
    );
    let (path, _) = intent(&mut mock, "confirm=true");
    let (status, error) = post(&mut mock, &path, "capture_method=manual");
    assert_eq!(
        (status, &error["error"]["code"]),
        (400, &"payment_intent_unexpected_state".into())
    );
    assert_eq!(post(&mut mock, &path, "metadata[a]=b").0, 200);
}

#[test]
fn the_list_in_a_charge_goes_on_at_its_own_path() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    let (_, made) = intent(&mut mock, "confirm=true");
    let id = made["latest_charge"].as_str().unwrap();
    let charge = get(&mut mock, &format!("/v1/charges/{id}?expand[]=refunds"));
    assert_eq!(
        charge["refunds"]["url"],
        format!("/v1/charges/{id}/refunds")
    );
}

#[test]
fn made_up_answers_say_so() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    for (target, body) in [
        (
            "/v1/setup_intents",
            "payment_method=pm_card_visa&confirm=true",
        ),
        ("/v1/payouts", "amount=100&currency=usd"),
    ] {
        let (outcome, answer) = send(&mut mock, &form("POST", target, body));
        assert_eq!(outcome.response.status, 200, "{answer}");
        assert_eq!(
            outcome.response.header("mock-fidelity"),
            Some("schema"),
            "{target}"
        );
    }
    let (outcome, _) = send(&mut mock, &form("GET", "/v1/mandates/mandate_1", ""));
    assert_eq!(outcome.response.header("mock-fidelity"), Some("schema"));
    let (outcome, _) = send(&mut mock, &form("POST", "/v1/customers", "name=A"));
    assert_eq!(outcome.response.header("mock-fidelity"), None);
}

#[test]
fn the_log_has_one_line_a_request_and_no_secret() {
    let mut mock = of_fragment();
    post(
        &mut mock,
        "/v1/refunds",
        "x%0A200%20POST%20/v1/refunds%1B%5B31m=1",
    );
    get(&mut mock, "/v1/refunds?client_secret=pi_1_secret_TOP");
    post(&mut mock, "/v1/refunds", "charge=4242424242424242");
    for entry in mock.journal() {
        let line = entry.to_string();
        assert_eq!(
            line.lines().count(),
            1 + usize::from(entry.refused.is_some()),
            "{line}"
        );
        assert!(!line.contains('\u{1b}') && !line.contains("TOP"), "{line}");
        assert!(!line.contains("4242424242424242"), "{line}");
        assert!(!entry.json().to_string().contains("TOP"));
    }
    let long = "a".repeat(1_000_000);
    post(&mut mock, "/v1/refunds", &format!("{long}=1"));
    assert!(mock.journal().last().unwrap().to_string().len() < 10_000);
}

#[test]
fn live_keys_and_empty_keys_are_refused() {
    let mut mock = of_fragment();
    let mut live = form("GET", "/v1/refunds", "");
    live.headers[0].1 = "Bearer sk_live_123".to_owned();
    assert_eq!(send(&mut mock, &live).0.response.status, 401);
    let empty = with(
        form("POST", "/v1/refunds", "charge=ch_1"),
        "idempotency-key",
        " ",
    );
    assert_eq!(send(&mut mock, &empty).0.response.status, 400);
}

#[test]
fn metadata_has_its_limits() {
    let mut mock = of_fragment();
    let keys: String = (0..51).map(|n| format!("&metadata[k{n}]=v")).collect();
    let value = "v".repeat(501);
    for (more, param) in [
        (keys, "metadata".to_owned()),
        (format!("&metadata[a]={value}"), "metadata[a]".to_owned()),
        (
            format!("&metadata[{}]=b", "k".repeat(41)),
            format!("metadata[{}]", "k".repeat(41)),
        ),
    ] {
        let (status, error) = post(&mut mock, "/v1/refunds", &format!("charge=ch_1{more}"));
        assert_eq!((status, &error["error"]["param"]), (400, &param.into()));
    }
}

#[test]
fn events_name_their_account_and_come_by_kind() {
    let Some(model) = whole() else {
        return;
    };
    let mut mock = StandIn::new(model, Options::default());
    let request = with(
        form("POST", "/v1/customers", "name=A"),
        "stripe-account",
        "acct_1",
    );
    assert_eq!(send(&mut mock, &request).0.events[0]["account"], "acct_1");
    post(&mut mock, "/v1/customers", "name=A");
    intent(&mut mock, "confirm=true");
    let all = |mock: &mut StandIn, query: &str| {
        let page = get(mock, &format!("/v1/events?{query}"));
        page["data"].as_array().unwrap().len()
    };
    assert_eq!(all(&mut mock, "type=customer.created"), 1);
    assert_eq!(all(&mut mock, "type=customer.*"), 1);
    assert_eq!(
        all(
            &mut mock,
            "types[]=customer.created&types[]=charge.succeeded"
        ),
        2
    );
}

#[test]
fn a_plan_that_is_misspelt_changes_nothing() {
    let mut mock = of_fragment();
    assert_eq!(
        post(&mut mock, "/_mock/faults", r#"{"next": ["500-before"]}"#).0,
        200
    );
    assert_eq!(
        post(&mut mock, "/_mock/faults", r#"{"nxt": ["lost-after"]}"#).0,
        400
    );
    assert_eq!(get(&mut mock, "/_mock/faults")["next"][0], "500-before");
}

#[test]
fn the_time_of_a_look_changes_no_ids() {
    let Some(model) = whole() else {
        return;
    };
    let run = |looks: bool| {
        let options = Options {
            clock: Some(1_800_000_000),
            ..Options::default()
        };
        let mut mock = StandIn::new(model.clone(), options);
        let body = "amount=1000&currency=usd&payment_method=pm_card_pendingRefund&confirm=true&return_url=https://a.b";
        let (_, made) = post(&mut mock, "/v1/payment_intents", body);
        post(
            &mut mock,
            "/v1/refunds",
            &format!("payment_intent={}", made["id"].as_str().unwrap()),
        );
        let (_, clock) = post(
            &mut mock,
            "/v1/test_helpers/test_clocks",
            "frozen_time=1700000000",
        );
        let advance = format!(
            "/v1/test_helpers/test_clocks/{}/advance",
            clock["id"].as_str().unwrap()
        );
        post(&mut mock, &advance, "frozen_time=1700000060");
        let mut events = if looks { mock.pass(0) } else { Vec::new() };
        let (outcome, customer) = send(&mut mock, &form("POST", "/v1/customers", "name=A"));
        events.extend(outcome.events);
        (customer["id"].clone(), events)
    };
    let (looked, not) = (run(true), run(false));
    assert_eq!(looked, not);
    assert!(
        looked
            .1
            .iter()
            .any(|event| event["type"] == "refund.updated" && event["request"]["id"].is_null())
    );
}
