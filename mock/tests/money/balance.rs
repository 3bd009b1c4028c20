//! The balance, and the transactions that it comes from.

use serde_json::{Value, json};

use crate::support::{Shop, id};

fn sums(balance: &Value) -> (Vec<i64>, Vec<i64>) {
    let of = |name: &str| {
        let sums = balance[name].as_array().unwrap().iter();
        sums.map(|sum| sum["amount"].as_i64().unwrap()).collect()
    };
    (of("available"), of("pending"))
}

#[test]
fn a_payment_is_pending_for_two_days_and_then_available() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    assert_eq!(sums(&shop.get("/v1/balance")), (vec![0], vec![0]));
    let intent = shop.pay(10_000, "pm_card_visa");
    // 2.9 % and 30.
    assert_eq!(sums(&shop.get("/v1/balance")), (vec![0], vec![9680]));
    let expand = "expand[0]=latest_charge.balance_transaction";
    let path = format!("/v1/payment_intents/{}?{expand}", id(&intent));
    let moved = |intent: &Value| intent["latest_charge"]["balance_transaction"].clone();
    let transaction = moved(&shop.get(&path));
    assert_eq!(
        (
            &transaction["amount"],
            &transaction["fee"],
            &transaction["net"]
        ),
        (&json!(10_000), &json!(320), &json!(9680))
    );
    assert_eq!(transaction["fee_details"][0]["type"], "stripe_fee");
    assert_eq!(
        (&transaction["type"], &transaction["status"]),
        (&json!("charge"), &json!("pending"))
    );
    shop.wait(2 * 86_400);
    assert_eq!(moved(&shop.get(&path))["status"], "available");
    assert_eq!(sums(&shop.get("/v1/balance")), (vec![9680], vec![0]));
}

#[test]
fn the_card_for_it_pays_at_once() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    shop.pay(10_000, "pm_card_bypassPending");
    assert_eq!(sums(&shop.get("/v1/balance")), (vec![9680], vec![0]));
}

#[test]
fn each_currency_has_its_own_sums() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    shop.pay(10_000, "pm_card_bypassPending");
    shop.post(
        "/v1/charges",
        "amount=1000&currency=eur&source=tok_bypassPending",
    );
    let balance = shop.get("/v1/balance");
    assert_eq!(sums(&balance), (vec![9680, 941], vec![0, 0]));
    assert_eq!(balance["available"][1]["currency"], "eur");
}

#[test]
fn transactions_are_listed_by_type_and_source() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let intent = shop.pay(10_000, "pm_card_visa");
    let refund = shop.post("/v1/refunds", &format!("payment_intent={}", id(&intent)));
    let page = shop.get("/v1/balance_transactions");
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    for query in ["type=refund".to_owned(), format!("source={}", id(&refund))] {
        let page = shop.get(&format!("/v1/balance_transactions?{query}"));
        assert_eq!(page["data"].as_array().unwrap().len(), 1);
        assert_eq!(page["data"][0]["id"], refund["balance_transaction"]);
    }
}
