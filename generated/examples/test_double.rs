//! Tests a program without a network: a transport that records requests and returns the responses of the test.
//!
//! Run with `cargo run --example test_double --features testing`.
//!
//! Requires: refunds.create
//! Features: testing

use std::error::Error as StdError;

use stripe_client::client::Method;
use stripe_client::objects::Refund;
use stripe_client::testing::{Replay, try_fixture};
use stripe_client::{Client, Error};

/// The function under test.
async fn refund_half(stripe: &Client, charge: &str, amount: i64) -> Result<String, Error> {
    let request = stripe.refunds().create().charge(charge);
    let refund = request.amount(amount / 2).send().await?;
    Ok(refund.id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    // The other required fields have plausible values. A test calls `fixture`, which panics if the JSON does not fit.
    let refund: Refund = try_fixture(r#"{"id": "re_1", "amount": 50}"#)?;
    let replay = Replay::new().on(Method::Post, "/v1/refunds", 503, "").on(
        Method::Post,
        "/v1/refunds",
        200,
        &refund,
    );
    let stripe = Client::builder("sk_test_123")
        .transport(replay.clone())
        .build()?;
    println!("created {}", refund_half(&stripe, "ch_1", 100).await?);

    // The first response was a transient failure, so the same request was retried, without a delay.
    for request in replay.requests() {
        let amount = request.param("amount").unwrap_or_default();
        println!(
            "{} {} over {amount}, key {}",
            request.method(),
            request.path(),
            request.idempotency_key().is_some()
        );
    }
    // Panics if a response was not used or a request was not expected.
    replay.assert_done();
    Ok(())
}
