//! Types that can be decoded from JSON.

use std::collections::BTreeMap;

use crate::json::fault::Fault;
#[cfg(feature = "testing")]
use crate::json::fixture::Placeholder;
use crate::json::node::{Kind, Node};

/// A type that can be decoded from JSON. Nothing is coerced: a value of another kind is a [`Fault`].
pub trait Decode: Sized {
    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// A [`Fault`] with the path in `json`, the expected kind of value and the one found.
    fn decode(json: Node<'_>) -> Result<Self, Fault>;

    /// The value for a missing field.
    ///
    /// # Errors
    ///
    /// A [`Fault`], unless the type has a value for absence.
    #[inline]
    fn missing(name: &'static str) -> Result<Self, Fault> {
        Err(Fault::missing(name))
    }

    /// The value of a response with this body, for types that need none.
    #[doc(hidden)]
    #[inline]
    fn of_no_body(_: &[u8]) -> Option<Self> {
        None
    }

    /// The value for a missing field of a fixture.
    #[cfg(feature = "testing")]
    #[doc(hidden)]
    fn placeholder(field: Placeholder) -> Result<Self, Fault> {
        field.decode_any()
    }
}

/// The value of a response without a body. If there is one all the same, it must be JSON: a page that a proxy put in the
/// place of the response is no success.
impl Decode for () {
    fn decode(_: Node<'_>) -> Result<Self, Fault> {
        Ok(())
    }

    fn of_no_body(body: &[u8]) -> Option<Self> {
        body.is_empty().then_some(())
    }
}

impl Decode for bool {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        json.as_bool().ok_or_else(|| json.mismatch("a boolean"))
    }

    /// Only an object that is deleted must say whether it is.
    #[cfg(feature = "testing")]
    fn placeholder(field: Placeholder) -> Result<Self, Fault> {
        Ok(field.name() == "deleted")
    }
}

impl Decode for i64 {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        json.as_i64()
            .ok_or_else(|| json.mismatch("an integer of 64 bits"))
    }
}

impl Decode for String {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_str() {
            Some(text) => Ok(text.into_owned()),
            None => Err(json.mismatch("a string")),
        }
    }
}

/// `null` and a missing field are `None`.
impl<T: Decode> Decode for Option<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        if json.is_null() {
            Ok(None)
        } else {
            T::decode(json).map(Some)
        }
    }

    #[inline]
    fn missing(_: &'static str) -> Result<Self, Fault> {
        Ok(None)
    }

    fn of_no_body(body: &[u8]) -> Option<Self> {
        body.is_empty().then_some(None)
    }
}

impl<T: Decode> Decode for Box<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        T::decode(json).map(Self::new)
    }

    #[inline]
    fn missing(name: &'static str) -> Result<Self, Fault> {
        T::missing(name).map(Self::new)
    }

    #[cfg(feature = "testing")]
    fn placeholder(field: Placeholder) -> Result<Self, Fault> {
        T::placeholder(field).map(Self::new)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        if json.kind() != Kind::Array {
            return Err(json.mismatch("an array"));
        }
        let items = json.items();
        let count = items.len();
        // A page has at most 100 items. A body of many small items must not allocate a large multiple of its size at
        // once, nor twice the memory of its values.
        let most = 4 * json.raw().len() / size_of::<T>().max(1);
        let mut values = Self::with_capacity(count.min(most.max(128)));
        for (index, item) in items.enumerate() {
            if values.len() == values.capacity() {
                values.reserve_exact(values.len().min(count - index));
            }
            values.push(T::decode(item).map_err(|fault| fault.within_item(index))?);
        }
        Ok(values)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        if json.kind() != Kind::Object {
            return Err(json.mismatch("an object"));
        }
        let mut values = Self::new();
        for (name, value) in json.entries() {
            match T::decode(value) {
                Ok(value) => values.insert(name.into_owned(), value),
                Err(fault) => return Err(fault.within(name.into_owned())),
            };
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn a_response_without_a_body_is_nothing() {
        assert_eq!(<()>::of_no_body(b""), Some(()));
        assert_eq!(<()>::of_no_body(b"OK"), None);
        assert_eq!(Option::<i64>::of_no_body(b""), Some(None));
        assert_eq!(Option::<i64>::of_no_body(b"1"), None);
        assert_eq!(i64::of_no_body(b""), None);
    }

    #[test]
    fn integers_are_exact_or_refused() {
        for number in [0, 1, -1, i64::MAX, i64::MIN] {
            assert_eq!(from_json(&number.to_string()), Ok(number));
        }
        for (text, found) in [
            ("1.0", "a number with a fraction or an exponent"),
            ("1e2", "a number with a fraction or an exponent"),
            ("9223372036854775808", "an integer out of range"),
            ("-9223372036854775809", "an integer out of range"),
            ("\"1\"", "a string"),
            ("true", "a boolean"),
            ("null", "null"),
            ("[1]", "an array"),
            ("{}", "an object"),
        ] {
            assert_eq!(from_json::<i64>(text).unwrap_err().found(), found);
        }
    }

    #[test]
    fn booleans_and_strings_are_not_coerced() {
        assert_eq!(from_json("true"), Ok(true));
        assert_eq!(from_json("\"a\\nb\""), Ok("a\nb".to_owned()));
        for text in ["0", "1", "\"true\"", "null"] {
            from_json::<bool>(text).unwrap_err();
        }
        for text in ["0", "true", "null", "[]"] {
            from_json::<String>(text).unwrap_err();
        }
    }

    #[test]
    fn null_is_none_and_nothing_else() {
        assert_eq!(from_json::<Option<Box<i64>>>("null"), Ok(None));
        assert_eq!(from_json::<Option<Box<i64>>>("1"), Ok(Some(Box::new(1))));
        assert_eq!(
            from_json::<Vec<Option<i64>>>("[1,null]"),
            Ok(vec![Some(1), None])
        );
        from_json::<Vec<i64>>("null").unwrap_err();
        from_json::<BTreeMap<String, i64>>("null").unwrap_err();
    }

    #[test]
    fn a_long_list_takes_the_memory_of_its_items() {
        let ones: Vec<i64> = from_json(&format!("[{}1]", "1,".repeat(99_999))).unwrap();
        assert_eq!((ones.len(), ones.capacity()), (100_000, 100_000));
        let texts: Vec<Option<String>> =
            from_json(&format!("[{}null]", "\"\",".repeat(99_999))).unwrap();
        assert_eq!((texts.len(), texts.capacity()), (100_000, 100_000));
    }

    #[test]
    fn maps_keep_their_names() {
        let map: BTreeMap<String, i64> = from_json(r#"{"b":2,"a \u00e9":1}"#).unwrap();
        assert_eq!(to_json(&map), r#"{"a é":1,"b":2}"#);
        let fault = from_json::<BTreeMap<String, i64>>(r#"{"a b":{}}"#).unwrap_err();
        assert_eq!(fault.path(), "[\"a b\"]");
    }
}
