//! Tests a program without a network: a transport that records requests and returns the responses of the test.
//!
//! Run with `cargo run --example test_double`.
//!
//! Requires: refunds.create

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use stripe_client::client::transport::{BoxFuture, HttpRequest, HttpResponse, Transport};
use stripe_client::client::{TransportError, TransportErrorKind};
use stripe_client::{Client, Error};

/// The test double. Clones share their state, so that a test can read it while the client has one.
#[derive(Clone, Default)]
struct Double {
    answers: Arc<Mutex<VecDeque<HttpResponse>>>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Double {
    /// Queues a response.
    fn answer(&self, status: u16, body: &str) -> Result<(), Box<dyn StdError>> {
        let answer = HttpResponse::new(status.try_into()?, Default::default(), body);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.push_back(answer);
        Ok(())
    }

    fn sent(&self) -> Vec<HttpRequest> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.clone()
    }
}

impl Transport for Double {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push(request);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let none =
            || TransportError::new(TransportErrorKind::Other, "the test has no response left");
        Box::pin(std::future::ready(answers.pop_front().ok_or_else(none)))
    }

    /// Retries do not wait.
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// The function under test.
async fn refund_half(stripe: &Client, charge: &str, amount: i64) -> Result<String, Error> {
    let request = stripe.refunds().create().charge(charge);
    let refund = request.amount(amount / 2).send().await?;
    Ok(refund.id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let double = Double::default();
    double.answer(503, "")?;
    double.answer(
        200,
        r#"{"id": "re_1", "object": "refund", "amount": 50, "created": 1700000000, "currency": "eur"}"#,
    )?;
    let stripe = Client::builder("sk_test_123")
        .transport(double.clone())
        .build()?;
    println!("created {}", refund_half(&stripe, "ch_1", 100).await?);

    // The first response was a transient failure, so the same request was retried.
    for request in double.sent() {
        let body = String::from_utf8_lossy(request.body.as_bytes().unwrap_or_default());
        println!("{} {} {body}", request.method, request.uri.path());
    }
    Ok(())
}
