//! Payment methods: tokens, numbers of test cards, customers.

use serde_json::{Value, json};

use crate::support::{Shop, id, said};

fn number(number: &str) -> String {
    format!("type=card&card[number]={number}&card[exp_month]=8&card[exp_year]=2040&card[cvc]=314")
}

#[test]
fn a_number_does_what_its_token_does() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for (card, ends) in [
        ("4242424242424242", json!("succeeded")),
        ("4000000000000002", json!("generic_decline")),
        ("4000000000009995", json!("insufficient_funds")),
        ("4000000000009987", json!("lost_card")),
        ("4000000000009979", json!("stolen_card")),
        ("4000000000000069", json!("expired_card")),
        ("4000000000000127", json!("incorrect_cvc")),
        ("4000000000003220", json!("requires_action")),
        ("4000000000005126", json!("succeeded")),
        ("4000000000007726", json!("succeeded")),
        ("4539578763621486", json!("test_mode_live_card")),
    ] {
        let method = shop.post("/v1/payment_methods", &number(card));
        assert_eq!(method["card"]["last4"], card[12..]);
        let body = crate::support::payment(2000, &id(&method));
        let (_, answer) = shop.send("POST", "/v1/payment_intents", &body);
        let error = &answer["error"];
        let said = [&error["decline_code"], &error["code"], &answer["status"]];
        let said = said.into_iter().find(|said| !said.is_null());
        assert_eq!(said, Some(&ends), "{card}: {answer:#}");
    }
}

#[test]
fn a_number_is_kept_nowhere() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let method = shop.post("/v1/payment_methods", &number("4242424242424242"));
    assert!(!method.to_string().contains("42424242"), "{method}");
    assert_eq!(method["card"]["exp_year"], 2040);
}

#[test]
fn a_card_that_cannot_be_one_is_refused_by_the_part_that_is_wrong() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let good = number("4242424242424242");
    for (from, to, code, name) in [
        (
            "=4242424242424242",
            "=4242424242424241",
            "incorrect_number",
            "number",
        ),
        (
            "exp_month]=8",
            "exp_month]=13",
            "invalid_expiry_month",
            "exp_month",
        ),
        (
            "exp_year]=2040",
            "exp_year]=2020",
            "invalid_expiry_year",
            "exp_year",
        ),
        ("cvc]=314", "cvc]=31", "invalid_cvc", "cvc"),
    ] {
        let error = shop.refused(402, "/v1/payment_methods", &good.replace(from, to));
        assert_eq!(
            said(&error),
            json!(["card_error", code, format!("card[{name}]")])
        );
    }
    let error = shop.refused(400, "/v1/payment_methods", "type=card");
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", "parameter_missing", "card"])
    );
    let error = shop.refused(400, "/v1/payment_methods", "metadata[a]=b");
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", "parameter_missing", "type"])
    );
}

#[test]
fn a_token_of_a_card_makes_a_payment_method() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "type=card&card[token]=tok_mastercard&billing_details[name]=Jenny&metadata[a]=b";
    let method = shop.post("/v1/payment_methods", body);
    assert_eq!(method["card"]["brand"], "mastercard");
    assert_eq!(method["billing_details"]["name"], "Jenny");
    assert_eq!(method["metadata"], json!({"a": "b"}));
    let error = shop.refused(400, "/v1/payment_methods", "type=card&card[token]=tok_none");
    assert_eq!(error["code"], "resource_missing");
    assert_eq!(
        shop.get("/v1/payment_methods/pm_card_amex")["card"]["last4"],
        "0005"
    );
}

#[test]
fn a_payment_method_is_attached_listed_and_detached_for_good() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = shop.customer();
    let body = format!("customer={customer}");
    let method = shop.post("/v1/payment_methods/pm_card_visa/attach", &body);
    assert_eq!(method["customer"], customer);
    assert_ne!(method["id"], "pm_card_visa");
    assert_eq!(shop.events, ["payment_method.attached"]);
    let own = format!("/v1/customers/{customer}/payment_methods");
    assert_eq!(shop.get(&own)["data"][0]["id"], method["id"]);
    let path = format!("/v1/payment_methods/{}", id(&method));
    let other = shop.customer();
    let error = shop.refused(400, &format!("{path}/attach"), &format!("customer={other}"));
    assert_eq!(error["param"], "payment_method");
    let detached = shop.post(&format!("{path}/detach"), "");
    assert_eq!(detached["customer"], Value::Null);
    assert_eq!(shop.events, ["payment_method.detached"]);
    assert_eq!(
        shop.sent[0]["data"]["previous_attributes"]["customer"],
        customer
    );
    assert_eq!(shop.get(&own)["data"], json!([]));
    shop.refused(400, &format!("{path}/detach"), "");
    shop.refused(400, &format!("{path}/attach"), &body);
    shop.refused(404, "/v1/payment_methods/pm_none/attach", &body);
}

#[test]
fn a_bank_that_declines_keeps_a_card_from_being_attached() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = format!("customer={}", shop.customer());
    let path = "/v1/payment_methods/pm_card_chargeDeclined/attach";
    assert_eq!(shop.refused(402, path, &customer)["code"], "card_declined");
    // This card is for declines of what is attached.
    let path = "/v1/payment_methods/pm_card_chargeCustomerFail/attach";
    let method = id(&shop.post(path, &customer));
    let body = crate::support::payment(2000, &method) + "&" + &customer;
    assert_eq!(
        shop.refused(402, "/v1/payment_intents", &body)["code"],
        "card_declined"
    );
}

#[test]
fn an_attached_payment_method_pays_for_its_customer_alone() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = shop.customer();
    let body = format!("customer={customer}");
    let method = id(&shop.post("/v1/payment_methods/pm_card_visa/attach", &body));
    let pay = crate::support::payment(2000, &method);
    let error = shop.refused(400, "/v1/payment_intents", &pay);
    assert_eq!(error["param"], "payment_method");
    let intent = shop.post("/v1/payment_intents", &format!("{pay}&customer={customer}"));
    assert_eq!(intent["payment_method"], method);
    let charge = shop.get(&format!(
        "/v1/charges/{}",
        intent["latest_charge"].as_str().unwrap()
    ));
    assert_eq!(charge["customer"], customer);
}

#[test]
fn a_deleted_customer_pays_nothing() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = shop.customer();
    let (status, _) = shop.send("DELETE", &format!("/v1/customers/{customer}"), "");
    assert_eq!(status, 200);
    let pay = crate::support::payment(2000, "pm_card_visa") + "&customer=" + &customer;
    let error = shop.refused(400, "/v1/payment_intents", &pay);
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", "resource_missing", "customer"])
    );
}

#[test]
fn a_customer_is_made_with_what_pays() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let customer = id(&shop.post("/v1/customers", "payment_method=pm_card_visa"));
    assert_eq!(shop.events, ["customer.created", "payment_method.attached"]);
    let own = shop.get(&format!("/v1/customers/{customer}/payment_methods"));
    assert_eq!(own["data"][0]["customer"], customer);
    let customer = id(&shop.post("/v1/customers", "source=tok_mastercard"));
    let body = format!("amount=2000&currency=usd&customer={customer}");
    let charge = shop.post("/v1/charges", &body);
    assert_eq!(
        charge["payment_method_details"]["card"]["brand"],
        "mastercard"
    );
    assert_eq!(charge["customer"], customer);
    let path = format!("/v1/customers/{customer}");
    shop.post(&path, "source=tok_chargeCustomerFail");
    assert_eq!(
        shop.refused(402, "/v1/charges", &body)["code"],
        "card_declined"
    );
    for path in [path.as_str(), "/v1/customers"] {
        let error = shop.refused(402, path, "source=tok_chargeDeclined");
        assert_eq!(error["code"], "card_declined");
    }
    let error = shop.refused(
        402,
        "/v1/customers",
        "payment_method=pm_card_chargeDeclined",
    );
    assert_eq!(error["code"], "card_declined");
    let error = shop.refused(400, "/v1/customers", "source=tok_none");
    assert_eq!(
        said(&error),
        json!(["invalid_request_error", "resource_missing", "source"])
    );
}
