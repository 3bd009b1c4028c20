//! The value of one parameter.

use std::borrow::Cow;
use std::fmt;

use crate::secret::redact;
use crate::values::{Currency, DateTime, Decimal, Enumeration, Int64, IntoEnum, Number, Timestamp};

use super::nesting::MAX_DEPTH;
use super::{Params, Upload};

/// The value of a parameter.
///
/// A [`Text`](Self::Text) and a [`Keyword`](Self::Keyword) of the same content are equal: they are sent in the same
/// way.
#[non_exhaustive]
pub enum Value {
    /// An integer, or a time in Unix seconds.
    Integer(i64),
    /// A number that may have a fraction, with the exact digits to send.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// A string. `Debug` hides it, because it may be a secret or personal data.
    Text(String),
    /// A string that `Debug` shows: one of a fixed set, such as `duplicate`, or a decimal.
    Keyword(Cow<'static, str>),
    /// A list. An empty one sends nothing in a form.
    List(Vec<Value>),
    /// An object or a map. An empty one sends nothing in a form.
    Object(Params),
    /// A file. Only an upload can send one.
    File(Box<Upload>),
    /// Asks Stripe to clear the parameter: an empty string in a form, `null` in JSON.
    Unset,
    /// Is required, and was not set yet. A request with it is refused before anything is sent.
    Missing,
}

impl Value {
    /// A list.
    pub fn list(items: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// A list of strings.
    pub fn texts(items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(
            items
                .into_iter()
                .map(|item| Self::Text(item.into()))
                .collect(),
        )
    }

    /// A value of the enumeration `E`.
    pub fn of_enum<E: Enumeration>(value: impl IntoEnum<E>) -> Self {
        E::from_value(value.as_ref()).into()
    }

    /// A list of values of the enumeration `E`.
    pub fn enums<E: Enumeration>(items: impl IntoIterator<Item = impl IntoEnum<E>>) -> Self {
        Self::List(items.into_iter().map(Self::of_enum).collect())
    }

    /// A map.
    pub fn map(entries: impl IntoIterator<Item = (impl Into<String>, impl Into<Self>)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
        Self::Object(entries.collect())
    }

    /// A map to strings, such as metadata.
    pub fn text_map(
        entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self::map(
            entries
                .into_iter()
                .map(|(key, value)| (key, Self::Text(value.into()))),
        )
    }
}

/// Hides numbers as long as a card's, and what is nested too deeply to be sent.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(self, MAX_DEPTH).fmt(f)
    }
}

/// A value, and how many levels of lists and objects are shown.
pub(super) struct Shown<'a>(pub(super) &'a Value, pub(super) usize);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.1.saturating_sub(1);
        match self.0 {
            Value::Integer(number) => f.write_str(&redact(&number.to_string())),
            Value::Number(number) => f.write_str(&redact(number.as_str())),
            Value::Bool(value) => value.fmt(f),
            Value::Text(_) => f.write_str("\"…\""),
            Value::Keyword(keyword) => f.write_str(&redact(keyword)),
            Value::List(_) | Value::Object(_) if self.1 == 0 => f.write_str("…"),
            Value::List(items) => {
                let items = items.iter().map(|item| Shown(item, left));
                f.debug_list().entries(items).finish()
            }
            Value::Object(params) => params.show(f, left),
            Value::File(upload) => upload.fmt(f),
            Value::Unset => f.write_str("unset"),
            Value::Missing => f.write_str("missing"),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Self::list(items)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::list(items)
    }
}

impl From<Params> for Value {
    fn from(params: Params) -> Self {
        Self::Object(params)
    }
}

impl From<Upload> for Value {
    fn from(upload: Upload) -> Self {
        Self::File(Box::new(upload))
    }
}

impl From<Timestamp> for Value {
    fn from(time: Timestamp) -> Self {
        Self::Integer(time.as_seconds())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Decimal> for Value {
    fn from(decimal: Decimal) -> Self {
        Self::Keyword(Cow::Owned(decimal.to_string()))
    }
}

impl From<Int64> for Value {
    fn from(number: Int64) -> Self {
        Self::Keyword(Cow::Owned(number.to_string()))
    }
}

impl From<DateTime> for Value {
    fn from(time: DateTime) -> Self {
        Self::Keyword(Cow::Owned(time.to_string()))
    }
}

/// Three letters are shown; any other text may be anything.
impl From<Currency> for Value {
    fn from(currency: Currency) -> Self {
        let text = currency.to_string();
        if text.len() == 3 {
            Self::Keyword(Cow::Owned(text))
        } else {
            Self::Text(text)
        }
    }
}

/// Documented values are shown; any other may be anything.
impl<E: Enumeration> From<E> for Value {
    fn from(value: E) -> Self {
        match value.documented() {
            Some(keyword) => Self::Keyword(Cow::Borrowed(keyword)),
            None => Self::Text(value.as_str().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_keyword_are_equal() {
        let keyword = |text| Value::Keyword(Cow::Borrowed(text));
        assert_eq!(keyword("a"), Value::from("a"));
        assert_ne!(keyword("a"), Value::from("b"));
        assert_ne!(keyword("1"), Value::from(1));
        assert_ne!(Value::from(""), Value::Unset);
        assert_ne!(Value::from(true), Value::from(false));
        assert_eq!(
            Value::list([1, 2]),
            Value::List(vec![Value::Integer(1), Value::Integer(2)])
        );
    }

    #[test]
    fn single_values_keep_their_text() {
        let decimal: Decimal = "0.30".parse().unwrap();
        assert_eq!(Value::from(decimal), Value::from("0.30"));
        assert_eq!(Value::from(Int64::from(-7)), Value::from("-7"));
        assert_eq!(Value::from(Timestamp::from_seconds(5)), Value::Integer(5));
        assert_eq!(Value::from(Currency::from("usd")), Value::from("usd"));
    }
}
