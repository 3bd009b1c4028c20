//! Refunds a charge, walks the charge's refunds and clears the metadata of the new one.
//!
//! Run with `STRIPE_SECRET_KEY=sk_test_… cargo run --features blocking --example refunds_blocking
//! -- ch_…`. `STRIPE_API_BASE` sends the requests elsewhere, such as to a server of a test.
//!
//! Requires: refunds.create, refunds.list, refunds.update
//! Features: blocking

use std::env;

use stripe_client::Error;
use stripe_client::blocking::Client;
use stripe_client::services::refunds::create;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key = env::var("STRIPE_SECRET_KEY").map_err(|_| "set STRIPE_SECRET_KEY to a secret key")?;
    let charge = env::args().nth(1).ok_or("give the id of a charge")?;
    let mut client = Client::builder(key);
    if let Ok(base) = env::var("STRIPE_API_BASE") {
        client = client.base_url(base);
    }
    let ran = run(&client.build()?, &charge);
    // What is printed says whether Stripe may have processed the request.
    Ok(ran.map_err(|error| error.to_string())?)
}

fn run(stripe: &Client, charge: &str) -> Result<(), Error> {
    let refund = stripe
        .refunds()
        .create()
        .charge(charge)
        .reason(create::Reason::RequestedByCustomer)
        .metadata([("order_id", "6735")])
        .send()?;
    println!(
        "created {} over {} {}",
        refund.id, refund.amount, refund.currency
    );

    let mut all = stripe.refunds().list().charge(charge).limit(100).stream();
    while let Some(refund) = all.try_next()? {
        println!("listed {}", refund.id);
    }

    let refund = stripe.refunds().update(refund.id).unset_metadata().send()?;
    println!("cleared the metadata of {}", refund.id);
    Ok(())
}
