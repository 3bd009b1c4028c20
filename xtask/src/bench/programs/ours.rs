//! Creates a refund and lists the charge's refunds, with the crate of the whole API.

use std::env;
use std::error::Error;

use stripe_client::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("STRIPE_SECRET_KEY")?;
    let charge = env::args().nth(1).ok_or("give the id of a charge")?;
    let stripe = Client::new(key);

    let refund = stripe.refunds().create().charge(&charge).send().await?;
    println!("{} over {} {}", refund.id, refund.amount, refund.currency);

    let page = stripe.refunds().list().charge(&charge).send().await?;
    for refund in page.data {
        println!("{} is {:?}", refund.id, refund.status);
    }
    println!("more: {}", page.has_more);
    Ok(())
}
