//! A program that knows more than the client: names in strings, which no compiler checks.

use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::objects::{Invoice, Subscription};
use stripe_client::{Client, Error};

pub async fn refund(stripe: &Client, charge: &str) -> Result<(), Error> {
    stripe
        .terminal()
        .refunds()
        .create()
        .param("charge", charge)
        .param("note", "at the till")
        .send()
        .await?;
    Ok(())
}

/// A parameter of another operation that has the name of a removed one.
pub async fn capture(stripe: &Client, charge: &str) -> Result<(), Error> {
    stripe
        .charges()
        .capture(charge)
        .param("reason", "late")
        .send()
        .await?;
    Ok(())
}

pub fn outside(invoice: &Invoice) -> bool {
    invoice.undocumented.get("amount_paid_off_stripe").is_some()
}

pub fn plans(subscription: &Subscription) -> usize {
    let schedules = subscription.undocumented.get("billing_schedules");
    schedules.into_iter().count()
}

pub async fn by_hand(stripe: &Client) -> Result<(), Error> {
    let request = stripe.raw(Method::Post, "/v1/terminal/refunds");
    let _answer: Json = request.send().await?;
    Ok(())
}

pub fn is_known(event_type: &str) -> bool {
    matches!(event_type, "charge.refunded" | "invoice.paid")
}
