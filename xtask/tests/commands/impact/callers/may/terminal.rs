//! A till that knows what the later version added.

use stripe_client::objects::{TerminalReader, terminal_reader::DeviceType};
use stripe_client::services::terminal::refunds::CreateTerminalRefund;
use stripe_client::{Client, Error};

/// All that a refund of this till needs is in the reader.
pub async fn give_back(stripe: &Client) -> Result<(), Error> {
    CreateTerminalRefund::new().on(stripe).send().await?;
    Ok(())
}

pub fn is_portable(reader: &TerminalReader) -> bool {
    matches!(
        reader.device_type,
        DeviceType::VerifoneV660p | DeviceType::BbposWisepad3
    )
}

pub fn is_simulated(reader: &TerminalReader) -> bool {
    match &reader.device_type {
        DeviceType::SimulatedVerifoneM425 => true,
        other => other.as_str().starts_with("simulated"),
    }
}

pub async fn names(stripe: &Client) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    let mut readers = stripe.terminal().readers().list().limit(100).stream();
    while let Some(reader) = readers.try_next().await? {
        names.push(format!("{}: {}", reader.label, is_portable(&reader)));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_says_nothing() {
        let call = format!("{:?}", CreateTerminalRefund::new());
        assert!(!call.contains("requested_by_customer"));
    }
}
