//! Undecoded JSON.

use std::fmt;
use std::str::FromStr;

use crate::json::compact::Compact;
use crate::json::decode::Decode;
use crate::json::encode::Encode;
use crate::json::fault::Fault;
use crate::json::node::{Kind, Node};
use crate::json::tape::Tape;
use crate::json::writer::{Writer, debug};
use crate::json::{parse, parse_with};

/// Undecoded JSON.
///
/// The text is what Stripe sent, without the white space between tokens: numbers and strings keep their spelling. Two
/// values are equal if their texts are.
///
/// `Debug` hides secrets; [`as_str`](Self::as_str) and `Display` do not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Compact);

impl Json {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if it is not a `T`.
    pub fn decode<T: Decode>(&self) -> Result<T, Fault> {
        parse(self.as_str().as_bytes())
    }

    /// The value at a JSON pointer (RFC 6901), such as `/data/0/id`. Each call parses the text again: to read many
    /// values, use [`decode`](Self::decode).
    #[must_use]
    pub fn get(&self, pointer: &str) -> Option<Self> {
        self.read(|node| find(node, pointer).map(Self::from))?
    }

    /// Parses the text for `read`.
    pub(crate) fn read<T>(&self, read: impl FnOnce(Node<'_>) -> T) -> Option<T> {
        // It was parsed before, so it is valid JSON.
        parse_with(self.as_str().as_bytes(), |node| Ok(read(node))).ok()
    }
}

fn find<'a>(root: Node<'a>, pointer: &str) -> Option<Node<'a>> {
    let mut steps = pointer.split('/');
    // A pointer is empty or begins with a slash.
    steps.next().filter(|before| before.is_empty())?;
    steps.try_fold(root, |node, step| match node.kind() {
        Kind::Array => node.items().nth(step.parse().ok()?),
        _ => node.field(&step.replace("~1", "/").replace("~0", "~")),
    })
}

impl From<Node<'_>> for Json {
    fn from(node: Node<'_>) -> Self {
        if !matches!(node.kind(), Kind::Array | Kind::Object) {
            return Self(node.raw().into());
        }
        // The text is never longer than its source.
        let mut out = Writer::with_capacity(node.raw().len());
        out.node(node);
        Self(out.into_string().into())
    }
}

impl FromStr for Json {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Ok(Tape::parse(text.as_bytes())?.root().into())
    }
}

impl Decode for Json {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        Ok(json.into())
    }
}

impl Encode for Json {
    fn encode(&self, out: &mut Writer) {
        out.json(self);
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("Json", self, f)
    }
}

crate::json::serde_bridge!(Json);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn white_space_goes_and_the_rest_stays() {
        let json: Json = "{ \"a\" : [ 1.00 , \"x \\u00e9 y\" ],\n\t\"b\":{ } }"
            .parse()
            .unwrap();
        assert_eq!(json.as_str(), r#"{"a":[1.00,"x \u00e9 y"],"b":{}}"#);
        assert_eq!(json, r#"{"a":[1.00,"x \u00e9 y"],"b":{}}"#.parse().unwrap());
        assert_ne!(json, r#"{"a":[1.0,"x \u00e9 y"],"b":{}}"#.parse().unwrap());
    }

    #[test]
    fn parts_are_found_by_pointer() {
        let json: Json = r#"{"a/b":{"~":[10,{"c":null}]}}"#.parse().unwrap();
        assert_eq!(json.get(""), Some(json.clone()));
        assert_eq!(json.get("/a~1b/~0/0").unwrap().decode::<i64>().unwrap(), 10);
        assert_eq!(json.get("/a~1b/~0/1/c").unwrap().as_str(), "null");
        for absent in ["a", "/a", "/a~1b/~0/2", "/a~1b/~0/x", "/a~1b/~0/0/c"] {
            assert_eq!(json.get(absent), None, "{absent}");
        }
    }

    #[test]
    fn debug_hides_secrets_at_any_depth() {
        let json: Json = r#"{"id":"pi_1","x":[{"client_secret":"s1","secret":null}],"cl\u0069ent_secret":{"a":"s2"}}"#
            .parse()
            .unwrap();
        assert_eq!(
            format!("{json:?}"),
            r#"Json {"id":"pi_1","x":[{"client_secret":"[redacted]","secret":null}],"client_secret":"[redacted]"}"#
        );
    }
}
