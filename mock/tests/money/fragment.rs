//! Refunds with the committed fragment, where charges exist by their ids alone.

use serde_json::{Value, json};

use crate::support::{Shop, id, said};

#[test]
fn a_charge_is_refunded_in_parts_until_nothing_is_left() {
    let mut shop = Shop::of_fragment();
    let first = shop.post("/v1/refunds", "charge=ch_123&amount=2500&reason=duplicate");
    assert_eq!(first["amount"], 2500);
    assert_eq!(first["currency"], "usd");
    assert_eq!(first["status"], "succeeded");
    assert_eq!(first["reason"], "duplicate");
    assert_eq!(first["payment_intent"], "pi_123");
    assert!(
        first["balance_transaction"]
            .as_str()
            .unwrap()
            .starts_with("txn_")
    );
    assert_eq!(shop.events, ["refund.created", "charge.refunded"]);
    let rest = shop.post("/v1/refunds", "charge=ch_123&expand[0]=charge");
    assert_eq!(rest["amount"], 7500);
    assert_eq!(rest["charge"]["amount_refunded"], 10_000);
    assert_eq!(rest["charge"]["refunded"], true);
    let error = shop.refused(400, "/v1/refunds", "charge=ch_123");
    let expected = json!(["invalid_request_error", "charge_already_refunded", null]);
    assert_eq!(said(&error), expected);
}

#[test]
fn more_than_is_left_is_refused_with_the_amounts() {
    let mut shop = Shop::of_fragment();
    shop.post("/v1/refunds", "charge=ch_123&amount=6000");
    let error = shop.refused(400, "/v1/refunds", "charge=ch_123&amount=4001");
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", null, "amount"])
    );
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains("40.01 usd") && message.contains("40.00 usd"),
        "{message}"
    );
    // Nothing has changed.
    shop.post("/v1/refunds", "charge=ch_123&amount=4000");
}

#[test]
fn an_amount_is_positive() {
    let mut shop = Shop::of_fragment();
    for amount in ["0", "-1"] {
        let error = shop.refused(
            400,
            "/v1/refunds",
            &format!("charge=ch_123&amount={amount}"),
        );
        let expected = json!([
            "invalid_request_error",
            "parameter_invalid_integer",
            "amount"
        ]);
        assert_eq!(said(&error), expected);
    }
}

#[test]
fn a_refund_is_of_a_charge_or_of_a_payment_intent() {
    let mut shop = Shop::of_fragment();
    let error = shop.refused(400, "/v1/refunds", "amount=100");
    let expected = json!(["invalid_request_error", "parameter_missing", "charge"]);
    assert_eq!(said(&error), expected);
    let refund = shop.post("/v1/refunds", "payment_intent=pi_123&amount=100");
    assert_eq!(refund["charge"], "ch_123");
    // One and the same charge.
    assert_eq!(shop.post("/v1/refunds", "charge=ch_123")["amount"], 9900);
}

#[test]
fn a_charge_and_a_payment_intent_must_agree() {
    let mut shop = Shop::of_fragment();
    shop.post("/v1/refunds", "charge=ch_1&payment_intent=pi_1&amount=100");
    let error = shop.refused(400, "/v1/refunds", "charge=ch_1&payment_intent=pi_2");
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", null, "payment_intent"])
    );
}

#[test]
fn what_is_no_payment_intent_is_missing() {
    let mut shop = Shop::of_fragment();
    let error = shop.refused(400, "/v1/refunds", "payment_intent=order_1");
    let expected = json!([
        "invalid_request_error",
        "resource_missing",
        "payment_intent"
    ]);
    assert_eq!(said(&error), expected);
}

#[test]
fn the_refund_of_a_charge_answers_the_charge() {
    let mut shop = Shop::of_fragment();
    let charge = shop.post("/v1/charges/ch_123/refund", "amount=2500&expand[0]=refunds");
    assert_eq!(charge["object"], "charge");
    assert_eq!(charge["id"], "ch_123");
    assert_eq!(charge["amount_refunded"], 2500);
    assert_eq!(charge["refunded"], false);
    assert_eq!(charge["refunds"]["data"][0]["amount"], 2500);
    assert_eq!(charge["refunds"]["url"], "/v1/charges/ch_123/refunds");
}

#[test]
fn a_charge_of_a_path_that_is_not_there_is_not_found() {
    let mut shop = Shop::of_fragment();
    for path in ["/v1/charges/order_1/refund", "/v1/charges/order_1/refunds"] {
        let error = shop.refused(404, path, "");
        assert_eq!(error["code"], "resource_missing");
    }
}

#[test]
fn refunds_below_a_charge_are_those_of_the_charge() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/charges/ch_1/refunds", "amount=100");
    let id = id(&refund);
    let own = format!("/v1/charges/ch_1/refunds/{id}");
    assert_eq!(shop.get(&own), refund);
    let changed = shop.post(&own, "metadata[order]=6735");
    assert_eq!(changed["metadata"], json!({"order": "6735"}));
    let other = format!("/v1/charges/ch_2/refunds/{id}");
    for method in ["GET", "POST"] {
        let (status, error) = shop.send(method, &other, "");
        assert_eq!(status, 404, "{error}");
    }
    assert_eq!(
        shop.get("/v1/charges/ch_1/refunds")["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(shop.get("/v1/charges/ch_2/refunds")["data"], json!([]));
}

#[test]
fn a_change_of_metadata_says_what_was_there_before() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/refunds", "charge=ch_1&metadata[order]=6735");
    let path = format!("/v1/refunds/{}", id(&refund));
    shop.post(&path, "metadata[order]=6736");
    assert_eq!(shop.events, ["refund.updated", "charge.refund.updated"]);
    for event in &shop.sent {
        let before = &event["data"]["previous_attributes"];
        assert_eq!(before, &json!({"metadata": {"order": "6735"}}));
    }
    shop.post(&path, "metadata[order]=6736");
    assert_eq!(shop.events, [""; 0]);
    assert_eq!(shop.post(&path, "metadata=")["metadata"], json!({}));
}

#[test]
fn a_disputed_a_failed_and_an_uncaptured_charge_cannot_be_refunded() {
    let mut shop = Shop::of_fragment();
    for (charge, code) in [
        ("ch_disputed_1", "charge_disputed"),
        ("ch_failed_1", "charge_not_refundable"),
        ("ch_uncaptured_1", "charge_not_refundable"),
    ] {
        let error = shop.refused(400, "/v1/refunds", &format!("charge={charge}"));
        assert_eq!(error["code"], code);
    }
    for intent in ["pi_failed_1", "pi_uncaptured_1"] {
        let error = shop.refused(400, "/v1/refunds", &format!("payment_intent={intent}"));
        assert_eq!(error["param"], "payment_intent");
    }
}

#[test]
fn the_id_of_a_charge_says_amount_and_currency() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/refunds", "charge=ch_eur_amount_4500_x");
    assert_eq!(
        (&refund["amount"], &refund["currency"]),
        (&json!(4500), &json!("eur"))
    );
}

#[test]
fn a_pending_refund_succeeds_later() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/refunds", "charge=ch_pendingRefund_1&amount=700");
    assert_eq!(refund["status"], "pending");
    assert_eq!(refund["pending_reason"], "processing");
    let path = format!("/v1/refunds/{}", id(&refund));
    shop.wait(9);
    assert_eq!(shop.get(&path)["status"], "pending");
    shop.wait(1);
    let refund = shop.get(&path);
    assert_eq!(refund["status"], "succeeded");
    assert_eq!(refund["pending_reason"], Value::Null);
    assert_eq!(shop.events, ["refund.updated", "charge.refund.updated"]);
    let before = &shop.sent[0]["data"]["previous_attributes"];
    assert_eq!(before["status"], "pending");
    // Once.
    shop.wait(1000);
    shop.get(&path);
    assert_eq!(shop.events, [""; 0]);
}

#[test]
fn a_clock_that_is_moved_brings_what_time_brings() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/refunds", "charge=ch_pendingRefund_1");
    let path = format!("/v1/refunds/{}", id(&refund));
    shop.post("/_mock/clock", r#"{"advance": 10}"#);
    assert_eq!(shop.get(&path)["status"], "succeeded");
}

#[test]
fn a_refund_that_fails_gives_the_amount_back() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post("/v1/refunds", "charge=ch_refundFail_1");
    assert_eq!(refund["status"], "succeeded");
    shop.refused(400, "/v1/refunds", "charge=ch_refundFail_1");
    shop.wait(10);
    let path = format!("/v1/refunds/{}?expand[0]=charge", id(&refund));
    let refund = shop.get(&path);
    assert_eq!(refund["status"], "failed");
    assert_eq!(refund["failure_reason"], "expired_or_canceled_card");
    assert!(
        refund["failure_balance_transaction"]
            .as_str()
            .unwrap()
            .starts_with("txn_")
    );
    assert_eq!(refund["charge"]["amount_refunded"], 0);
    assert_eq!(refund["charge"]["refunded"], false);
    let expected = ["refund.updated", "charge.refund.updated", "refund.failed"];
    assert_eq!(shop.events, expected);
    shop.post("/v1/refunds", "charge=ch_refundFail_1");
}

#[test]
fn an_event_of_what_time_brings_is_sent_though_the_request_is_refused() {
    let mut shop = Shop::of_fragment();
    shop.post("/v1/refunds", "charge=ch_pendingRefund_1&amount=700");
    shop.wait(10);
    shop.refused(400, "/v1/refunds", "charge=order_1");
    assert_eq!(shop.events, ["refund.updated", "charge.refund.updated"]);
}

#[test]
fn a_refund_to_an_unknown_bank_account_asks_the_customer() {
    let mut shop = Shop::of_fragment();
    let error = shop.refused(400, "/v1/refunds", "charge=ch_bankTransfer_1");
    let expected = json!([
        "invalid_request_error",
        "parameter_missing",
        "instructions_email"
    ]);
    assert_eq!(said(&error), expected);
    let body = "charge=ch_bankTransfer_1&amount=100&instructions_email=jenny@example.com";
    let refund = shop.post("/v1/refunds", body);
    assert_eq!(refund["status"], "requires_action");
    let details = &refund["next_action"]["display_details"];
    assert_eq!(details["email_sent"]["email_sent_to"], "jenny@example.com");
}

#[test]
fn only_a_refund_that_waits_for_the_customer_is_canceled_or_expires() {
    let mut shop = Shop::of_fragment();
    let wait = "charge=ch_bankTransfer_1&amount=100&instructions_email=jenny@example.com";
    let canceled = id(&shop.post("/v1/refunds", wait));
    let path = format!("/v1/refunds/{canceled}/cancel");
    let refund = shop.post(&path, "expand[0]=charge");
    assert_eq!(refund["status"], "canceled");
    assert_eq!(refund["failure_reason"], "merchant_request");
    assert!(refund["failure_balance_transaction"].is_string());
    assert_eq!(refund["charge"]["amount_refunded"], 0);
    assert_eq!(shop.events, ["refund.updated", "charge.refund.updated"]);
    shop.refused(400, &path, "");
    let expired = id(&shop.post("/v1/refunds", wait));
    let path = format!("/v1/test_helpers/refunds/{expired}/expire");
    assert_eq!(shop.post(&path, "")["status"], "failed");
    assert_eq!(shop.events.last().unwrap(), "refund.failed");
    let done = id(&shop.post("/v1/refunds", "charge=ch_1"));
    for path in [
        "/v1/refunds/ID/cancel",
        "/v1/test_helpers/refunds/ID/expire",
    ] {
        let error = shop.refused(400, &path.replace("ID", &done), "");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("`succeeded`"), "{message}");
        shop.refused(404, &path.replace("ID", "re_none"), "");
    }
}

#[test]
fn a_customer_who_is_not_heard_of_for_45_days_gets_no_refund() {
    let mut shop = Shop::of_fragment();
    let body = "charge=ch_bankTransfer_1&amount=100&instructions_email=jenny@example.com";
    let refund = shop.post("/v1/refunds", body);
    shop.wait(45 * 86_400);
    let refund = shop.get(&format!("/v1/refunds/{}", id(&refund)));
    assert_eq!(refund["status"], "failed");
}

#[test]
fn a_fraudulent_charge_says_so_once_it_is_refunded() {
    let mut shop = Shop::of_fragment();
    let refund = shop.post(
        "/v1/refunds",
        "charge=ch_1&reason=fraudulent&expand[0]=charge",
    );
    assert_eq!(
        refund["charge"]["fraud_details"]["user_report"],
        "fraudulent"
    );
}

#[test]
fn what_a_charge_does_not_have_cannot_come_back() {
    let mut shop = Shop::of_fragment();
    for flag in ["refund_application_fee", "reverse_transfer"] {
        let error = shop.refused(400, "/v1/refunds", &format!("charge=ch_1&{flag}=true"));
        assert_eq!(error["param"], flag);
        shop.post("/v1/refunds", &format!("charge=ch_1&amount=1&{flag}=false"));
    }
    let body =
        "charge=ch_fee_transfer_1&amount=2500&reverse_transfer=true&refund_application_fee=true";
    let refund = shop.post("/v1/refunds", body);
    assert!(
        refund["transfer_reversal"]
            .as_str()
            .unwrap()
            .starts_with("trr_")
    );
}
