//! Payment intents: from a payment method to the money.

use serde_json::{Value, json};

use crate::support::{Shop, id, payment, said};

#[test]
fn an_intent_goes_from_payment_method_to_confirmation_to_success() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.post("/v1/payment_intents", "amount=2000&currency=USD");
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(intent["currency"], "usd");
    let secret = intent["client_secret"].as_str().unwrap();
    assert!(
        secret.starts_with(&format!("{}_secret_", id(&intent))),
        "{secret}"
    );
    assert_eq!(shop.events, ["payment_intent.created"]);
    let path = format!("/v1/payment_intents/{}", id(&intent));
    let intent = shop.post(&path, "payment_method=pm_card_visa");
    assert_eq!(intent["status"], "requires_confirmation");
    let method = intent["payment_method"].as_str().unwrap();
    assert!(
        method.starts_with("pm_") && method != "pm_card_visa",
        "{method}"
    );
    let confirm = format!("{path}/confirm");
    let intent = shop.post(
        &confirm,
        "return_url=https://example.com&expand[0]=latest_charge",
    );
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["amount_received"], 2000);
    let charge = &intent["latest_charge"];
    assert_eq!(charge["status"], "succeeded");
    assert_eq!(charge["paid"], true);
    assert_eq!(charge["captured"], true);
    assert_eq!(charge["amount_captured"], 2000);
    assert_eq!(charge["payment_intent"], intent["id"]);
    assert_eq!(charge["payment_method_details"]["card"]["last4"], "4242");
    assert_eq!(
        shop.events,
        ["charge.succeeded", "payment_intent.succeeded"]
    );
}

#[test]
fn an_amount_is_positive_and_at_least_what_the_currency_demands() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for (body, code) in [
        ("amount=0&currency=usd", "parameter_invalid_integer"),
        ("amount=-5&currency=usd", "parameter_invalid_integer"),
        ("amount=49&currency=usd", "amount_too_small"),
        ("amount=29&currency=gbp", "amount_too_small"),
        ("amount=100000000&currency=usd", "amount_too_large"),
    ] {
        let error = shop.refused(400, "/v1/payment_intents", body);
        assert_eq!(
            said(&error),
            json!(["invalid_request_error", code, "amount"])
        );
    }
    let error = shop.refused(400, "/v1/payment_intents", "amount=500&currency=dollars");
    assert_eq!(error["param"], "currency");
}

#[test]
fn a_decline_is_an_error_of_the_card_and_leaves_a_failed_charge() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let method = "pm_card_chargeDeclinedInsufficientFunds";
    let error = shop.refused(402, "/v1/payment_intents", &payment(2000, method));
    assert_eq!(said(&error), json!(["card_error", "card_declined", null]));
    assert_eq!(error["decline_code"], "insufficient_funds");
    assert_eq!(error["payment_method"]["type"], "card");
    let events = [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
    ];
    assert_eq!(shop.events, events);
    let intent = &error["payment_intent"];
    assert_eq!(intent["status"], "requires_payment_method");
    assert_eq!(intent["payment_method"], Value::Null);
    assert_eq!(intent["latest_charge"], error["charge"]);
    assert_eq!(
        intent["last_payment_error"]["decline_code"],
        "insufficient_funds"
    );
    assert_eq!(intent["last_payment_error"]["type"], "card_error");
    let charge = shop.get(&format!(
        "/v1/charges/{}",
        error["charge"].as_str().unwrap()
    ));
    assert_eq!(charge["status"], "failed");
    assert_eq!(
        (&charge["paid"], &charge["captured"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(charge["failure_code"], "card_declined");
    assert_eq!(charge["outcome"]["type"], "issuer_declined");
    assert_eq!(charge["outcome"]["reason"], "insufficient_funds");
    assert_eq!(charge["balance_transaction"], Value::Null);
    let refused = shop.refused(400, "/v1/refunds", &format!("charge={}", id(&charge)));
    assert_eq!(refused["code"], "charge_not_refundable");
}

#[test]
fn a_decline_is_answered_again_under_its_key_without_another_attempt() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    shop.key = Some("order-6735");
    let body = payment(2000, "pm_card_chargeDeclined");
    let first = shop.refused(402, "/v1/payment_intents", &body);
    assert_eq!(shop.refused(402, "/v1/payment_intents", &body), first);
    assert_eq!(shop.events, [""; 0]);
    assert_eq!(shop.get("/v1/charges")["data"].as_array().unwrap().len(), 1);
}

#[test]
fn a_declined_intent_takes_another_payment_method() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let error = shop.refused(
        402,
        "/v1/payment_intents",
        &payment(2000, "pm_card_chargeDeclined"),
    );
    let path = format!("/v1/payment_intents/{}", id(&error["payment_intent"]));
    let error = shop.refused(400, &format!("{path}/confirm"), "");
    assert_eq!(error["code"], "payment_intent_unexpected_state");
    let intent = shop.post(
        &format!("{path}/confirm"),
        "payment_method=pm_card_mastercard",
    );
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["last_payment_error"], Value::Null);
    let charges = shop.get(&format!("/v1/charges?payment_intent={}", id(&intent)));
    assert_eq!(charges["data"].as_array().unwrap().len(), 2);
}

#[test]
fn each_declining_card_has_its_codes() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for (method, code, reason) in [
        (
            "pm_card_chargeDeclined",
            "card_declined",
            json!("generic_decline"),
        ),
        (
            "pm_card_visa_chargeDeclined",
            "card_declined",
            json!("generic_decline"),
        ),
        (
            "pm_card_chargeDeclinedLostCard",
            "card_declined",
            json!("lost_card"),
        ),
        (
            "pm_card_chargeDeclinedStolenCard",
            "card_declined",
            json!("stolen_card"),
        ),
        (
            "pm_card_chargeDeclinedExpiredCard",
            "expired_card",
            Value::Null,
        ),
        (
            "pm_card_chargeDeclinedIncorrectCvc",
            "incorrect_cvc",
            Value::Null,
        ),
        (
            "pm_card_chargeDeclinedProcessingError",
            "processing_error",
            Value::Null,
        ),
    ] {
        let error = shop.refused(402, "/v1/payment_intents", &payment(2000, method));
        assert_eq!(
            (&error["code"], &error["decline_code"]),
            (&json!(code), &reason),
            "{method}"
        );
    }
}

#[test]
fn a_card_that_must_be_authenticated_sends_the_customer_elsewhere() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body =
        payment(2000, "pm_card_threeDSecure2Required") + "&return_url=https://example.com/back";
    let intent = shop.post("/v1/payment_intents", &body);
    assert_eq!(intent["status"], "requires_action");
    assert_eq!(intent["next_action"]["type"], "redirect_to_url");
    let back = &intent["next_action"]["redirect_to_url"]["return_url"];
    assert_eq!(back, "https://example.com/back");
    assert_eq!(intent["latest_charge"], Value::Null);
    assert_eq!(
        shop.events,
        ["payment_intent.created", "payment_intent.requires_action"]
    );
    // Who confirms again stands for the customer.
    let path = format!("/v1/payment_intents/{}/confirm", id(&intent));
    let intent = shop.post(&path, "");
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(intent["next_action"], Value::Null);
    let intent = shop.pay(2000, "pm_card_authenticationRequired");
    assert_eq!(intent["next_action"]["type"], "use_stripe_sdk");
}

#[test]
fn a_first_confirmation_asks_and_so_does_one_with_another_card() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "amount=500&currency=usd&payment_method=pm_card_authenticationRequired&payment_method_types[0]=card";
    let path = format!(
        "/v1/payment_intents/{}/confirm",
        id(&shop.post("/v1/payment_intents", body))
    );
    assert_eq!(shop.post(&path, "")["status"], "requires_action");
    let again = shop.post(&path, "payment_method=pm_card_threeDSecure2Required");
    assert_eq!(again["status"], "requires_action");
    assert_eq!(shop.post(&path, "")["status"], "succeeded");
}

#[test]
fn who_is_not_there_cannot_authenticate() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for more in ["off_session=true", "error_on_requires_action=true"] {
        let body = payment(2000, "pm_card_authenticationRequired") + "&" + more;
        let error = shop.refused(402, "/v1/payment_intents", &body);
        assert_eq!(error["code"], "authentication_required");
        assert_eq!(error["payment_intent"]["status"], "requires_payment_method");
    }
}

#[test]
fn a_card_can_decline_once_it_is_authenticated() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let method = "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds";
    let intent = shop.pay(2000, method);
    let path = format!("/v1/payment_intents/{}/confirm", id(&intent));
    let error = shop.refused(402, &path, "");
    assert_eq!(error["decline_code"], "insufficient_funds");
}

#[test]
fn money_is_put_aside_and_captured_in_part() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = payment(2000, "pm_card_visa") + "&capture_method=manual";
    let intent = shop.post("/v1/payment_intents", &body);
    assert_eq!(intent["status"], "requires_capture");
    assert_eq!(
        (&intent["amount_capturable"], &intent["amount_received"]),
        (&json!(2000), &json!(0))
    );
    let events = [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
    ];
    assert_eq!(shop.events, events);
    let charge = format!("/v1/charges/{}", intent["latest_charge"].as_str().unwrap());
    assert_eq!(shop.get(&charge)["captured"], false);
    assert_eq!(shop.get(&charge)["balance_transaction"], Value::Null);
    let refused = shop.refused(400, &format!("{charge}/refunds"), "");
    assert_eq!(refused["code"], "charge_not_refundable");
    shop.refused(400, &format!("{charge}/capture"), "");
    let path = format!("/v1/payment_intents/{}/capture", id(&intent));
    let error = shop.refused(400, &path, "amount_to_capture=2001");
    assert_eq!(
        said(&error),
        json!([
            "invalid_request_error",
            "amount_too_large",
            "amount_to_capture"
        ])
    );
    let intent = shop.post(&path, "amount_to_capture=1500");
    assert_eq!(intent["status"], "succeeded");
    assert_eq!(
        (&intent["amount_capturable"], &intent["amount_received"]),
        (&json!(0), &json!(1500))
    );
    assert_eq!(shop.events, ["charge.captured", "payment_intent.succeeded"]);
    let shown = shop.get(&format!("{charge}?expand[0]=balance_transaction"));
    assert_eq!(
        (&shown["amount"], &shown["amount_captured"]),
        (&json!(2000), &json!(1500))
    );
    // What was not captured has gone back.
    assert_eq!(
        (&shown["amount_refunded"], &shown["refunded"]),
        (&json!(500), &json!(false))
    );
    assert_eq!(shown["balance_transaction"]["amount"], 1500);
    assert_eq!(
        shop.post("/v1/refunds", &format!("charge={}", id(&shown)))["amount"],
        1500
    );
    let error = shop.refused(400, &path, "");
    assert_eq!(error["code"], "payment_intent_unexpected_state");
}

#[test]
fn an_intent_that_is_canceled_gives_back_what_was_put_aside() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = payment(2000, "pm_card_visa") + "&capture_method=manual";
    let intent = shop.post("/v1/payment_intents", &body);
    let path = format!("/v1/payment_intents/{}/cancel", id(&intent));
    let intent = shop.post(
        &path,
        "cancellation_reason=duplicate&expand[0]=latest_charge.refunds",
    );
    assert_eq!(intent["status"], "canceled");
    assert_eq!(intent["cancellation_reason"], "duplicate");
    assert_eq!(intent["amount_capturable"], 0);
    let charge = &intent["latest_charge"];
    assert_eq!(
        (&charge["refunded"], &charge["amount_refunded"]),
        (&json!(true), &json!(2000))
    );
    assert_eq!(
        charge["refunds"]["data"][0]["balance_transaction"],
        Value::Null
    );
    assert_eq!(shop.events, ["charge.refunded", "payment_intent.canceled"]);
    let error = shop.refused(400, "/v1/refunds", &format!("charge={}", id(charge)));
    assert_eq!(error["code"], "charge_already_refunded");
}

#[test]
fn what_is_paid_or_canceled_can_be_neither_confirmed_nor_captured_nor_canceled() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let paid = id(&shop.pay(2000, "pm_card_visa"));
    let canceled = id(&shop.post("/v1/payment_intents", "amount=500&currency=usd"));
    shop.post(&format!("/v1/payment_intents/{canceled}/cancel"), "");
    assert_eq!(shop.events, ["payment_intent.canceled"]);
    for intent in [paid, canceled] {
        for (deed, body) in [
            ("/confirm", "payment_method=pm_card_visa"),
            ("/capture", ""),
            ("/cancel", ""),
            ("", "amount=700"),
        ] {
            let path = format!("/v1/payment_intents/{intent}{deed}");
            let error = shop.refused(400, &path, body);
            assert_eq!(error["code"], "payment_intent_unexpected_state", "{path}");
            assert_eq!(error["payment_intent"]["id"], intent);
        }
        let path = format!("/v1/payment_intents/{intent}");
        assert_eq!(
            shop.post(&path, "metadata[a]=b")["metadata"],
            json!({"a": "b"})
        );
    }
    shop.refused(404, "/v1/payment_intents/pi_none/confirm", "");
}

#[test]
fn only_a_request_that_confirms_says_how_to() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for more in [
        "off_session=true",
        "return_url=https://example.com",
        "error_on_requires_action=true",
    ] {
        let body = format!("amount=500&currency=usd&{more}");
        let error = shop.refused(400, "/v1/payment_intents", &body);
        assert_eq!(error["param"], more.split('=').next().unwrap());
    }
    let body = "amount=500&currency=usd&confirm=true";
    let error = shop.refused(400, "/v1/payment_intents", body);
    assert_eq!(error["param"], "payment_method");
}

#[test]
fn an_intent_that_may_redirect_needs_a_way_back() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa";
    let error = shop.refused(400, "/v1/payment_intents", body);
    assert_eq!(error["param"], "return_url");
    for more in [
        "return_url=https://example.com",
        "automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never",
        "payment_method_types[0]=card",
    ] {
        shop.post("/v1/payment_intents", &format!("{body}&{more}"));
    }
    let both =
        format!("{body}&payment_method_types[0]=card&automatic_payment_methods[enabled]=true");
    let error = shop.refused(400, "/v1/payment_intents", &both);
    assert_eq!(error["param"], "payment_method_types");
}

#[test]
fn a_payment_method_is_of_a_type_that_was_named() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body =
        "amount=500&currency=eur&payment_method=pm_card_visa&payment_method_types[0]=sepa_debit";
    let error = shop.refused(400, "/v1/payment_intents", body);
    assert_eq!(error["param"], "payment_method");
}
