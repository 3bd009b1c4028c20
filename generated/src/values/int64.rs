//! Integers that are strings in JSON.

use std::fmt;

use crate::json::{Decode, Encode, Fault, Node, Writer};

/// An integer that is a string in JSON, as in the v2 API, so that JavaScript does not round it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Int64(i64);

impl Int64 {
    /// The integer.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl From<i64> for Int64 {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl From<Int64> for i64 {
    fn from(number: Int64) -> Self {
        number.0
    }
}

impl Decode for Int64 {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        const EXPECTED: &str = "an integer of 64 bits in a string";
        let text = json.as_str().ok_or_else(|| json.mismatch(EXPECTED))?;
        match text.parse() {
            // `parse` accepts a plus sign, which Stripe does not write.
            Ok(number) if !text.starts_with('+') => Ok(Self(number)),
            _ => Err(Fault::new(EXPECTED, "another string")),
        }
    }
}

impl Encode for Int64 {
    fn encode(&self, out: &mut Writer) {
        out.string(&self.0.to_string());
    }
}

impl fmt::Display for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

crate::json::serde_bridge!(Int64);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn it_is_a_string_on_the_wire() {
        let number: Int64 = from_json("\"-9223372036854775808\"").unwrap();
        assert_eq!(number.get(), i64::MIN);
        assert_eq!(to_json(&number), "\"-9223372036854775808\"");
        for wrong in [
            "1",
            "\"\"",
            "\"1.0\"",
            "\"+1\"",
            "\" 1\"",
            "\"9223372036854775808\"",
            "null",
        ] {
            from_json::<Int64>(wrong).unwrap_err();
        }
    }
}
