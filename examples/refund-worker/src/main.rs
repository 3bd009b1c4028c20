//! A worker that refunds orders. It calls two of Stripe's operations, so it depends on a crate of these two:
//!
//! ```sh
//! cargo xtask codegen --only refunds.create,refunds.retrieve --package stripe-refunds --out examples/refund-worker/stripe
//! cd examples/refund-worker
//! cargo test
//! echo '6735 ch_123 250' | STRIPE_SECRET_KEY=sk_test_… cargo run
//! ```
//!
//! Each line of standard input is an order, its charge and the amount to refund, in the smallest unit of the currency.
//! `STRIPE_API_BASE` sends the requests elsewhere, such as to a server of a test.

mod refunds;

use std::env;
use std::error::Error;
use std::io;

use stripe_refunds::blocking::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("STRIPE_SECRET_KEY").map_err(|_| "set STRIPE_SECRET_KEY to a secret key")?;
    let mut client = Client::builder(key);
    if let Ok(base) = env::var("STRIPE_API_BASE") {
        client = client.base_url(base);
    }
    let stripe = client.build()?;
    let mut failed = 0;
    for line in io::stdin().lines() {
        match refunds::Order::parse(&line?) {
            Ok(order) => match refunds::refund(&stripe, &order) {
                Ok(refund) => println!(
                    "{}: {} is {}",
                    order.id,
                    refund.id,
                    refunds::status(&refund)
                ),
                Err(error) => {
                    failed += 1;
                    println!("{}: {error}", order.id);
                }
            },
            Err(line) => println!("not an order: {line}"),
        }
    }
    if failed > 0 {
        // An order whose response was lost may have been refunded.
        let advice = "Give them again within 24 hours; later, look them up before";
        return Err(
            format!("orders whose refund failed or is not known: {failed}. {advice}").into(),
        );
    }
    Ok(())
}
