//! A string with one documented value.

use std::borrow::Cow;
use std::ops::Deref;

use crate::json::{Decode, Fault, Node, text};

/// A string with one documented value, such as that of `object`. It allocates only for another value, which is kept.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Constant(Cow<'static, str>);

impl Constant {
    /// The constant that has `value`.
    #[must_use]
    pub const fn new(value: &'static str) -> Self {
        Self(Cow::Borrowed(value))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Constant {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Decode for Constant {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        String::decode(json).map(|value| Self(Cow::Owned(value)))
    }
}

text!(Constant);
crate::json::serde_bridge!(Constant);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::parse_with;

    #[test]
    fn the_documented_value_is_not_allocated_and_another_is_kept() {
        let read = |json: &str| {
            parse_with(json.as_bytes(), |node| {
                node.object()?.constant("object", "refund")
            })
        };
        let refund = read(r#"{"object":"refund"}"#).unwrap();
        assert!(matches!(refund.0, Cow::Borrowed("refund")));
        assert_eq!(refund, "refund");
        assert_eq!(read(r#"{"object":"reefund"}"#).unwrap(), "reefund");
        // The same value, spelt with an escape.
        assert_eq!(read(r#"{"object":"r\u0065fund"}"#).unwrap(), refund);

        let fault = read("{}").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "object: expected a value, found no such field"
        );
        assert_eq!(read(r#"{"object":1}"#).unwrap_err().path(), "object");
        assert_eq!(read(r#"{"object":null}"#).unwrap_err().found(), "null");
    }

    #[test]
    fn an_optional_constant_can_be_null_or_missing() {
        let read = |json: &str| {
            parse_with(json.as_bytes(), |node| {
                let mut object = node.object()?;
                let value = object.optional_constant("type", "a");
                object.rest().map(|_| value)
            })
        };
        assert_eq!(read("{}").unwrap(), None);
        assert_eq!(read(r#"{"type":null}"#).unwrap(), None);
        assert_eq!(read(r#"{"type":"a"}"#).unwrap(), Some(Constant::new("a")));
        assert_eq!(read(r#"{"type":[]}"#).unwrap_err().found(), "an array");
    }
}
