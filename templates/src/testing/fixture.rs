//! Values of responses, of which a test says only what it is about.

use crate::json::{Decode, Fault, parse_fixture};

/// A value of a response: `json`, with a plausible value for each required field that it leaves out.
///
/// ```
/// use stripe_client::testing::fixture;
/// use stripe_client::values::List;
///
/// let list: List<i64> = fixture(r#"{"data": [1, 2]}"#);
/// assert!(!list.has_more);
/// assert_eq!((list.object.as_str(), list.url.as_str()), ("list", "url"));
/// ```
///
/// This holds at any depth of `json`. The values are the same each time:
///
/// | Field | Value |
/// |---|---|
/// | optional or nullable | none |
/// | string, id of an object that is not expanded | the name of the field |
/// | number, decimal | 1 |
/// | boolean | false; `deleted` is true |
/// | timestamp, time | 2023-11-14T22:13:20Z, which is 1700000000 |
/// | currency | `usd` |
/// | enumeration | the first documented value |
/// | constant, such as `object` | the constant |
/// | list, map | empty |
/// | object | filled likewise |
/// | union | the first member that is an object; without a way to tell one from `{}`, its `Undocumented` with `{}` |
///
/// Two things are kept as they are written, because they are decoded later: the object of an
/// [`Expandable`](crate::values::Expandable) and [`Json`](crate::json::Json), such as the object of an event. Write a
/// whole object there: the [`to_json`](crate::json::to_json) of another fixture.
///
/// # Panics
///
/// If `json` is not JSON, or a value in it does not fit its field: the message names the field. [`try_fixture`] returns
/// the fault.
#[must_use]
#[track_caller]
#[allow(clippy::panic, reason = "a test fails by it")]
pub fn fixture<T: Decode>(json: &str) -> T {
    match try_fixture(json) {
        Ok(value) => value,
        Err(fault) => panic!("no fixture of {}: {fault}", std::any::type_name::<T>()),
    }
}

/// [`fixture`] without a panic.
///
/// ```
/// use stripe_client::testing::try_fixture;
/// use stripe_client::values::List;
///
/// let fault = try_fixture::<List<i64>>(r#"{"data": ["1"]}"#).unwrap_err();
/// assert_eq!(fault.path(), "data[0]");
/// ```
///
/// # Errors
///
/// A [`Fault`] if `json` is not JSON, or a value in it does not fit its field.
pub fn try_fixture<T: Decode>(json: &str) -> Result<T, Fault> {
    parse_fixture(json.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::List;

    #[test]
    #[should_panic(expected = "List<i64>: data[0]: expected an integer of 64 bits, found a string")]
    fn a_value_that_does_not_fit_is_named() {
        let _: List<i64> = fixture(r#"{"data": ["x"]}"#);
    }
}
