//! The bytes to decode: a page of charges, made of Stripe's fixture.

use std::error::Error;
use std::{env, fs};

use serde_json::{Value, json};

/// How many charges the page has.
pub const NUMBER: usize = 100;

/// A page of charges as compact JSON. `STRIPE_FIXTURES` names the file of the fixtures.
pub fn page() -> Result<Vec<u8>, Box<dyn Error>> {
    let path = env::var("STRIPE_FIXTURES")?;
    let fixtures: Value = serde_json::from_slice(&fs::read(path)?)?;
    let charge = fixtures
        .pointer("/resources/charge")
        .ok_or("the fixtures have no charge")?;
    let data: Vec<Value> = (0..NUMBER).map(|index| varied(charge, index)).collect();
    let page = json!({
        "object": "list",
        "url": "/v1/charges",
        "has_more": true,
        "data": data,
    });
    Ok(serde_json::to_vec(&page)?)
}

/// Another charge of the same shape. What the fixture has expanded is an id again, as in a list.
fn varied(charge: &Value, index: usize) -> Value {
    let mut charge = charge.clone();
    let statuses = ["succeeded", "pending", "failed"];
    let brands = ["visa", "mastercard", "amex", "discover"];
    let changes = [
        ("/id", json!(format!("ch_3Pgaf{index:019}"))),
        ("/amount", json!(1000 + 37 * index)),
        ("/created", json!(1_780_000_000 + 61 * index)),
        (
            "/balance_transaction",
            json!(format!("txn_3Pgaf{index:019}")),
        ),
        (
            "/billing_details/name",
            json!(format!("Customer no. {index}")),
        ),
        (
            "/billing_details/email",
            json!(format!("customer-{index}@example.com")),
        ),
        ("/customer", json!(format!("cus_R4bK{index:010}"))),
        (
            "/description",
            json!(format!("Order {index}: \u{2019}Grüße\u{2019}\n")),
        ),
        (
            "/metadata",
            json!({"order_id": index.to_string(), "channel": "web"}),
        ),
        ("/payment_intent", json!(format!("pi_3Pgaf{index:019}"))),
        (
            "/payment_method_details/card/brand",
            json!(brands[index % brands.len()]),
        ),
        (
            "/payment_method_details/card/last4",
            json!(format!("{:04}", index * 97 % 10_000)),
        ),
        (
            "/refunds/url",
            json!(format!("/v1/charges/ch_3Pgaf{index:019}/refunds")),
        ),
        ("/status", json!(statuses[index % statuses.len()])),
        (
            "/transfer_data/destination",
            json!(format!("acct_1Pgaf{index:011}")),
        ),
    ];
    for (pointer, value) in changes {
        if let Some(place) = charge.pointer_mut(pointer) {
            *place = value;
        }
    }
    charge
}
