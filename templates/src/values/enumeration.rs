//! Open enumerations.

use std::mem::discriminant;

use crate::json::{Fault, Node, text};

/// A set of documented strings, which Stripe may extend at any time.
///
/// The generated enumerations implement it; `as_str`, `From<&str>` and the other methods come from it.
pub trait Enumeration: Clone + Sized + 'static {
    /// The documented values with their strings.
    const VALUES: &'static [(&'static str, Self)];

    /// Wraps an undocumented value.
    fn from_undocumented(value: Undocumented) -> Self;

    /// The value if it is undocumented.
    fn as_undocumented(&self) -> Option<&Undocumented>;

    /// The value as Stripe writes it, if it is documented.
    #[must_use]
    fn documented(&self) -> Option<&'static str> {
        let this = discriminant(self);
        let mut values = Self::VALUES.iter();
        values
            .find(|(_, other)| discriminant(other) == this)
            .map(|(value, _)| *value)
    }

    /// The value as Stripe writes it.
    #[must_use]
    fn as_str(&self) -> &str {
        // A value that is not undocumented is in the table.
        match self.as_undocumented() {
            Some(value) => value.as_str(),
            None => self.documented().unwrap_or_default(),
        }
    }

    /// The value that Stripe writes as `value`.
    #[must_use]
    fn from_value(value: &str) -> Self {
        match Self::VALUES.iter().find(|(other, _)| *other == value) {
            Some((_, known)) => known.clone(),
            None => Self::from_undocumented(Undocumented(value.into())),
        }
    }

    /// Decodes a value.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if `json` is not a string.
    fn from_node(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_str() {
            Some(value) => {
                let this = Self::from_value(&value);
                if this.as_undocumented().is_some() {
                    json.count_undocumented();
                }
                Ok(this)
            }
            None => Err(json.mismatch("a string")),
        }
    }
}

/// The impls of a generated enumeration, each of which is one call of these: such a body is the cheapest to compile.
#[allow(dead_code, reason = "a document may have no enumerations")]
mod impls {
    use std::fmt;
    use std::hash::{Hash, Hasher};

    use super::Enumeration;

    /// `Display`.
    #[inline]
    pub(crate) fn pad<E: Enumeration>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(value.as_str())
    }

    /// `Debug`.
    #[inline]
    pub(crate) fn debug<E: Enumeration>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(value.as_str(), f)
    }

    /// `PartialEq`.
    #[inline]
    pub(crate) fn equal<E: Enumeration>(one: &E, other: &E) -> bool {
        one.as_str() == other.as_str()
    }

    /// `Hash`.
    #[inline]
    pub(crate) fn hash<E: Enumeration, H: Hasher>(value: &E, state: &mut H) {
        value.as_str().hash(state);
    }
}
#[allow(unused_imports, reason = "a document may have no enumerations")]
pub(crate) use impls::{debug, equal, hash, pad};

/// An undocumented value of an enumeration.
///
/// Only enumerations create it, so that a documented value is never wrapped as an undocumented one: use `From<&str>`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Undocumented(Box<str>);

impl Undocumented {
    /// The value as Stripe writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text!(Undocumented);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, unreachable_pub)]
    use super::*;
    use crate::json::{Decode, from_json, parse_with, to_json};
    use crate::values::enumeration;

    #[derive(Clone)]
    enum Reason {
        Duplicate,
        None,
        Undocumented(Undocumented),
    }

    enumeration!(Reason {
        Duplicate = "duplicate",
        None = "none",
    });

    fn undocumented(json: &str) -> usize {
        let count = |json: Node<'_>| Reason::decode(json).map(|_| json.undocumented_count());
        parse_with(json.as_bytes(), count).unwrap()
    }

    #[test]
    fn documented_values_are_known() {
        for (text, reason) in Reason::VALUES {
            assert_eq!(Reason::from(*text), *reason);
            assert_eq!(reason.as_str(), *text);
            assert_eq!(reason.to_string(), *text);
            let json = format!("\"{text}\"");
            assert_eq!(from_json::<Reason>(&json).unwrap(), *reason);
            assert_eq!(to_json(reason), json);
            assert_eq!(undocumented(&json), 0);
        }
        assert_eq!(from_json::<Reason>("\"n\\u006fne\"").unwrap(), Reason::None);
    }

    #[test]
    fn other_values_are_kept() {
        for json in ["\"\"", "\"Duplicate\"", "\"new\\n\""] {
            let reason: Reason = from_json(json).unwrap();
            assert!(matches!(reason, Reason::Undocumented(_)));
            assert_eq!(undocumented(json), 1);
            assert_eq!(to_json(&reason), json);
            assert_eq!(Reason::from(reason.as_str()), reason);
        }
        assert_eq!(format!("{:?}", Reason::from("x")), "\"x\"");
        assert_eq!(from_json::<Reason>("1").unwrap_err().found(), "an integer");
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_knows_them_too() {
        for reason in [Reason::Duplicate, Reason::from("x")] {
            let text = serde_json::to_string(&reason).unwrap();
            assert_eq!(serde_json::from_str::<Reason>(&text).unwrap(), reason);
        }
    }
}
