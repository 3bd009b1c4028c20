//! Numbers that may have a fraction.

use std::fmt;
use std::str::FromStr;

use crate::json::{Compact, Decode, Encode, Fault, Kind, Node, Writer, parse_with};

/// A number as its exact text, and a number in JSON: `1.1`.
///
/// Two numbers are equal if their texts are: `1.0` is not `1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Compact);

/// The text is not a number as JSON writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number as JSON writes it, such as 12.5")]
pub struct InvalidNumber;

impl Number {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The integer, if there is neither a fraction nor an exponent.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_str().parse().ok()
    }

    /// The nearest float, which is rarely exact; `None` if the number is too large.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.as_str()
            .parse()
            .ok()
            .filter(|float: &f64| float.is_finite())
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        match parse_with(text.as_bytes(), Self::decode) {
            Ok(number) if number.as_str() == text => Ok(number),
            _ => Err(InvalidNumber),
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl Decode for Number {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.kind() {
            Kind::Number => Ok(Self(json.raw().into())),
            _ => Err(json.mismatch("a number")),
        }
    }
}

impl Encode for Number {
    fn encode(&self, out: &mut Writer) {
        out.verbatim(self.as_str());
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

crate::json::serde_bridge!(Number);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::float_cmp)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn the_text_is_kept() {
        for text in ["0", "-0", "1.10", "1e400", "0.1234567890123456789"] {
            let number: Number = from_json(text).unwrap();
            assert_eq!(number.as_str(), text);
            assert_eq!(to_json(&number), text);
            assert_eq!(text.parse(), Ok(number));
        }
        for text in ["", " 1", "1 ", "01", "+1", "1.", "NaN", "\"1\"", "[]"] {
            assert_eq!(text.parse::<Number>(), Err(InvalidNumber), "{text}");
        }
    }

    #[test]
    fn it_converts_when_asked() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        assert_eq!(number("1.5").to_f64(), Some(1.5));
        assert_eq!(number("1e400").to_f64(), None);
        assert_eq!(number("12").as_i64(), Some(12));
        assert_eq!(number("12.0").as_i64(), None);
    }
}
