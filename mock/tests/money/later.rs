//! What time brings.

use serde_json::json;

use crate::support::{Shop, id, payment};

#[test]
fn a_bank_debit_is_under_way_and_succeeds_later() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "amount=2000&currency=eur&confirm=true&payment_method_types[0]=sepa_debit&payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]=DE89370400440532013000";
    let intent = shop.post("/v1/payment_intents", body);
    assert_eq!(intent["status"], "processing");
    let events = [
        "payment_intent.created",
        "charge.pending",
        "payment_intent.processing",
    ];
    assert_eq!(shop.events, events);
    let charge = intent["latest_charge"].as_str().unwrap().to_owned();
    assert!(charge.starts_with("py_"), "{charge}");
    let error = shop.refused(400, "/v1/refunds", &format!("charge={charge}"));
    assert_eq!(error["code"], "charge_not_refundable");
    shop.wait(10);
    let intent = shop.get(&format!("/v1/payment_intents/{}", id(&intent)));
    assert_eq!(
        (&intent["status"], &intent["amount_received"]),
        (&json!("succeeded"), &json!(2000))
    );
    assert_eq!(
        shop.events,
        ["charge.succeeded", "payment_intent.succeeded"]
    );
    shop.post("/v1/refunds", &format!("charge={charge}"));
}

#[test]
fn an_authorization_expires_after_seven_days() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = payment(2000, "pm_card_visa") + "&capture_method=manual";
    let intent = shop.post("/v1/payment_intents", &body);
    let alone = "amount=2000&currency=usd&source=tok_visa&capture=false";
    let alone = format!("/v1/charges/{}", id(&shop.post("/v1/charges", alone)));
    let path = format!("/v1/payment_intents/{}", id(&intent));
    shop.wait(7 * 86_400 - 1);
    assert_eq!(shop.get(&path)["status"], "requires_capture");
    shop.wait(1);
    let intent = shop.get(&format!("{path}?expand[0]=latest_charge.refunds"));
    assert_eq!(
        (&intent["status"], &intent["cancellation_reason"]),
        (&json!("canceled"), &json!("automatic"))
    );
    let refund = &intent["latest_charge"]["refunds"]["data"][0];
    assert_eq!(refund["reason"], "expired_uncaptured_charge");
    assert_eq!(
        shop.events,
        [
            "charge.expired",
            "payment_intent.canceled",
            "charge.expired"
        ]
    );
    let error = shop.refused(400, &format!("{alone}/capture"), "");
    assert_eq!(error["code"], "charge_expired_for_capture");
}

#[test]
fn what_was_given_back_does_not_expire() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = payment(2000, "pm_card_visa") + "&capture_method=manual";
    let intent = shop.post("/v1/payment_intents", &body);
    shop.post(&format!("/v1/payment_intents/{}/cancel", id(&intent)), "");
    shop.wait(8 * 86_400);
    let charge = intent["latest_charge"].as_str().unwrap();
    assert_eq!(
        shop.get(&format!("/v1/charges/{charge}"))["amount_refunded"],
        2000
    );
    assert_eq!(shop.events, [""; 0]);
}

#[test]
fn what_is_captured_in_time_stays() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = payment(2000, "pm_card_visa") + "&capture_method=manual";
    let path = format!(
        "/v1/payment_intents/{}",
        id(&shop.post("/v1/payment_intents", &body))
    );
    shop.post(&format!("{path}/capture"), "");
    shop.wait(30 * 86_400);
    assert_eq!(shop.get(&path)["status"], "succeeded");
    assert_eq!(shop.events, [""; 0]);
}

#[test]
fn a_test_clock_is_moved_forward_and_all_time_with_it() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let clock = shop.post(
        "/v1/test_helpers/test_clocks",
        "frozen_time=1700000000&name=a",
    );
    assert_eq!(
        (&clock["status"], &clock["name"]),
        (&json!("ready"), &json!("a"))
    );
    let advance = format!("/v1/test_helpers/test_clocks/{}/advance", id(&clock));
    let error = shop.refused(400, &advance, "frozen_time=1700000000");
    assert_eq!(error["param"], "frozen_time");
    let intent = shop.post(
        "/v1/payment_intents",
        &payment(2000, "pm_card_pendingRefund"),
    );
    let refund = shop.post("/v1/refunds", &format!("payment_intent={}", id(&intent)));
    assert_eq!(refund["status"], "pending");
    let clock = shop.post(&advance, "frozen_time=1700000100");
    assert_eq!(clock["frozen_time"], 1_700_000_100);
    let refund = shop.get(&format!("/v1/refunds/{}", id(&refund)));
    assert_eq!(refund["status"], "succeeded");
}
