//! Checkout sessions: what is asked for is to be paid on a page, until its time is up.

use serde_json::{Value, json};

use crate::support::{START, Shop, id};

const SESSIONS: &str = "/v1/checkout/sessions";

/// A line item of a product that has no price of its own.
fn item(at: usize, amount: i64, quantity: i64, currency: &str) -> String {
    let price = format!("&line_items[{at}][price_data]");
    format!(
        "{price}[currency]={currency}{price}[unit_amount]={amount}{price}[product_data][name]=Lamp&line_items[{at}][quantity]={quantity}"
    )
}

/// Fields of an object, in a list.
fn fields(object: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| object[*name].clone()).collect()
}

const AMOUNTS: [&str; 4] = [
    "amount_subtotal",
    "amount_total",
    "currency",
    "payment_status",
];

#[test]
fn a_session_is_open_for_a_day_and_comes_to_its_line_items() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "mode=payment&success_url=https://example.com/done".to_owned()
        + &item(0, 500, 1, "usd")
        + &item(1, 250, 3, "usd");
    let session = shop.post(SESSIONS, &body);
    let amounts = json!([1250, 1250, "usd", "unpaid"]);
    assert_eq!(fields(&session, &AMOUNTS), amounts);
    let id = id(&session);
    assert_eq!(session["status"], "open");
    assert_eq!(
        session["url"],
        format!("https://checkout.stripe.com/c/pay/{id}")
    );
    let times = json!([START, START + 86_400]);
    assert_eq!(fields(&session, &["created", "expires_at"]), times);
    let shape = fields(&session, &["ui_mode", "client_secret"]);
    assert_eq!(shape, json!(["hosted_page", null]));
    // It is the same when it is read, and its items say what each comes to.
    let again = shop.get(&format!("{SESSIONS}/{id}"));
    assert_eq!(again, session);
    let whole = shop.get(&format!("{SESSIONS}/{id}?expand[0]=line_items"));
    let names = ["amount_total", "currency", "quantity", "description"];
    let items = whole["line_items"]["data"].as_array().unwrap();
    let items: Vec<Value> = items.iter().map(|item| fields(item, &names)).collect();
    let expected = [
        json!([500, "usd", 1, "Lamp"]),
        json!([750, "usd", 3, "Lamp"]),
    ];
    assert_eq!(items, expected);
}

#[test]
fn prices_that_were_made_count_and_what_is_not_known_is_not_made_up() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let price = "currency=eur&unit_amount=700&product_data[name]=Lamp";
    let price = id(&shop.post("/v1/prices", price));
    let body = |more: &str| {
        format!("mode=payment&line_items[0][price]={price}&line_items[0][quantity]=2{more}")
    };
    let session = shop.post(SESSIONS, &body(""));
    let amounts = json!([1400, 1400, "eur", "unpaid"]);
    assert_eq!(fields(&session, &AMOUNTS), amounts);
    let session = shop.post(SESSIONS, &body(&item(1, 5, 1, "usd")));
    let amounts = json!([null, null, null, "unpaid"]);
    assert_eq!(fields(&session, &AMOUNTS), amounts);
    for unknown in [
        "&line_items[1][price_data][currency]=eur".to_owned(),
        item(1, i64::MAX, 2, "eur"),
        item(1, i64::MAX, 1, "eur"),
    ] {
        let session = shop.post(SESSIONS, &body(&unknown));
        assert_eq!(fields(&session, &AMOUNTS), amounts, "{unknown}");
    }
}

#[test]
fn where_nothing_is_to_be_paid_no_payment_is_required() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let session = shop.post(SESSIONS, "mode=setup&currency=eur");
    let amounts = json!([null, null, "eur", "no_payment_required"]);
    assert_eq!(fields(&session, &AMOUNTS), amounts);
    let free = "mode=payment".to_owned() + &item(0, 0, 1, "usd");
    let session = shop.post(SESSIONS, &free);
    let amounts = json!([0, 0, "usd", "no_payment_required"]);
    assert_eq!(fields(&session, &AMOUNTS), amounts);
}

#[test]
fn a_session_in_the_callers_own_page_has_a_secret_instead_of_a_url() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "mode=payment&ui_mode=elements".to_owned() + &item(0, 500, 1, "usd");
    let session = shop.post(SESSIONS, &body);
    assert_eq!(session["url"], Value::Null);
    let secret = session["client_secret"].as_str().unwrap();
    assert!(
        secret.starts_with(&format!("{}_secret_", id(&session))),
        "{secret}"
    );
}

#[test]
fn a_session_expires_when_its_time_is_up_or_when_it_is_asked_to() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let body = "mode=payment".to_owned() + &item(0, 500, 1, "usd");
    let shape = ["status", "url", "payment_status"];
    let expired = json!(["expired", null, "unpaid"]);
    let path = format!("{SESSIONS}/{}", id(&shop.post(SESSIONS, &body)));
    let sooner = format!("{body}&expires_at={}", START + 3600);
    let sooner = format!("{SESSIONS}/{}", id(&shop.post(SESSIONS, &sooner)));
    let asked = format!("{SESSIONS}/{}", id(&shop.post(SESSIONS, &body)));
    let session = shop.post(&format!("{asked}/expire"), "");
    assert_eq!(fields(&session, &shape), expired);
    assert_eq!(shop.events, ["checkout.session.expired"]);
    let error = shop.refused(400, &format!("{asked}/expire"), "");
    assert_eq!(error["type"], "invalid_request_error");
    shop.wait(3600);
    assert_eq!(fields(&shop.get(&sooner), &shape), expired);
    shop.wait(86_400 - 3600 - 1);
    assert_eq!(shop.get(&path)["status"], "open");
    shop.wait(1);
    assert_eq!(fields(&shop.get(&path), &shape), expired);
    // The one that was asked to is not expired again.
    assert_eq!(shop.events, ["checkout.session.expired"]);
    shop.refused(404, &format!("{SESSIONS}/cs_test_nobodys/expire"), "");
}

#[test]
fn a_session_is_open_for_30_minutes_at_least_and_a_day_at_most() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    for (after, is_taken) in [(1799, false), (1800, true), (86_400, true), (86_401, false)] {
        let body = format!("mode=setup&currency=eur&expires_at={}", START + after);
        if is_taken {
            let session = shop.post(SESSIONS, &body);
            assert_eq!(session["expires_at"], START + after);
        } else {
            let error = shop.refused(400, SESSIONS, &body);
            assert_eq!(error["param"], "expires_at", "{after}");
        }
    }
}
