//! Refunds: the same calls with the async and the blocking client.

use mock::Settings;
use stripe_client::{Error, ErrorClass, Options};

use super::{blocking_client, client, plan, server, writes};

#[tokio::test]
async fn a_refund_from_its_creation_to_its_page() -> Result<(), Error> {
    let server = server(1, Settings::default());
    let stripe = client(&server);
    let refund = stripe
        .refunds()
        .create()
        .charge("ch_123")
        .amount(500)
        .metadata([("order", "6735")])
        .send()
        .await?;
    assert_eq!(refund.amount, 500);
    let found = stripe.refunds().retrieve(&refund.id).send().await?;
    assert_eq!(found, refund);
    let changed = stripe
        .refunds()
        .update(&refund.id)
        .unset_metadata_key("order")
        .send()
        .await?;
    assert!(
        changed
            .metadata
            .as_ref()
            .is_none_or(|metadata| metadata.is_empty())
    );
    let page = stripe.refunds().list().charge("ch_123").send().await?;
    assert_eq!(page.data.len(), 1);
    Ok(())
}

#[test]
fn pages_both_ways() -> Result<(), Error> {
    let server = server(2, Settings::default());
    let stripe = blocking_client(&server);
    let mut made = Vec::new();
    for _ in 0..25 {
        let refund = stripe
            .refunds()
            .create()
            .charge("ch_123")
            .amount(1)
            .send()?;
        made.push(refund.id.clone());
    }
    let newest_first: Vec<_> = made.iter().rev().cloned().collect();
    let all = stripe.refunds().list().limit(10).stream().try_collect()?;
    let ids: Vec<_> = all.iter().map(|refund| refund.id.clone()).collect();
    assert_eq!(ids, newest_first);
    let before = stripe.refunds().list().limit(4).ending_before(&made[0]);
    let ids: Vec<_> = before
        .stream()
        .try_collect()?
        .iter()
        .map(|refund| refund.id.clone())
        .collect();
    assert_eq!(ids, made[1..], "from the oldest to the newest");
    Ok(())
}

#[tokio::test]
async fn errors_are_told_by_class() {
    let server = server(3, Settings::default());
    let stripe = client(&server);
    let class = |error: Error| match error {
        Error::Api(error) => (
            error.status(),
            error.class(),
            error.param().map(str::to_owned),
        ),
        other => panic!("{other:?}"),
    };
    let missing = stripe
        .refunds()
        .retrieve("re_none")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        class(missing),
        (404, ErrorClass::InvalidRequest, Some("refund".to_owned()))
    );
    let unknown = stripe
        .refunds()
        .create()
        .charge("ch_123")
        .param("amnt", 5)
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        class(unknown),
        (400, ErrorClass::InvalidRequest, Some("amnt".to_owned()))
    );
}

#[test]
fn a_lost_answer_is_asked_for_again_and_done_once() -> Result<(), Error> {
    for fault in [
        "lost-after",
        "503-after",
        "cut",
        "lost-before",
        "500-before",
        "429-retry",
        "lock_timeout",
    ] {
        let server = server(4, Settings::default());
        let stripe = blocking_client(&server);
        plan(&server, &format!(r#"{{"next": ["{fault}", "{fault}"]}}"#));
        let refund = stripe
            .refunds()
            .create()
            .charge("ch_123")
            .amount(500)
            .send()?;
        assert_eq!(writes(&server), ["refunds.create"], "{fault}");
        let all = stripe.refunds().list().stream().try_collect()?;
        assert_eq!(all.len(), 1, "{fault}");
        assert_eq!(all[0].id, refund.id, "{fault}");
    }
    Ok(())
}

#[tokio::test]
async fn a_key_has_one_answer() -> Result<(), Error> {
    let server = server(5, Settings::default());
    let stripe = client(&server);
    let create = |amount: i64| {
        let options = Options::new().idempotency_key("order-6735");
        let create = stripe.refunds().create().charge("ch_123").amount(amount);
        create.with_options(options).send()
    };
    let first = create(500).await?;
    let again = create(500).await?;
    assert_eq!(first.id, again.id);
    let other = create(400).await.unwrap_err();
    let Error::Api(error) = other else {
        panic!("{other:?}");
    };
    assert_eq!(error.class(), ErrorClass::Idempotency);
    assert_eq!(writes(&server).len(), 1);
    Ok(())
}

#[test]
fn accounts_are_apart() -> Result<(), Error> {
    let server = server(6, Settings::default());
    let stripe = blocking_client(&server);
    let options = Options::new().account("acct_1");
    stripe
        .refunds()
        .create()
        .charge("ch_123")
        .amount(5)
        .with_options(options.clone())
        .send()?;
    assert!(stripe.refunds().list().send()?.data.is_empty());
    assert_eq!(
        stripe
            .refunds()
            .list()
            .with_options(options)
            .send()?
            .data
            .len(),
        1
    );
    Ok(())
}
