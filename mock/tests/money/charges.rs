//! Charges without payment intents.

use serde_json::{Value, json};

use crate::support::{Shop, id, said};

const CARD: &str = "amount=2000&currency=usd&source=tok_visa&description=Tea";

#[test]
fn a_token_is_charged() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let charge = shop.post("/v1/charges", CARD);
    assert_eq!(charge["status"], "succeeded");
    assert_eq!(charge["description"], "Tea");
    assert_eq!(
        (&charge["captured"], &charge["payment_intent"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(shop.events, ["charge.succeeded"]);
    let refund = shop.post("/v1/refunds", &format!("charge={}", id(&charge)));
    assert_eq!(
        (&refund["amount"], &refund["payment_intent"]),
        (&json!(2000), &Value::Null)
    );
}

#[test]
fn a_charge_has_an_amount_a_currency_and_something_that_pays() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for name in ["amount", "currency", "source"] {
        let without: Vec<&str> = CARD
            .split('&')
            .filter(|pair| !pair.starts_with(name))
            .collect();
        let error = shop.refused(400, "/v1/charges", &without.join("&"));
        assert_eq!(
            said(&error),
            json!(["invalid_request_error", "parameter_missing", name])
        );
    }
    let error = shop.refused(
        400,
        "/v1/charges",
        "amount=2000&currency=usd&source=tok_none",
    );
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", "resource_missing", "source"])
    );
    let customer = shop.customer();
    let body = format!("amount=2000&currency=usd&customer={customer}");
    let error = shop.refused(402, "/v1/charges", &body);
    assert_eq!(error["code"], "missing");
}

#[test]
fn a_declined_token_leaves_a_failed_charge() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "amount=2000&currency=usd&source=tok_chargeDeclinedExpiredCard";
    let error = shop.refused(402, "/v1/charges", body);
    assert_eq!(said(&error), json!(["card_error", "expired_card", null]));
    let charge = shop.get(&format!(
        "/v1/charges/{}",
        error["charge"].as_str().unwrap()
    ));
    assert_eq!(charge["failure_code"], "expired_card");
    assert_eq!(charge["paid"], false);
    let refused = shop.refused(400, "/v1/refunds", &format!("charge={}", id(&charge)));
    assert_eq!(refused["code"], "charge_not_refundable");
    // Nobody is there to authenticate.
    let body = "amount=2000&currency=usd&source=tok_threeDSecure2Required";
    let error = shop.refused(402, "/v1/charges", body);
    assert_eq!(error["code"], "authentication_required");
}

#[test]
fn a_charge_is_captured_once_and_not_for_more() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let charge = shop.post("/v1/charges", &format!("{CARD}&capture=false"));
    assert_eq!(
        (&charge["captured"], &charge["paid"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&charge["amount_captured"], &charge["balance_transaction"]),
        (&json!(0), &Value::Null)
    );
    let path = format!("/v1/charges/{}/capture", id(&charge));
    let error = shop.refused(400, &path, "amount=2001");
    assert_eq!(error["param"], "amount");
    let charge = shop.post(&path, "amount=1200");
    assert_eq!(charge["captured"], true);
    assert_eq!(
        (&charge["amount_captured"], &charge["amount_refunded"]),
        (&json!(1200), &json!(800))
    );
    assert_eq!(shop.events, ["charge.captured"]);
    let error = shop.refused(400, &path, "");
    assert_eq!(error["code"], "charge_already_captured");
    shop.refused(404, "/v1/charges/ch_none/capture", "");
}

#[test]
fn a_refund_releases_what_was_not_captured_whole() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let charge = shop.post("/v1/charges", &format!("{CARD}&capture=false"));
    let refund = format!("charge={}", id(&charge));
    let error = shop.refused(400, "/v1/refunds", &format!("{refund}&amount=500"));
    assert_eq!(error["param"], "amount");
    let released = shop.post("/v1/refunds", &format!("{refund}&expand[0]=charge"));
    assert_eq!(
        (&released["amount"], &released["balance_transaction"]),
        (&json!(2000), &Value::Null)
    );
    assert_eq!(released["charge"]["refunded"], true);
    let error = shop.refused(400, &format!("/v1/charges/{}/capture", id(&charge)), "");
    assert_eq!(error["code"], "charge_already_refunded");
}
