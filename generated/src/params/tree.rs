//! The tree: names and values, in the order of their names.

use std::borrow::Cow;
use std::fmt;

use super::Value;
use crate::secret::redact;

/// Parameters by name.
///
/// They are sorted by name, so that neither equality nor the bytes that are sent depend on the order of the setters:
/// Stripe compares the parameters of a retried request with those of the first.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    entries: Vec<(Cow<'static, str>, Value)>,
}

impl Params {
    /// No parameters.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// Sets a parameter. It replaces an earlier value of that name.
    #[must_use]
    pub fn set(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.insert(name.into(), value.into());
        self
    }

    /// Asks Stripe to clear a parameter.
    #[must_use]
    pub fn unset(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.set(name, Value::Unset)
    }

    /// Asks Stripe to remove one key of a map, in addition to the keys that are set. A map that is unset as a whole
    /// stays so.
    #[must_use]
    pub fn unset_key(mut self, name: impl Into<Cow<'static, str>>, key: impl Into<String>) -> Self {
        let (name, key) = (name.into(), Cow::Owned(key.into()));
        match self.get_mut(&name) {
            Some(Value::Unset) => {}
            Some(Value::Object(map)) => map.insert(key, Value::Unset),
            _ => self.insert(name, Value::Object(Self::new().unset(key))),
        }
        self
    }

    /// Adds entries to a map, in addition to the keys that are set or unset. An empty iterator changes nothing: only
    /// unsetting clears a map.
    #[must_use]
    pub fn merge(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        let name = name.into();
        match (self.get_mut(&name), value.into()) {
            (Some(Value::Object(map)), Value::Object(more)) => {
                for (key, value) in more.entries {
                    map.insert(key, value);
                }
            }
            (Some(_), Value::Object(more)) if more.is_empty() => {}
            (_, value) => self.insert(name, value),
        }
        self
    }

    /// The value of a parameter; `None` if it is absent.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let place = self.place(name).ok()?;
        self.entries.get(place).map(|(_, value)| value)
    }

    /// All parameters, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries
            .iter()
            .map(|(name, value)| (name.as_ref(), value))
    }

    /// Whether there are no parameters.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The path of the first parameter that is an empty string. Empty items of lists are allowed: they clear nothing.
    pub(crate) fn empty_text(&self) -> Option<String> {
        fn inside(value: &Value) -> Option<String> {
            match value {
                Value::Object(inner) => inner.empty_text().map(|path| format!(".{path}")),
                Value::List(items) => items
                    .iter()
                    .enumerate()
                    .find_map(|(index, item)| inside(item).map(|path| format!("[{index}]{path}"))),
                _ => None,
            }
        }
        self.iter().find_map(|(name, value)| match value {
            Value::Text(text) if text.is_empty() => Some(name.to_owned()),
            value => inside(value).map(|path| format!("{name}{path}")),
        })
    }

    /// The path of the first parameter that is a file.
    pub(crate) fn file(&self) -> Option<String> {
        fn inside(value: &Value) -> Option<String> {
            match value {
                Value::File(_) => Some(String::new()),
                Value::List(items) => items.iter().find_map(inside),
                Value::Object(inner) => inner.file().map(|path| format!(".{path}")),
                _ => None,
            }
        }
        self.iter()
            .find_map(|(name, value)| inside(value).map(|path| format!("{name}{path}")))
    }

    pub(crate) fn insert(&mut self, name: Cow<'static, str>, value: Value) {
        match self.place(&name) {
            Ok(place) => {
                if let Some((_, old)) = self.entries.get_mut(place) {
                    *old = value;
                }
            }
            Err(place) => self.entries.insert(place, (name, value)),
        }
    }

    pub(crate) fn remove(&mut self, name: &str) {
        if let Ok(place) = self.place(name) {
            self.entries.remove(place);
        }
    }

    /// Appends items to a list. An empty iterator changes nothing.
    pub(crate) fn append(&mut self, name: &'static str, items: Vec<Value>) {
        match self.get_mut(name) {
            _ if items.is_empty() => {}
            Some(Value::List(list)) => list.extend(items),
            _ => self.insert(name.into(), Value::List(items)),
        }
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.place(name).ok()?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|(other, _)| other.as_ref().cmp(name))
    }
}

/// In the order of the names.
impl IntoIterator for Params {
    type Item = (Cow<'static, str>, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<N: Into<Cow<'static, str>>, V: Into<Value>> FromIterator<(N, V)> for Params {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        entries
            .into_iter()
            .fold(Self::new(), |params, (name, value)| params.set(name, value))
    }
}

/// Shows names and hides strings, which may be secrets or personal data. Keys of maps that look like secrets are
/// hidden too.
impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.iter().map(|(name, value)| (redact(name), value));
        f.debug_map().entries(entries).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Currency;

    #[test]
    fn order_of_setters_does_not_matter() {
        let one = Params::new().set("b", 1).set("a", "x").set("c", true);
        let two = Params::new()
            .set("c", true)
            .set("b", 2)
            .set("a", "x")
            .set("b", 1);
        assert_eq!(one, two);
        assert_eq!(
            one.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
    }

    #[test]
    fn a_name_set_twice_keeps_the_last_value() {
        let params = Params::new().set("a", 1).set("a", 2);
        assert_eq!(params.get("a"), Some(&Value::Integer(2)));
        assert_eq!(params.get("b"), None);
    }

    #[test]
    fn unset_key_on_each_state() {
        let key = || Value::Object(Params::new().unset("k"));
        assert_eq!(Params::new().unset_key("m", "k").get("m"), Some(&key()));
        assert_eq!(
            Params::new().unset("m").unset_key("m", "k").get("m"),
            Some(&Value::Unset)
        );
        let both = Params::new()
            .set("m", Value::text_map([("a", "1")]))
            .unset_key("m", "k");
        let map = Params::new().set("a", "1").unset("k");
        assert_eq!(both.get("m"), Some(&Value::Object(map)));
    }

    #[test]
    fn lists_grow() {
        let mut params = Params::new().set("b", 1);
        params.append("a", vec![]);
        assert_eq!(params.get("a"), None);
        params.append("a", vec![1.into()]);
        params.append("a", vec![2.into(), 3.into()]);
        params.append("b", vec![4.into()]);
        assert_eq!(params.get("a"), Some(&Value::list([1, 2, 3])));
        assert_eq!(params.get("b"), Some(&Value::list([4])));
        params.remove("a");
        params.remove("none");
        assert_eq!(params.iter().count(), 1);
    }

    #[test]
    fn debug_elides_strings() {
        let params = Params::new()
            .set("amount", 5)
            .set("card", "4242424242424242")
            .set("currency", Currency::from("eur"))
            .set("digits", 4_242_424_242_424_242_i64)
            .set("no currency", Currency::from("hush"))
            .set("reason", Value::Keyword("duplicate".into()))
            .set("on", true)
            .set("sk_live_hush", 1)
            .unset("metadata");
        let shown = format!("{params:?}");
        assert_eq!(
            shown,
            "{\"amount\": 5, \"card\": \"…\", \"currency\": eur, \"digits\": …, \"metadata\": unset, \
             \"no currency\": \"…\", \"on\": true, \"reason\": duplicate, \"sk_…\": 1}"
        );
    }
}
