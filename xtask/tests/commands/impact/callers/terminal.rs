//! A till: gives money back at a reader, and says what the readers are.

use stripe_client::objects::{TerminalReader, terminal_reader::DeviceType};
use stripe_client::services::terminal::refunds::{CreateTerminalRefund, create};
use stripe_client::{Client, Error};

/// The part that all refunds of this till have in common.
fn refund(amount: i64) -> CreateTerminalRefund {
    CreateTerminalRefund::new()
        .amount(amount)
        .reason(create::Reason::RequestedByCustomer)
        .metadata([("till", "7")])
}

pub async fn give_back(stripe: &Client, charge: &str, amount: i64) -> Result<(), Error> {
    refund(amount).charge(charge).on(stripe).send().await?;
    Ok(())
}

pub async fn undo(stripe: &Client, intent: &str) -> Result<(), Error> {
    stripe
        .terminal()
        .refunds()
        .create()
        .payment_intent(intent)
        .reverse_transfer(true)
        .send()
        .await?;
    Ok(())
}

/// Whether a reader is one that this till drives by itself.
pub fn is_smart(reader: &TerminalReader) -> bool {
    match &reader.device_type {
        DeviceType::BbposWiseposE => true,
        DeviceType::BbposWisepad3 | DeviceType::BbposChipper2x => false,
        other => other.as_str().starts_with("stripe_"),
    }
}

pub async fn names(stripe: &Client) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    let mut readers = stripe.terminal().readers().list().limit(100).stream();
    while let Some(reader) = readers.try_next().await? {
        names.push(format!("{}: {}", reader.label, is_smart(&reader)));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_has_its_reason() {
        let call = format!("{:?}", refund(5));
        assert!(call.contains("requested_by_customer"));
    }
}
