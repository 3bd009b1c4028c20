//! The calls through our client.

use stripe_client::services::refunds::{CreateRefund, create};
use stripe_client::{Client, blocking};

use crate::{Outcome, tasks, threads};

fn request(number: usize) -> CreateRefund {
    CreateRefund::new()
        .charge("ch_1NirD82eZvKYlo2CIvbtLWuY")
        .amount(number as i64)
        .reason(create::Reason::RequestedByCustomer)
        .metadata([("order_id", "6735")])
}

pub fn asynchronous(url: &str, calls: usize) -> Outcome {
    let client = Client::builder("sk_test_123").base_url(url).build()?;
    tasks(calls, client, |client, number| async move {
        let refund = client.execute(request(number)).await?;
        assert_eq!(refund.amount, 1099);
        Ok(())
    })
}

pub fn blocking(url: &str, calls: usize) -> Outcome {
    let client = blocking::Client::builder("sk_test_123")
        .base_url(url)
        .build()?;
    threads(calls, |number| {
        let refund = client.execute(request(number))?;
        assert_eq!(refund.amount, 1099);
        Ok(())
    })
}
