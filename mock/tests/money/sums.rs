//! Whatever is done, in whatever order: the transactions come to what charges and refunds say.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Shop, id, payment};

const METHODS: [&str; 6] = [
    "pm_card_visa",
    "pm_card_refundFail",
    "pm_card_pendingRefund",
    "pm_card_chargeDeclined",
    "pm_card_threeDSecure2Required",
    "pm_card_createDispute",
];

fn one_of<'a>(chance: &mut fastrand::Rng, ids: &'a [String]) -> Option<&'a String> {
    chance.choice(ids)
}

fn number(object: &Value, name: &str) -> i64 {
    object[name].as_i64().unwrap()
}

/// Everything that a list has, page by page.
fn all(shop: &mut Shop, path: &str) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    loop {
        let after = found
            .last()
            .map(|last| format!("&starting_after={}", id(last)));
        let page = shop.get(&format!("{path}?limit=100{}", after.unwrap_or_default()));
        found.extend(page["data"].as_array().unwrap().iter().cloned());
        if page["has_more"] == false {
            return found;
        }
    }
}

fn session(shop: &mut Shop, seed: u64) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let account = id(&shop.post("/v1/accounts", "type=express"));
    let (mut intents, mut charges): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for _ in 0..80 {
        let amount = chance.i64(50..20_000);
        match chance.u8(0..14) {
            0..=2 => {
                let method = chance.choice(METHODS).unwrap();
                let manual = if chance.bool() {
                    "&capture_method=manual"
                } else {
                    ""
                };
                let connected = match chance.u8(0..3) {
                    0 => format!("&application_fee_amount={}", amount / 7),
                    1 => format!(
                        "&application_fee_amount={}&transfer_data[destination]={account}",
                        amount / 7
                    ),
                    _ => String::new(),
                };
                let body = payment(amount, method) + manual + &connected;
                let (_, answer) = shop.send("POST", "/v1/payment_intents", &body);
                let intent = answer
                    .get("error")
                    .map_or(&answer, |error| &error["payment_intent"]);
                intents.push(id(intent));
            }
            3 => {
                let capture = chance.bool();
                let body =
                    format!("amount={amount}&currency=usd&source=tok_visa&capture={capture}");
                charges.push(id(&shop.post("/v1/charges", &body)));
            }
            4 => shop.wait(chance.i64(0..400_000)),
            what => {
                let (path, body) =
                    match (one_of(&mut chance, &intents), one_of(&mut chance, &charges)) {
                        (Some(intent), _) if what == 5 => (
                            format!("/v1/payment_intents/{intent}/capture"),
                            format!("amount_to_capture={amount}"),
                        ),
                        (Some(intent), _) if what == 6 => (
                            format!("/v1/payment_intents/{intent}/cancel"),
                            String::new(),
                        ),
                        (Some(intent), _) if what == 7 => (
                            format!("/v1/payment_intents/{intent}/confirm"),
                            String::new(),
                        ),
                        (_, Some(charge)) if what == 8 => (
                            format!("/v1/charges/{charge}/capture"),
                            format!("amount={amount}"),
                        ),
                        (Some(intent), _) if what < 13 => {
                            let back = [
                                "",
                                "",
                                "&refund_application_fee=true",
                                "&reverse_transfer=true",
                            ];
                            let back = chance.choice(back).unwrap();
                            (
                                "/v1/refunds".to_owned(),
                                format!("payment_intent={intent}&amount={}{back}", amount / 3 + 1),
                            )
                        }
                        (_, Some(charge)) => ("/v1/refunds".to_owned(), format!("charge={charge}")),
                        _ => continue,
                    };
                let (status, answer) = shop.send("POST", &path, &body);
                assert!(
                    matches!(status, 200 | 400 | 402),
                    "{path} {body}: {answer:#}"
                );
            }
        }
    }
}

#[test]
fn whatever_is_done_the_transactions_come_to_what_charges_and_refunds_say() {
    let (mut refunds_seen, mut failed_seen, mut back_seen) = (0, 0, 0);
    for seed in 0..40 {
        let Some(mut shop) = Shop::whole() else {
            return;
        };
        session(&mut shop, seed);
        let mut by_source: BTreeMap<String, i64> = BTreeMap::new();
        let mut net = 0;
        for transaction in all(&mut shop, "/v1/balance_transactions") {
            net += number(&transaction, "net");
            let source = transaction["source"].as_str().unwrap().to_owned();
            *by_source.entry(source).or_default() += number(&transaction, "amount");
            let fees = transaction["fee_details"].as_array().unwrap().iter();
            let fees: i64 = fees.map(|fee| number(fee, "amount")).sum();
            assert_eq!(fees, number(&transaction, "fee"));
            assert_eq!(
                number(&transaction, "amount") - fees,
                number(&transaction, "net")
            );
        }
        let balance = shop.get("/v1/balance");
        let held = |name: &str| number(&balance[name][0], "amount");
        assert_eq!(held("available") + held("pending"), net, "seed {seed}");
        let refunds = all(&mut shop, "/v1/refunds");
        for refund in &refunds {
            let moved = by_source.remove(&id(refund)).unwrap_or_default();
            let ended = matches!(refund["status"].as_str(), Some("failed" | "canceled"));
            let is_release = refund["balance_transaction"].is_null();
            let expected = if ended || is_release {
                0
            } else {
                -number(refund, "amount")
            };
            assert_eq!(moved, expected, "seed {seed}: {refund:#}");
            refunds_seen += 1;
            failed_seen += i32::from(ended);
        }
        for charge in all(&mut shop, "/v1/charges") {
            let moved = by_source.remove(&id(&charge)).unwrap_or_default();
            assert_eq!(
                moved,
                number(&charge, "amount_captured"),
                "seed {seed}: {charge:#}"
            );
            let own = refunds
                .iter()
                .filter(|refund| refund["charge"] == charge["id"]);
            let (mut refunded, mut released) = (0, 0);
            for refund in own {
                if !matches!(refund["status"].as_str(), Some("failed" | "canceled")) {
                    let is_release = refund["balance_transaction"].is_null();
                    *if is_release {
                        &mut released
                    } else {
                        &mut refunded
                    } += number(refund, "amount");
                }
            }
            assert_eq!(
                refunded + released,
                number(&charge, "amount_refunded"),
                "seed {seed}: {charge:#}"
            );
            assert!(
                refunded <= number(&charge, "amount_captured"),
                "seed {seed}: {charge:#}"
            );
            let whole = refunded + released == number(&charge, "amount");
            assert_eq!(charge["refunded"], whole, "seed {seed}: {charge:#}");
        }
        for dispute in all(&mut shop, "/v1/disputes") {
            assert_eq!(
                by_source.remove(&id(&dispute)),
                Some(-number(&dispute, "amount"))
            );
        }
        let mut expected = BTreeMap::new();
        for fee in all(&mut shop, "/v1/application_fees") {
            let is_own = fee["balance_transaction"].is_null();
            let refunded = all(
                &mut shop,
                &format!("/v1/application_fees/{}/refunds", id(&fee)),
            );
            let sum: i64 = refunded.iter().map(|refund| number(refund, "amount")).sum();
            assert_eq!(sum, number(&fee, "amount_refunded"));
            assert!(sum <= number(&fee, "amount"));
            if !is_own {
                expected.insert(id(&fee), number(&fee, "amount"));
                expected.extend(refunded.iter().map(|one| (id(one), -number(one, "amount"))));
            }
            back_seen += refunded.len();
        }
        for transfer in all(&mut shop, "/v1/transfers") {
            let reversed = all(
                &mut shop,
                &format!("/v1/transfers/{}/reversals", id(&transfer)),
            );
            let sum: i64 = reversed.iter().map(|one| number(one, "amount")).sum();
            assert_eq!(sum, number(&transfer, "amount_reversed"));
            assert!(sum <= number(&transfer, "amount"));
            expected.insert(id(&transfer), -number(&transfer, "amount"));
            expected.extend(reversed.iter().map(|one| (id(one), number(one, "amount"))));
            back_seen += reversed.len();
        }
        assert_eq!(by_source, expected, "seed {seed}");
    }
    let seen = (refunds_seen, failed_seen, back_seen);
    assert!(
        refunds_seen > 200 && failed_seen > 20 && back_seen > 50,
        "{seen:?}"
    );
}
