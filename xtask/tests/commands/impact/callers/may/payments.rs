//! Payments for a platform, with what the later version added: a value for each place, and Klarna's own type.

use stripe_client::Error;
use stripe_client::blocking::Client;
use stripe_client::objects::{
    Invoice, PaymentIntent, PaymentMethodDetailsPaymentRecordKlarna, PaymentRecord, Subscription,
};
use stripe_client::services::{invoices, payment_intents};

pub fn pay(stripe: &Client, seller: &str) -> Result<PaymentIntent, Error> {
    use payment_intents::create::{self, payment_method_options::Twint};

    let share = create::TransferData::new(seller)
        .amount(1800)
        .description("the seller's share");
    let twint = Twint::new().setup_future_usage("off_session");
    let options = create::PaymentMethodOptions::new().twint(twint);
    stripe
        .payment_intents()
        .create(2000, "chf")
        .payment_method_options(options)
        .transfer_data(share)
        .send()
}

pub fn bill(stripe: &Client, customer: &str, seller: &str) -> Result<String, Error> {
    let share = invoices::create::TransferData::new(seller).amount(100);
    let request = stripe.invoices().create().customer(customer);
    let invoice = request.transfer_data(share).send()?;
    Ok(invoice.id)
}

pub fn outside(invoice: &Invoice) -> bool {
    invoice.amount_paid_off_stripe.is_some()
}

pub fn schedules(subscription: &Subscription) -> usize {
    subscription.billing_schedules.iter().count()
}

/// Whether Klarna said anything, from a function that names the type.
fn said(klarna: &PaymentMethodDetailsPaymentRecordKlarna) -> bool {
    klarna.payer_details.is_some()
}

pub fn speaking(records: &[PaymentRecord]) -> usize {
    let mut count = 0;
    for record in records {
        let details = record.payment_method_details.as_ref();
        let klarna = details.and_then(|details| details.klarna.as_deref());
        if klarna.is_some_and(said) {
            count += 1;
        }
    }
    count
}
