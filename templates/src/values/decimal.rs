//! Exact decimals.

use std::str::FromStr;

use crate::json::{Decode, Fault, Node, text};

/// A decimal number as its exact text, such as `0.30`: a string in JSON, never a float.
///
/// Two decimals are equal if their texts are: `0.3` is not `0.30`. For arithmetic, convert it to a decimal type; the
/// feature `rust_decimal-1` converts to that of the crate rust_decimal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

/// The text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number, such as 12.50")]
pub struct InvalidDecimal;

impl Decimal {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Decimal {
    type Err = InvalidDecimal;

    fn from_str(text: &str) -> Result<Self, InvalidDecimal> {
        if is_decimal(text) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidDecimal)
        }
    }
}

/// Digits with an optional sign, fraction and exponent.
fn is_decimal(text: &str) -> bool {
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &str| text.strip_prefix(['-', '+']).unwrap_or(text).to_owned();
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (number, exponent) = (unsigned(number), unsigned(exponent));
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, "0"));
    [whole, fraction, &exponent]
        .iter()
        .all(|digits| !digits.is_empty() && are_digits(digits))
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl Decode for Decimal {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_str() {
            Some(text) => match text.parse() {
                Ok(decimal) => Ok(decimal),
                Err(InvalidDecimal) => Err(Fault::new("a decimal in a string", "another string")),
            },
            None => Err(json.mismatch("a decimal in a string")),
        }
    }
}

text!(Decimal);
crate::json::serde_bridge!(Decimal);

#[cfg(feature = "rust_decimal-1")]
impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self(number.to_string().into())
    }
}

/// Fails when the number is too large or too precise to be held exactly.
#[cfg(feature = "rust_decimal-1")]
impl TryFrom<&Decimal> for rust_decimal::Decimal {
    type Error = rust_decimal::Error;

    fn try_from(number: &Decimal) -> Result<Self, rust_decimal::Error> {
        match number.0.split_once(['e', 'E']) {
            // Only the digits decide whether the number would be rounded.
            Some((digits, _)) => {
                Self::from_str_exact(digits).and_then(|_| Self::from_scientific(&number.0))
            }
            None => Self::from_str_exact(&number.0),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn the_text_is_kept() {
        for text in [
            "0",
            "12.50",
            "-0.1",
            "+1",
            "007",
            "1e-7",
            "1.5E+3",
            "123456789012345678901234567890.5",
        ] {
            let json = format!("\"{text}\"");
            let decimal: Decimal = from_json(&json).unwrap();
            assert_eq!(decimal, text);
            assert_eq!(to_json(&decimal), json);
        }
        assert_eq!(Decimal::from(i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "", "-", ".", "1.", ".5", "1,5", "1e", "e1", "0x1", " 1", "1 ", "1.5.2", "--1", "NaN",
            "١",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(InvalidDecimal), "{text}");
        }
        assert_eq!(
            from_json::<Decimal>("\"\"").unwrap_err().found(),
            "another string"
        );
        // A number in JSON has been through a float somewhere.
        assert_eq!(
            from_json::<Decimal>("12").unwrap_err().found(),
            "an integer"
        );
    }

    #[cfg(feature = "rust_decimal-1")]
    #[test]
    fn conversions_are_exact_or_fail() {
        for text in ["12.50", "-0.0000001"] {
            let number =
                rust_decimal::Decimal::try_from(&text.parse::<Decimal>().unwrap()).unwrap();
            assert_eq!(Decimal::from(number), text);
        }
        let small: Decimal = "1e-7".parse().unwrap();
        assert_eq!(
            rust_decimal::Decimal::try_from(&small).unwrap().to_string(),
            "0.0000001"
        );
        for text in [
            "123456789012345678901234567890",
            "0.12345678901234567890123456789012345",
            "1e-40",
            "1e40",
            "0.12345678901234567890123456789012345e3",
        ] {
            rust_decimal::Decimal::try_from(&text.parse::<Decimal>().unwrap()).unwrap_err();
        }
    }
}
