//! Currency codes.

use crate::json::{Decode, Fault, Node, text};

/// A three-letter currency code in lower case, as Stripe writes it: `usd`. Any other text is kept.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(Code);

/// Three letters are stored inline, so that the currency of an amount needs no allocation. Each text has exactly one
/// of the two forms.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Code {
    Letters([u8; 3]),
    Other(Box<str>),
}

impl Currency {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Code::Letters(letters) => std::str::from_utf8(letters).unwrap_or_default(),
            Code::Other(text) => text,
        }
    }
}

impl From<&str> for Currency {
    fn from(text: &str) -> Self {
        Self(match *text.as_bytes() {
            [a, b, c] if text.is_ascii() => Code::Letters([a, b, c]),
            _ => Code::Other(text.into()),
        })
    }
}

impl From<String> for Currency {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// What a reply holds goes into a request.
impl From<&Self> for Currency {
    fn from(currency: &Self) -> Self {
        currency.clone()
    }
}

impl Decode for Currency {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_str() {
            Some(text) => Ok(Self::from(&*text)),
            None => Err(json.mismatch("a currency code")),
        }
    }

    #[cfg(feature = "testing")]
    fn placeholder(_: crate::json::Placeholder) -> Result<Self, Fault> {
        Ok(Self::from("usd"))
    }
}

text!(Currency);
crate::json::serde_bridge!(Currency);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn every_text_is_kept() {
        for text in ["usd", "USD", "", "us", "usdc", "é1", "€"] {
            let currency = Currency::from(text);
            assert_eq!(currency, text);
            let json = to_json(&currency);
            assert_eq!(from_json::<Currency>(&json).unwrap(), currency);
        }
        assert_ne!(Currency::from("usd"), Currency::from("USD"));
        assert_eq!(
            from_json::<Currency>("1").unwrap_err().found(),
            "an integer"
        );
    }

    #[test]
    fn it_is_no_larger_than_a_string() {
        assert_eq!(size_of::<Currency>(), size_of::<Box<str>>());
        assert_eq!(size_of::<Option<Currency>>(), size_of::<Option<String>>());
    }
}
