//! Fixtures: texts in which a required field may be missing. It then has a plausible value, which its own decoder reads.
//!
//! No type has code for it but those whose JSON does not say what is plausible: a time is a number, a currency a string.

use crate::json::decode::Decode;
use crate::json::fault::Fault;
use crate::json::node::Node;
use crate::json::tape::Tape;
use crate::json::to_json;

/// How deep missing objects may be within each other. The generator refuses objects that require themselves; a type of
/// a caller's own may do so.
const MAX_DEPTH: u8 = 64;

/// Decodes a fixture.
pub(crate) fn parse_fixture<T: Decode>(text: &[u8]) -> Result<T, Fault> {
    T::decode(Tape::parse(text)?.into_fixture(0).root())
}

/// The value of a field that an object does not have, whether or not its text is a fixture.
pub(super) fn missing<T: Decode>(tape: &Tape<'_>, name: &'static str) -> Result<T, Fault> {
    match (T::missing(name), tape.fixture()) {
        (Err(_), Some(depth)) => {
            let field = Placeholder { name, depth };
            T::placeholder(field).map_err(|fault| fault.within(name))
        }
        (value, _) => value,
    }
}

/// A required field that is missing in a fixture.
#[derive(Clone, Copy, Debug)]
pub struct Placeholder {
    name: &'static str,
    depth: u8,
}

impl Placeholder {
    /// The name of the field.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Decodes the first of some values that the type takes without a remainder, or else the first that it takes: an
    /// empty object, which is a fixture too, or else strings, a number, a boolean, an empty list.
    ///
    /// # Errors
    ///
    /// The [`Fault`] of the object if the type takes none of them.
    pub fn decode_any<T: Decode>(self) -> Result<T, Fault> {
        let name = to_json(self.name);
        let mut open = None;
        let mut first = None;
        for text in [
            "{}",
            &name,
            r#""1""#,
            r#""2023-11-14T22:13:20Z""#,
            "1",
            "false",
            "[]",
        ] {
            match self.decode(text) {
                Ok((value, 0)) => return Ok(value),
                Ok((value, _)) => open = open.or(Some(value)),
                Err(fault) => first = first.or(Some(fault)),
            }
        }
        let fault = || first.unwrap_or_else(|| Fault::missing(self.name));
        open.ok_or_else(fault)
    }

    /// Decodes a text, and counts what is undocumented in it.
    fn decode<T: Decode>(self, text: &str) -> Result<(T, usize), Fault> {
        if self.depth == MAX_DEPTH {
            let found = "an object that requires itself";
            return Err(Fault::new("an object with an end", found));
        }
        let tape = Tape::parse(text.as_bytes())?.into_fixture(self.depth + 1);
        let root: Node<'_> = tape.root();
        T::decode(root).map(|value| (value, root.undocumented_count()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, dead_code)]
    use std::collections::BTreeMap;

    use super::*;
    use crate::json::{Constant, Encode, Fields, Json, Writer, from_json, object, value};
    use crate::values::{
        Currency, DateTime, Decimal, Expandable, Int64, List, Number, Timestamp, Undocumented,
        enumeration,
    };

    #[derive(Clone)]
    enum Status {
        Paid,
        Void,
        Undocumented(Undocumented),
    }

    enumeration!(Status {
        Paid = "paid",
        Void = "void",
    });

    #[derive(Clone)]
    struct Everything {
        amount: i64,
        body: Json,
        card: Expandable<Everything>,
        created: Timestamp,
        currency: Currency,
        deleted: bool,
        fee: Decimal,
        item: Box<Item>,
        items: List<Item>,
        large: Int64,
        livemode: bool,
        maybe: Option<String>,
        metadata: BTreeMap<String, String>,
        name: String,
        object: Constant,
        optional: Option<Box<Everything>>,
        owner: Owner,
        rate: Number,
        rows: Vec<Item>,
        status: Box<Status>,
        time: DateTime,
        undocumented: Fields,
    }

    object!(Everything {
        amount: required "amount",
        body: required "body",
        card: required "card",
        created: required "created",
        currency: required "currency",
        deleted: required "deleted",
        fee: required "fee",
        item: required "item",
        items: required "items",
        large: required "large",
        livemode: required "livemode",
        maybe: required "maybe",
        metadata: required "metadata",
        name: required "name",
        object: constant "object" "everything",
        optional: optional "optional",
        owner: required "owner",
        rate: required "rate",
        rows: required "rows",
        status: required "status",
        time: required "time",
    });

    #[derive(Clone)]
    struct Item {
        id: String,
        undocumented: Fields,
    }

    object!(Item { id: required "id", });

    /// A union whose members have no tag.
    #[derive(Clone)]
    enum Owner {
        Text(String),
        Item(Item),
        Undocumented(Json),
    }

    impl Decode for Owner {
        fn decode(json: Node<'_>) -> Result<Self, Fault> {
            let best = json.best_of(&[
                |json| String::decode(json).map(Self::Text),
                |json| Item::decode(json).map(Self::Item),
            ]);
            Ok(best.unwrap_or_else(|| Self::Undocumented(json.undocumented())))
        }
    }

    impl Encode for Owner {
        fn encode(&self, out: &mut Writer) {
            match self {
                Self::Text(text) => text.encode(out),
                Self::Item(item) => item.encode(out),
                Self::Undocumented(json) => json.encode(out),
            }
        }
    }

    value!(Owner);

    const FILLED: &str = r#"{"amount":1,"body":{},"card":"card","created":1700000000,"currency":"usd","deleted":true,"fee":"1","item":{"id":"id"},"items":{"data":[],"has_more":false,"object":"list","url":"url"},"large":"1","livemode":false,"metadata":{},"name":"name","object":"everything","owner":{"id":"id"},"rate":1,"rows":[],"status":"paid","time":"2023-11-14T22:13:20Z"}"#;

    fn fixture<T: Decode>(text: &str) -> Result<T, Fault> {
        parse_fixture(text.as_bytes())
    }

    #[test]
    fn what_is_required_is_filled_and_what_is_optional_is_absent() {
        let everything: Everything = fixture("{}").unwrap();
        assert_eq!(to_json(&everything), FILLED);
        // It is a complete response.
        assert_eq!(from_json::<Everything>(FILLED).unwrap(), everything);
    }

    #[test]
    fn what_is_given_wins_at_any_depth() {
        let given = r#"{"amount":5,"item":{"x":[1]},"items":{"data":[{"id":"a"},{}]},"object":"thing","optional":{"owner":"me"},"rows":[{}],"status":"new"}"#;
        let everything: Everything = fixture(given).unwrap();
        assert_eq!(everything.amount, 5);
        assert_eq!(to_json(&everything.item), r#"{"id":"id","x":[1]}"#);
        assert_eq!(
            to_json(&everything.items.data),
            r#"[{"id":"a"},{"id":"id"}]"#
        );
        assert_eq!(to_json(&everything.rows), r#"[{"id":"id"}]"#);
        assert_eq!(everything.object, "thing");
        assert_eq!(everything.status.as_str(), "new");
        let optional = everything.optional.unwrap();
        let filled = FILLED.replace(r#""owner":{"id":"id"}"#, r#""owner":"me""#);
        assert_eq!(to_json(&optional), filled);
    }

    #[test]
    fn what_is_given_must_fit() {
        let path = |text| fixture::<Everything>(text).unwrap_err().path();
        assert_eq!(path(r#"{"amount":"5"}"#), "amount");
        assert_eq!(path(r#"{"maybe":1}"#), "maybe");
        assert_eq!(
            path(r#"{"items":{"data":[{},{"id":null}]}}"#),
            "items.data[1].id"
        );
        let fault = fixture::<Everything>("{").unwrap_err();
        assert_eq!(fault.path(), "");
    }

    #[test]
    fn no_other_text_is_filled() {
        assert_eq!(from_json::<Item>("{}").unwrap_err().path(), "id");
    }

    /// A type of a caller's own that no JSON can be.
    #[derive(Debug)]
    struct Endless(Box<Endless>);

    impl Decode for Endless {
        fn decode(json: Node<'_>) -> Result<Self, Fault> {
            json.object()?.field("next").map(Self)
        }
    }

    #[test]
    fn an_object_that_requires_itself_is_refused() {
        let fault = fixture::<Endless>("{}").unwrap_err();
        assert_eq!(fault.found(), "an object that requires itself");
        assert!(fault.path().starts_with("next.next."), "{fault}");
    }

    /// A type of a caller's own that takes none of the values.
    #[derive(Debug)]
    struct Odd;

    impl Decode for Odd {
        fn decode(json: Node<'_>) -> Result<Self, Fault> {
            match json.as_i64() {
                Some(77) => Ok(Self),
                _ => Err(json.mismatch("77")),
            }
        }
    }

    #[test]
    fn a_field_that_no_value_fits_is_named() {
        let read = parse_fixture::<Wrapper>(b"{}").unwrap_err();
        assert_eq!(read.to_string(), "odd: expected 77, found an object");
        assert!(parse_fixture::<Wrapper>(br#"{"odd":77}"#).is_ok());
    }

    #[derive(Debug)]
    struct Wrapper(Odd);

    impl Decode for Wrapper {
        fn decode(json: Node<'_>) -> Result<Self, Fault> {
            json.object()?.field("odd").map(Self)
        }
    }
}
