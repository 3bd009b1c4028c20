//! A refund like an earlier one: what a response holds goes into a request as it is, and a function has one type of errors.

use stripe_client::client::Method;
use stripe_client::objects::{Charge, Refund, refund};
use stripe_client::testing::{Replay, fixture};
use stripe_client::{Client, Error};

use super::{REFUNDS, client, sent};

/// The description of the charge that is refunded.
async fn again(stripe: &Client, like: &Refund) -> Result<Option<String>, Error> {
    let refund = stripe
        .refunds()
        .create()
        .maybe(like.charge.as_ref(), |call, charge| {
            call.charge(charge.id())
        })
        .maybe(like.reason.as_ref(), |call, reason| call.reason(reason))
        .currency(&like.currency)
        .expand(Refund::CHARGE.then(Charge::REFUNDS))
        .send()
        .await?;
    // Deferred until now, a fault of decoding is an `Error` too.
    let charge = refund.charge.as_ref().map(|charge| charge.object());
    let charge = charge.transpose()?;
    Ok(charge.and_then(|charge| charge.description))
}

fn of_charge(charge: &str) -> Refund {
    fixture(&format!(
        r#"{{"currency": "eur", "reason": "duplicate", "charge": {charge}}}"#
    ))
}

#[tokio::test]
async fn values_are_copied_and_a_fault_is_an_error() {
    let like = of_charge("\"ch_1\"");
    assert!(like.reason == Some(refund::Reason::Duplicate));
    let charge: Charge = fixture(r#"{"id": "ch_1", "description": "A kite"}"#);
    let charge = stripe_client::json::to_json(&charge);
    let replay = Replay::new()
        .on(Method::Post, REFUNDS, 200, &of_charge(&charge))
        .on(Method::Post, REFUNDS, 200, &of_charge("null"))
        .on(Method::Post, REFUNDS, 200, &of_charge("\"ch_1\""));
    let stripe = client(&replay);
    assert_eq!(
        again(&stripe, &like).await.unwrap().as_deref(),
        Some("A kite")
    );
    assert_eq!(again(&stripe, &of_charge("null")).await.unwrap(), None);
    let error = again(&stripe, &like).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    let requests: Vec<String> = replay.requests().iter().map(sent).collect();
    let copied = "charge=ch_1&currency=eur&expand[0]=charge.refunds&reason=duplicate";
    let without = "currency=eur&expand[0]=charge.refunds&reason=duplicate";
    assert_eq!(requests, [copied, without, copied]);
    replay.assert_done();
}

/// One of two responses has the reference for certain.
#[test]
fn references_compare() {
    let [one, other] = ["\"ch_1\"", "null"].map(of_charge);
    let charge = one.charge.clone().unwrap();
    assert_eq!(charge, one.charge);
    assert_eq!(one.charge, charge);
    assert_ne!(charge, other.charge);
}
