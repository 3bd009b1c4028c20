//! A nightly report: lists by ranges of times, which are Rust's own.

use std::time::{Duration, SystemTime};

use stripe_client::client::Method;
use stripe_client::objects::Refund;
use stripe_client::testing::{Replay, fixture};
use stripe_client::values::{Range, Timestamp};
use stripe_client::{Client, Error};

use super::{REFUNDS, client, sent};

const DAY: Duration = Duration::from_secs(86_400);

/// What was refunded on the day that ends at a time.
async fn total(stripe: &Client, end: Timestamp) -> Result<i64, Error> {
    let mut refunds = stripe
        .refunds()
        .list()
        .created(end - DAY..end)
        .limit(100)
        .stream();
    let mut total = 0;
    while let Some(refund) = refunds.try_next().await? {
        total += refund.amount;
    }
    Ok(total)
}

/// Those that were not there when the last report was made.
async fn new_ones(stripe: &Client, last: &Refund) -> Result<Vec<Refund>, Error> {
    let later = Range::after(last.created);
    stripe
        .refunds()
        .list()
        .created(later)
        .stream()
        .try_collect()
        .await
}

fn page(refunds: &[&Refund], has_more: bool) -> String {
    let data: Vec<String> = refunds
        .iter()
        .map(|refund| stripe_client::json::to_json(*refund))
        .collect();
    let data = data.join(",");
    format!(
        r#"{{"object": "list", "url": "/v1/refunds", "data": [{data}], "has_more": {has_more}}}"#
    )
}

#[tokio::test]
async fn a_day_and_what_is_new() {
    let first: Refund = fixture(r#"{"id": "re_1", "amount": 5, "created": 90000}"#);
    let second: Refund = fixture(r#"{"id": "re_2", "amount": 7}"#);
    let replay = Replay::new()
        .on(Method::Get, REFUNDS, 200, page(&[&first], true))
        .on(Method::Get, REFUNDS, 200, page(&[&second], false))
        .on(Method::Get, REFUNDS, 200, page(&[&second], false));
    let stripe = client(&replay);
    let end = Timestamp::from_seconds(100_000);
    assert_eq!(total(&stripe, end).await.unwrap(), 12);
    assert_eq!(new_ones(&stripe, &first).await.unwrap(), [second]);
    let requests: Vec<String> = replay.requests().iter().map(sent).collect();
    assert_eq!(
        requests,
        [
            "created[gte]=13600&created[lt]=100000&limit=100",
            "created[gte]=13600&created[lt]=100000&limit=100&starting_after=re_1",
            "created[gt]=90000",
        ]
    );
    replay.assert_done();
}

/// A time of the system's clock, one of a response and a plain number are bounds alike.
#[test]
fn bounds() {
    let list = stripe_client::services::refunds::ListRefunds::new;
    let refund: Refund = fixture(r#"{"created": 5}"#);
    let since_the_epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(5);
    for request in [
        list().created(refund.created..),
        list().created(since_the_epoch..),
        list().created(5..),
    ] {
        assert_eq!(request.call().query(), "created[gte]=5");
    }
    let request = list().created(..=refund.created);
    assert_eq!(request.call().query(), "created[lte]=5");
    assert_eq!(list().created(refund.created).call().query(), "created=5");
}
