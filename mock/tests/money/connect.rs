//! Application fees and transfers, and how they come back.

use serde_json::json;

use crate::support::{Shop, id, payment};

fn connected(shop: &mut Shop, more: &str) -> (String, String) {
    let account = id(&shop.post("/v1/accounts", "type=express"));
    let more = more.replace("ACCOUNT", &account);
    let body = payment(10_000, "pm_card_visa") + &more;
    let intent = shop.post("/v1/payment_intents", &body);
    let charge = intent["latest_charge"].as_str().unwrap().to_owned();
    (account, charge)
}

#[test]
fn a_fee_and_a_transfer_come_back_in_proportion() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let more = "&application_fee_amount=1000&transfer_data[destination]=ACCOUNT";
    let (account, charge_id) = connected(&mut shop, more);
    let expand = "expand[0]=application_fee&expand[1]=transfer";
    let charge = shop.get(&format!("/v1/charges/{charge_id}?{expand}"));
    assert_eq!(charge["application_fee"]["amount"], 1000);
    assert_eq!(charge["transfer"]["amount"], 10_000);
    assert_eq!(charge["transfer"]["destination"], account);
    let body = format!(
        "charge={charge_id}&amount=2500&refund_application_fee=true&reverse_transfer=true&expand[0]=transfer_reversal"
    );
    let refund = shop.post("/v1/refunds", &body);
    assert_eq!(refund["transfer_reversal"]["amount"], 2500);
    assert_eq!(refund["transfer_reversal"]["source_refund"], refund["id"]);
    let charge = shop.get(&format!("/v1/charges/{charge_id}?{expand}"));
    let fee = &charge["application_fee"];
    assert_eq!(
        (&fee["amount_refunded"], &fee["refunded"]),
        (&json!(250), &json!(false))
    );
    assert_eq!(fee["refunds"]["data"][0]["amount"], 250);
    assert_eq!(charge["transfer"]["amount_reversed"], 2500);
    shop.post("/v1/refunds", &body.replace("amount=2500&", ""));
    let charge = shop.get(&format!("/v1/charges/{charge_id}?{expand}"));
    assert_eq!(charge["application_fee"]["refunded"], true);
    assert_eq!(charge["transfer"]["reversed"], true);
}

#[test]
fn without_the_flags_nothing_comes_back() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let more = "&application_fee_amount=1000&transfer_data[destination]=ACCOUNT&transfer_data[amount]=8000";
    let (_, charge_id) = connected(&mut shop, more);
    shop.post("/v1/refunds", &format!("charge={charge_id}"));
    let expand = "expand[0]=application_fee&expand[1]=transfer";
    let charge = shop.get(&format!("/v1/charges/{charge_id}?{expand}"));
    assert_eq!(charge["application_fee"]["amount_refunded"], 0);
    assert_eq!(
        (
            &charge["transfer"]["amount"],
            &charge["transfer"]["amount_reversed"]
        ),
        (&json!(8000), &json!(0))
    );
}

#[test]
fn the_fee_of_a_payment_that_stays_is_part_of_its_transaction() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let (_, charge) = connected(&mut shop, "&application_fee_amount=1000");
    let path = format!("/v1/charges/{charge}?expand[0]=balance_transaction");
    let charge_shown = shop.get(&path);
    let transaction = &charge_shown["balance_transaction"];
    assert_eq!(
        (&transaction["fee"], &transaction["net"]),
        (&json!(1320), &json!(8680))
    );
    let body = format!(
        "charge={charge}&amount=5000&refund_application_fee=true&expand[0]=balance_transaction"
    );
    let refund = shop.post("/v1/refunds", &body);
    let transaction = &refund["balance_transaction"];
    assert_eq!(
        (&transaction["fee"], &transaction["net"]),
        (&json!(-500), &json!(-4500))
    );
    let error = shop.refused(
        400,
        "/v1/refunds",
        &format!("charge={charge}&reverse_transfer=true"),
    );
    assert_eq!(error["param"], "reverse_transfer");
}

#[test]
fn a_fee_and_a_transfer_come_back_by_themselves_until_nothing_is_left() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let more = "&application_fee_amount=1000&transfer_data[destination]=ACCOUNT";
    let (_, charge) = connected(&mut shop, more);
    let charge = shop.get(&format!("/v1/charges/{charge}"));
    let fee = format!(
        "/v1/application_fees/{}",
        charge["application_fee"].as_str().unwrap()
    );
    let transfer = format!("/v1/transfers/{}", charge["transfer"].as_str().unwrap());
    let refund = shop.post(&format!("{fee}/refunds"), "amount=300&metadata[a]=b");
    assert_eq!(
        (&refund["amount"], &refund["metadata"]),
        (&json!(300), &json!({"a": "b"}))
    );
    let reversal = shop.post(&format!("{transfer}/reversals"), "amount=4000");
    assert_eq!(
        (&reversal["amount"], &reversal["source_refund"]),
        (&json!(4000), &json!(null))
    );
    for (path, body) in [
        (format!("{fee}/refunds"), "amount=701"),
        (format!("{transfer}/reversals"), "amount=6001"),
    ] {
        assert_eq!(shop.refused(400, &path, body)["param"], "amount");
    }
    assert_eq!(shop.post(&format!("{fee}/refund"), "")["refunded"], true);
    shop.post(&format!("{transfer}/reversals"), "");
    assert_eq!(shop.get(&transfer)["reversed"], true);
    for path in [format!("{fee}/refunds"), format!("{transfer}/reversals")] {
        assert_eq!(shop.refused(400, &path, "")["param"], "amount");
        // Those of another are not in the list.
        assert_eq!(
            shop.get(&path)["data"].as_array().unwrap().len(),
            2,
            "{path}"
        );
    }
    let other = connected(&mut shop, more).1;
    let other = shop.get(&format!("/v1/charges/{other}"));
    let path = format!(
        "/v1/transfers/{}/reversals",
        other["transfer"].as_str().unwrap()
    );
    assert_eq!(shop.get(&path)["data"], json!([]));
}

#[test]
fn no_more_goes_to_others_than_is_paid() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let account = id(&shop.post("/v1/accounts", "type=express"));
    for (name, more) in [
        (
            "application_fee_amount",
            "application_fee_amount=10001".to_owned(),
        ),
        (
            "transfer_data[amount]",
            format!("transfer_data[destination]={account}&transfer_data[amount]=10001"),
        ),
    ] {
        let body = payment(10_000, "pm_card_visa") + "&" + &more;
        assert_eq!(
            shop.refused(400, "/v1/payment_intents", &body)["param"],
            name
        );
        let body = format!("amount=10000&currency=usd&source=tok_visa&{more}");
        assert_eq!(shop.refused(400, "/v1/charges", &body)["param"], name);
    }
    let more = "&capture_method=manual&application_fee_amount=5000&transfer_data[destination]=";
    let body = payment(10_000, "pm_card_visa") + more + &account;
    let intent = id(&shop.post("/v1/payment_intents", &body));
    let path = format!("/v1/payment_intents/{intent}/capture");
    let error = shop.refused(
        400,
        &path,
        "amount_to_capture=3000&application_fee_amount=3001",
    );
    assert_eq!(error["param"], "application_fee_amount");
    let body = "amount_to_capture=3000&expand[0]=latest_charge.transfer&expand[1]=latest_charge.application_fee";
    let charge = &shop.post(&path, body)["latest_charge"];
    assert_eq!(charge["application_fee"]["amount"], 3000);
    assert_eq!(charge["transfer"]["amount"], 3000);
}

#[test]
fn what_comes_back_in_rounded_parts_is_no_more_than_the_whole() {
    let Some(mut shop) = Shop::whole() else {
        return;
    };
    let (_, charge) = connected(&mut shop, "&application_fee_amount=1");
    let body = format!("charge={charge}&amount=5000&refund_application_fee=true");
    shop.post("/v1/refunds", &body);
    shop.post("/v1/refunds", &body);
    let charge = shop.get(&format!("/v1/charges/{charge}?expand[0]=application_fee"));
    let fee = &charge["application_fee"];
    assert_eq!(
        (&fee["amount_refunded"], &fee["refunded"]),
        (&json!(1), &json!(true))
    );
}
