//! Writes all refunds to a CSV file, page by page, with a progress bar.
//!
//! Run with `STRIPE_SECRET_KEY=sk_test_… cargo run --package refunds-csv -- refunds.csv`. A second argument is the time
//! from which on, in seconds since 1970. `STRIPE_API_BASE` sends the requests elsewhere, such as to a server of a test.

use std::env;
use std::error::Error;

use indicatif::{ProgressBar, ProgressStyle};
use stripe_client::blocking::Client;
use stripe_client::objects::Refund;

const COLUMNS: [&str; 7] = [
    "id", "created", "amount", "currency", "status", "charge", "order_id",
];

fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("STRIPE_SECRET_KEY").map_err(|_| "set STRIPE_SECRET_KEY to a secret key")?;
    let path = env::args().nth(1).ok_or("give the file to write")?;
    let since = env::args()
        .nth(2)
        .map(|seconds| seconds.parse::<i64>())
        .transpose()?;
    let mut client = Client::builder(key);
    if let Ok(base) = env::var("STRIPE_API_BASE") {
        client = client.base_url(base);
    }
    let count = write(&client.build()?, &path, since)?;
    println!("{count} refunds in {path}");
    Ok(())
}

fn write(stripe: &Client, path: &str, since: Option<i64>) -> Result<u64, Box<dyn Error>> {
    let bar = bar()?;
    let mut file = csv::Writer::from_path(path)?;
    file.write_record(COLUMNS)?;
    // The largest pages need the fewest requests. No more than one page is in memory.
    let mut list = stripe.refunds().list().limit(100);
    if let Some(since) = since {
        list = list.created(since..);
    }
    for refund in list.stream() {
        file.write_record(row(&refund?))?;
        bar.inc(1);
    }
    file.flush()?;
    bar.finish_and_clear();
    Ok(bar.position())
}

fn row(refund: &Refund) -> [String; COLUMNS.len()] {
    let order = refund
        .metadata
        .as_ref()
        .and_then(|metadata| metadata.get("order_id"));
    [
        refund.id.clone(),
        refund.created.as_seconds().to_string(),
        // In the smallest unit of the currency.
        refund.amount.to_string(),
        refund.currency.to_string(),
        refund
            .status
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        refund
            .charge
            .as_ref()
            .map(|charge| charge.id().to_owned())
            .unwrap_or_default(),
        order.map(|order| inert(order)).unwrap_or_default(),
    ]
}

/// Text that others wrote, as a spreadsheet shows it: one that begins as a formula does gets a `'` before it, so that no
/// spreadsheet runs it.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Stripe does not say how many there are, so the bar counts. It draws on standard error, and only if that is a terminal.
fn bar() -> Result<ProgressBar, indicatif::style::TemplateError> {
    let style = ProgressStyle::with_template("{spinner} {pos} refunds, {per_sec}, {elapsed}")?;
    Ok(ProgressBar::no_length().with_style(style))
}
