//! Payments for a platform: what the seller gets, and what Klarna said.

use std::collections::BTreeMap;

use stripe_client::blocking::Client;
use stripe_client::objects::{PaymentIntent, PaymentMethodDetailsKlarna, PaymentRecord};
use stripe_client::services::payment_intents::{create, update};
use stripe_client::{Error, services};

/// The seller's share, for any request that takes one.
fn share(seller: &str, amount: i64) -> services::charges::create::TransferData {
    services::charges::create::TransferData::new(seller).amount(amount)
}

pub fn pay(stripe: &Client, seller: &str) -> Result<PaymentIntent, Error> {
    use create::payment_method_options::Twint;

    let twint = Twint::new().setup_future_usage("none");
    let options = create::PaymentMethodOptions::new().twint(twint);
    stripe
        .payment_intents()
        .create(2000, "chf")
        .payment_method_options(options)
        .transfer_data(share(seller, 1800))
        .send()
}

pub fn correct(stripe: &Client, intent: &PaymentIntent, amount: i64) -> Result<(), Error> {
    let share = update::TransferData::new().amount(amount);
    stripe
        .payment_intents()
        .update(&intent.id)
        .transfer_data(share)
        .send()?;
    Ok(())
}

pub fn bill(stripe: &Client, customer: &str, seller: &str) -> Result<String, Error> {
    let request = stripe.invoices().create().customer(customer);
    let invoice = request.transfer_data(share(seller, 100)).send()?;
    Ok(invoice.id)
}

/// The country that Klarna saw, from a function that names the type.
fn country(klarna: &PaymentMethodDetailsKlarna) -> Option<String> {
    let details = klarna.payer_details.as_ref()?;
    details.address.as_ref()?.country.clone()
}

pub fn countries(records: &[PaymentRecord]) -> BTreeMap<String, Option<String>> {
    let mut countries = BTreeMap::new();
    for record in records {
        let details = record.payment_method_details.as_ref();
        let klarna = details.and_then(|details| details.klarna.as_deref());
        countries.insert(record.id.clone(), klarna.and_then(country));
    }
    countries
}

pub fn is_klarna(record: &PaymentRecord) -> bool {
    let details = record.payment_method_details.as_ref();
    details.is_some_and(|details| details.klarna.is_some())
}
