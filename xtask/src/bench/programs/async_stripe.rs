//! Creates a refund and lists the charge's refunds, with async-stripe.

use std::env;
use std::error::Error;

use stripe::Client;
use stripe_core::refund::{CreateRefund, ListRefund};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("STRIPE_SECRET_KEY")?;
    let charge = env::args().nth(1).ok_or("give the id of a charge")?;
    let client = Client::new(key);

    let refund = CreateRefund::new().charge(&charge).send(&client).await?;
    println!("{} over {} {}", refund.id, refund.amount, refund.currency);

    let page = ListRefund::new().charge(&charge).send(&client).await?;
    for refund in page.data {
        println!("{} is {:?}", refund.id, refund.status);
    }
    println!("more: {}", page.has_more);
    Ok(())
}
