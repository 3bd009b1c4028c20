//! The tree: names and values, in the order of their names.

use std::borrow::Cow;
use std::fmt;

use super::Value;
use super::nesting::MAX_DEPTH;
use super::value::Shown;
use crate::json::last;
use crate::secret::redact;

/// Parameters by name.
///
/// They are sorted by name, so that neither equality nor the bytes that are sent depend on the order of the setters:
/// Stripe compares the parameters of a retried request with those of the first.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Params {
    pub(super) entries: Vec<(Cow<'static, str>, Value)>,
    /// Whether this map was unset as a whole before its entries were set.
    pub(super) cleared: bool,
}

impl Params {
    /// No parameters.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            cleared: false,
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
    /// unsetting clears a map. Entries that are added to a map that is unset as a whole are kept, but such a call is
    /// refused: a request cannot ask Stripe to replace a map.
    #[must_use]
    pub fn merge(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        let (name, mut value) = (name.into(), value.into());
        match (self.get_mut(&name), &mut value) {
            (Some(Value::Object(map)), Value::Object(more)) => {
                for (key, value) in std::mem::take(&mut more.entries) {
                    map.insert(key, value);
                }
                return self;
            }
            (Some(Value::Missing), _) => {}
            (Some(_), Value::Object(more)) if more.is_empty() => return self,
            (Some(Value::Unset), Value::Object(more)) => more.cleared = true,
            _ => {}
        }
        self.insert(name, value);
        self
    }

    /// Names parameters that are required and not set yet. A request without one of them is refused.
    #[must_use]
    pub fn require(mut self, names: &[&'static str]) -> Self {
        for name in names {
            self.insert(Cow::Borrowed(name), Value::Missing);
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

    /// A copy of the parameters with these names.
    pub(crate) fn part(&self, has: impl Fn(&str) -> bool) -> Self {
        let entries = self.entries.iter().filter(|(name, _)| has(name)).cloned();
        Self {
            entries: entries.collect(),
            cleared: self.cleared,
        }
    }

    /// The path of the first parameter that is an empty string. Empty items of lists are allowed: they clear nothing.
    pub(crate) fn empty_text(&self) -> Option<String> {
        self.path_of(&|name, value| match value {
            Value::Text(text) => name.is_some() && text.is_empty(),
            Value::Keyword(text) => name.is_some() && text.is_empty(),
            _ => false,
        })
    }

    /// The path of the first parameter without a name, which a form would send as an item of a list: `metadata[]=`.
    pub(crate) fn unnamed(&self) -> Option<String> {
        self.path_of(&|name, _| name == Some(""))
    }

    /// The path of the first map that is unset as a whole, and has entries all the same.
    pub(crate) fn replaced(&self) -> Option<String> {
        self.path_of(&|_, value| matches!(value, Value::Object(map) if map.cleared))
    }

    /// The path of the first parameter that is a file.
    pub(crate) fn file(&self) -> Option<String> {
        self.path_of(&|_, value| matches!(value, Value::File(_)))
    }

    /// The names on the wire, such as `items[0][price]`, of all parameters that are required and not set.
    pub(crate) fn missing(&self) -> Vec<String> {
        let mut found = Vec::new();
        let is_missing = |_: Option<&str>, value: &Value| matches!(value, Value::Missing);
        // Mostly nothing is, and then no names are made.
        if self.path_of(&is_missing).is_none() {
            return found;
        }
        for (name, value) in self.iter() {
            missing_in(name.to_owned(), value, MAX_DEPTH, &mut found);
        }
        found
    }

    /// The first parameter with more nested lists and objects than can be sent.
    pub(crate) fn too_deep(&self) -> Option<&str> {
        let mut deep = self
            .iter()
            .filter(|(_, value)| value.is_deeper_than(MAX_DEPTH));
        deep.next().map(|(name, _)| name)
    }

    /// The path of the first value, by its name or as an item of a list, for which `is` holds. Values that are nested
    /// too deeply are not looked at: such calls are refused.
    fn path_of(&self, is: &Condition<'_>) -> Option<String> {
        self.path_within(is, MAX_DEPTH)
    }

    fn path_within(&self, is: &Condition<'_>, levels: usize) -> Option<String> {
        self.iter().find_map(|(name, value)| {
            let path = path_at(Some(name), value, is, levels)?;
            Some(format!("{name}{path}"))
        })
    }

    /// `Debug` of an object parameter, by its type, which may have modules before it.
    #[allow(dead_code, reason = "a document may have no object parameters")]
    pub(crate) fn fmt_as(&self, path: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(last(path))?;
        f.write_str(" ")?;
        fmt::Debug::fmt(self, f)
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

/// A condition of a value, and of its name if it is no item of a list.
type Condition<'a> = dyn Fn(Option<&str>, &Value) -> bool + 'a;

/// The path from a value to the first for which the condition holds; empty if it is that one.
fn path_at(name: Option<&str>, value: &Value, is: &Condition<'_>, levels: usize) -> Option<String> {
    if is(name, value) {
        return Some(String::new());
    }
    let levels = levels.checked_sub(1)?;
    match value {
        Value::Object(inner) => inner.path_within(is, levels).map(|path| format!(".{path}")),
        Value::List(items) => items.iter().enumerate().find_map(|(index, item)| {
            let path = path_at(None, item, is, levels)?;
            Some(format!("[{index}]{path}"))
        }),
        _ => None,
    }
}

/// Adds the names of the required parameters that are not set, at or in a value of the given name.
fn missing_in(name: String, value: &Value, levels: usize, found: &mut Vec<String>) {
    let left = levels.saturating_sub(1);
    match value {
        Value::Missing => found.push(name),
        _ if levels == 0 => {}
        Value::Object(params) => {
            for (key, value) in params.iter() {
                missing_in(format!("{name}[{key}]"), value, left, found);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                missing_in(format!("{name}[{index}]"), item, left, found);
            }
        }
        _ => {}
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
        self.show(f, MAX_DEPTH)
    }
}

impl Params {
    /// Shows so many levels of lists and objects.
    pub(super) fn show(&self, f: &mut fmt::Formatter<'_>, levels: usize) -> fmt::Result {
        let entries = self.iter();
        let entries = entries.map(|(name, value)| (redact(name), Shown(value, levels)));
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
    fn a_map_that_is_unset_and_then_set_is_found() {
        let map = || Value::text_map([("a", "1")]);
        let params = Params::new().unset("m").merge("m", map());
        assert_eq!(params.replaced().as_deref(), Some("m"));
        assert_ne!(params, Params::new().merge("m", map()));
        let params = params.merge("m", map()).unset_key("m", "b");
        assert_eq!(params.replaced().as_deref(), Some("m"));
        let outer = Params::new().set("o", Value::list([params.clone()]));
        assert_eq!(outer.replaced().as_deref(), Some("o[0].m"));
        // The last one counts where Stripe can be asked for it.
        assert_eq!(params.clone().unset("m").replaced(), None);
        assert_eq!(params.set("m", map()).replaced(), None);
        let nothing = Value::text_map(Vec::<(String, String)>::new());
        let params = Params::new().unset("m").merge("m", nothing);
        assert_eq!(params.get("m"), Some(&Value::Unset));
    }

    #[test]
    fn what_is_missing_is_named_as_on_the_wire() {
        let item = || Params::new().set("a", 1).require(&["price"]);
        let params = Params::new()
            .require(&["to"])
            .set("items", Value::list([item(), item().set("price", "x")]));
        assert_eq!(params.missing(), ["items[0][price]", "to"]);
        assert!(Params::new().set("a", 1).missing().is_empty());
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
