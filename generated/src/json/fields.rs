//! Undocumented fields of an object.

use std::fmt;

use crate::json::{Decode, Encode, Fault, Json, Kind, Node, Writer, debug};

/// The undocumented fields of an object, undecoded and in alphabetical order.
///
/// Stripe adds fields at any time; none is lost. Without any, which is the usual case, this is one null pointer.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Fields(Option<Box<Entries>>);

/// Boxed, because a vector's three words would be in every object.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entries(Vec<(Box<str>, Json)>);

impl Fields {
    /// The value of the field `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        let entries = self.entries();
        let at = entries
            .binary_search_by(|(other, _)| (**other).cmp(name))
            .ok()?;
        entries.get(at).map(|(_, value)| value)
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Iterates over names and values.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.entries().iter())
    }

    fn entries(&self) -> &[(Box<str>, Json)] {
        self.0.as_ref().map_or(&[], |entries| &entries.0)
    }
}

/// The last of several fields of the same name wins.
impl FromIterator<(Box<str>, Json)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Json)>>(fields: I) -> Self {
        let mut entries: Vec<_> = fields.into_iter().collect();
        // The sort is stable, so that after reversing the last of several comes first.
        entries.reverse();
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        entries.dedup_by(|one, other| one.0 == other.0);
        if entries.is_empty() {
            return Self(None);
        }
        Self(Some(Box::new(Entries(entries))))
    }
}

/// An iterator over the names and values of [`Fields`].
#[derive(Clone)]
pub struct Iter<'a>(std::slice::Iter<'a, (Box<str>, Json)>);

/// Hides the values; the `Debug` of [`Fields`] shows them without secrets.
impl fmt::Debug for Iter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.clone().map(|(name, _)| name);
        f.debug_list().entries(names).finish()
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Json);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (&**name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a str, &'a Json);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl Decode for Fields {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.kind() {
            Kind::Object => Ok(json
                .entries()
                .map(|(name, value)| (name.into(), value.into()))
                .collect()),
            _ => Err(json.mismatch("an object")),
        }
    }
}

impl Encode for Fields {
    fn encode(&self, out: &mut Writer) {
        out.object().rest(self);
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("Fields", self, f)
    }
}

crate::json::serde_bridge!(Fields);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn no_fields_are_one_pointer() {
        assert_eq!(size_of::<Fields>(), size_of::<usize>());
        let none: Fields = from_json("{}").unwrap();
        assert!(none.is_empty() && none.0.is_none());
        assert_eq!(none, Fields::default());
        assert_eq!(to_json(&none), "{}");
    }

    #[test]
    fn fields_are_found_by_name() {
        let fields: Fields = from_json(r#"{"b":[1, 2],"a":null,"secret":"x"}"#).unwrap();
        assert_eq!(fields.len(), 3);
        assert_eq!(fields.get("b").unwrap().as_str(), "[1,2]");
        assert_eq!(fields.get("c"), None);
        assert_eq!(to_json(&fields), r#"{"a":null,"b":[1,2],"secret":"x"}"#);
        assert_eq!(
            format!("{fields:?}"),
            r#"Fields {"a":null,"b":[1,2],"secret":"[redacted]"}"#
        );
        assert_eq!(
            fields.iter().map(|(name, _)| name).collect::<String>(),
            "absecret"
        );
        assert_eq!(from_json::<Fields>("[]").unwrap_err().found(), "an array");
    }

    #[test]
    fn the_later_of_two_counts() {
        let json = |text: &str| text.parse::<Json>().unwrap();
        let fields: Fields = [("a", "1"), ("b", "2"), ("a", "3")]
            .map(|(name, value)| (name.into(), json(value)))
            .into_iter()
            .collect();
        assert_eq!(to_json(&fields), r#"{"a":3,"b":2}"#);
    }
}
