//! Refunds of payments that were made before, with the whole API.

use serde_json::json;

use crate::support::{Shop, id, said};

#[test]
fn a_payment_intent_is_refunded_by_its_own_id() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(5000, "pm_card_visa");
    let refund = shop.post("/v1/refunds", &format!("payment_intent={}", id(&intent)));
    assert_eq!(refund["amount"], 5000);
    assert_eq!(refund["charge"], intent["latest_charge"]);
    assert_eq!(refund["payment_intent"], intent["id"]);
    let details = &refund["destination_details"];
    assert_eq!(details["card"]["type"], "refund");
    let expand = "expand[0]=latest_charge.refunds";
    let intent = shop.get(&format!("/v1/payment_intents/{}?{expand}", id(&intent)));
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["amount_received"], 5000);
    let charge = &intent["latest_charge"];
    assert_eq!(
        (&charge["refunded"], &charge["amount_refunded"]),
        (&json!(true), &json!(5000))
    );
    assert_eq!(charge["refunds"]["data"][0]["id"], refund["id"]);
}

#[test]
fn a_refund_takes_its_amount_out_of_the_balance() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(5000, "pm_card_visa");
    let body = format!(
        "payment_intent={}&amount=2000&expand[0]=balance_transaction",
        id(&intent)
    );
    let refund = shop.post("/v1/refunds", &body);
    let moved = &refund["balance_transaction"];
    assert_eq!(
        (&moved["amount"], &moved["net"]),
        (&json!(-2000), &json!(-2000))
    );
    assert_eq!(
        (&moved["type"], &moved["fee"]),
        (&json!("refund"), &json!(0))
    );
    assert_eq!(moved["source"], refund["id"]);
}

#[test]
fn a_refund_that_fails_puts_its_amount_back_into_the_balance() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(5000, "pm_card_refundFail");
    let refund = shop.post("/v1/refunds", &format!("payment_intent={}", id(&intent)));
    assert_eq!(refund["status"], "succeeded");
    shop.wait(10);
    let expand = "expand[0]=failure_balance_transaction&expand[1]=charge";
    let refund = shop.get(&format!("/v1/refunds/{}?{expand}", id(&refund)));
    assert_eq!(refund["status"], "failed");
    let back = &refund["failure_balance_transaction"];
    assert_eq!(
        (&back["amount"], &back["type"]),
        (&json!(5000), &json!("refund_failure"))
    );
    assert_eq!(refund["charge"]["amount_refunded"], 0);
}

#[test]
fn a_pending_refund_of_a_card_succeeds_later() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(5000, "pm_card_pendingRefund");
    let refund = shop.post("/v1/refunds", &format!("payment_intent={}", id(&intent)));
    assert_eq!(refund["status"], "pending");
    shop.wait(10);
    let refund = shop.get(&format!("/v1/refunds/{}", id(&refund)));
    assert_eq!(refund["status"], "succeeded");
}

#[test]
fn a_payment_intent_that_is_not_paid_has_nothing_to_refund() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let open = shop.post("/v1/payment_intents", "amount=500&currency=usd");
    let error = shop.refused(400, "/v1/refunds", &format!("payment_intent={}", id(&open)));
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", null, "payment_intent"])
    );
    let error = shop.refused(400, "/v1/refunds", "payment_intent=pi_none");
    assert_eq!(error["code"], "resource_missing");
    let error = shop.refused(400, "/v1/refunds", "charge=ch_none");
    assert_eq!(error["code"], "resource_missing");
}

#[test]
fn a_disputed_payment_cannot_be_refunded() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(5000, "pm_card_createDispute");
    assert_eq!(
        shop.events,
        [
            "payment_intent.created",
            "charge.succeeded",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "payment_intent.succeeded"
        ]
    );
    let error = shop.refused(
        400,
        "/v1/refunds",
        &format!("payment_intent={}", id(&intent)),
    );
    assert_eq!(error["code"], "charge_disputed");
    let disputes = shop.get(&format!("/v1/disputes?payment_intent={}", id(&intent)));
    assert_eq!(disputes["data"][0]["amount"], 5000);
    assert_eq!(disputes["data"][0]["status"], "needs_response");
}

#[test]
fn a_bank_transfer_is_refunded_once_the_customer_names_an_account() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "amount=5000&currency=eur&confirm=true&payment_method_types[0]=customer_balance&payment_method_data[type]=customer_balance";
    let intent = shop.post("/v1/payment_intents", body);
    let of = format!("payment_intent={}", id(&intent));
    let error = shop.refused(400, "/v1/refunds", &of);
    assert_eq!(error["param"], "instructions_email");
    let refund = shop.post(
        "/v1/refunds",
        &format!("{of}&instructions_email=jenny@example.com"),
    );
    assert_eq!(refund["status"], "requires_action");
    let refund = shop.post(&format!("/v1/refunds/{}/cancel", id(&refund)), "");
    assert_eq!(refund["status"], "canceled");
}

#[test]
fn the_cash_of_a_customer_is_refunded_without_a_charge() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = shop.customer();
    let body = format!(
        "origin=customer_balance&customer={customer}&amount=700&currency=eur&instructions_email=jenny@example.com"
    );
    let refund = shop.post("/v1/refunds", &body);
    assert_eq!(refund["status"], "requires_action");
    assert_eq!(
        (&refund["charge"], &refund["currency"]),
        (&json!(null), &json!("eur"))
    );
    for name in ["customer", "amount", "currency", "instructions_email"] {
        let without: Vec<&str> = body
            .split('&')
            .filter(|pair| !pair.starts_with(name))
            .collect();
        let error = shop.refused(400, "/v1/refunds", &without.join("&"));
        let expected = json!(["invalid_request_error", "parameter_missing", name]);
        assert_eq!(said(&error), expected);
    }
}

#[test]
fn where_any_id_exists_what_is_asked_of_it_suits_it() {
    let Some(mut shop) = Shop::whole_with_any_id() else {
        return;
    };
    let refund = shop.post(
        "/v1/refunds",
        "payment_intent=pi_1&expand[0]=payment_intent",
    );
    assert_eq!(refund["payment_intent"]["latest_charge"], "ch_1");
    assert_eq!(
        shop.post("/v1/refunds/re_1/cancel", "")["status"],
        "canceled"
    );
    assert_eq!(
        shop.post("/v1/payment_intents/pi_2/capture", "")["status"],
        "succeeded"
    );
    assert_eq!(
        shop.post("/v1/payment_intents/pi_3/cancel", "")["status"],
        "canceled"
    );
    // To look at it does not decide on it.
    shop.get("/v1/payment_intents/pi_4");
    let confirmed = shop.post("/v1/payment_intents/pi_4/confirm", "payment_method=pm_x");
    assert_eq!(confirmed["status"], "succeeded");
    assert_eq!(shop.post("/v1/charges/ch_5/capture", "")["captured"], true);
    shop.post("/v1/charges", "amount=2000&currency=usd&source=tok_xxxx");
    shop.post("/v1/payment_methods/pm_1/attach", "customer=cus_1");
    shop.post("/v1/payment_methods/pm_2/detach", "");
}
