//! A program of a user's, and its tests.

use stripe_client::client::Method;
use stripe_client::objects::Refund;
use stripe_client::services::refunds::CreateRefund;
use stripe_client::testing::{Replay, fixture};
use stripe_client::{Client, Error, blocking};

use super::{REFUND, REFUNDS, failure};

/// What is refunded for a charge in all: half of it if nothing was yet.
async fn refunded(stripe: &Client, refund: &str, charge: &str) -> Result<i64, Error> {
    match stripe.refunds().retrieve(refund).send().await {
        Ok(refund) => Ok(refund.amount),
        Err(error) if error.as_api().is_some_and(|api| api.status() == 404) => {
            let request = CreateRefund::new().charge(charge).amount(250);
            Ok(request.on(stripe).send().await?.amount)
        }
        Err(error) => Err(error),
    }
}

#[tokio::test]
async fn asynchronous() {
    let refund: Refund = fixture(r#"{"amount": 500}"#);
    let missing = r#"{"error": {"type": "invalid_request_error", "code": "resource_missing"}}"#;
    let created: Refund = fixture(r#"{"id": "re_2", "amount": 250}"#);
    let replay = Replay::new()
        .on(Method::Get, REFUND, 200, &refund)
        .on(Method::Get, REFUND, 404, missing)
        .on(Method::Post, REFUNDS, 200, &created);
    let builder = Client::builder("sk_test_123").transport(replay.clone());
    let stripe = builder.build().unwrap();

    assert_eq!(refunded(&stripe, "re_1", "ch_1").await.unwrap(), 500);
    assert!(failure(&replay).is_some());
    assert_eq!(refunded(&stripe, "re_2", "ch_1").await.unwrap(), 250);
    let requests = replay.requests();
    assert_eq!(requests[0].path(), "/v1/refunds/re_1");
    assert_eq!(requests[2].method(), "POST");
    assert_eq!(requests[2].param("charge"), Some("ch_1"));
    replay.assert_done();
}

#[test]
fn blocking() {
    let first: Refund = fixture(r#"{"id": "re_1"}"#);
    let page = |data: &str, more: bool| {
        format!(
            r#"{{"object": "list", "url": "/v1/refunds", "data": [{data}], "has_more": {more}}}"#
        )
    };
    let (one, two) = (
        stripe_client::json::to_json(&first),
        stripe_client::json::to_json(&fixture::<Refund>(r#"{"id": "re_2"}"#)),
    );
    let replay = Replay::new()
        .on(Method::Get, REFUNDS, 200, page(&one, true))
        .on(Method::Get, REFUNDS, 200, page(&two, false));
    let builder = blocking::Client::builder("sk_test_123").transport(replay.clone());
    let stripe = builder.build().unwrap();

    let refunds = stripe.refunds().list().limit(1).stream().try_collect();
    let ids: Vec<String> = refunds
        .unwrap()
        .into_iter()
        .map(|refund| refund.id)
        .collect();
    assert_eq!(ids, ["re_1", "re_2"]);
    assert_eq!(replay.requests()[1].param("starting_after"), Some("re_1"));
    replay.assert_done();
}
