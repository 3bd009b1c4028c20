//! Values through serde, with serde_json.

#![allow(clippy::unwrap_used)]

use crate::json::{Fault, Json};
use crate::values::{Currency, Decimal, Expandable, Int64, List, Number, Timestamp};

#[test]
fn every_kind_goes_through() {
    for text in [
        "null",
        "true",
        "-1",
        "18446744073709551615",
        "1.5",
        "1.0",
        r#""a\"é\n""#,
        "[]",
        "[[],[1,null],\"x\"]",
        r#"{"a":{"b":[]},"c":{}}"#,
    ] {
        let json: Json = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&json).unwrap(), text);
        assert_eq!(serde_json::from_str::<Json>(text).unwrap(), json);
    }
}

#[test]
fn types_check_what_they_are_given() {
    let fault = |result: Result<Timestamp, serde_json::Error>| result.unwrap_err().to_string();
    assert!(fault(serde_json::from_str("1.0")).contains("found a number with a fraction"));
    assert!(serde_json::from_str::<Decimal>("1.5").is_err());
    assert!(serde_json::from_str::<List<i64>>("{}").is_err());
    assert!(serde_json::from_str::<Timestamp>("[1").is_err());
}

/// The text of such a number is parsed, so that no other text is accepted as one.
#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    use serde::de::value::{Error, MapDeserializer};
    let number = |text| {
        let fields = [("$serde_json::private::Number", text)].into_iter();
        crate::json::deserialize::<Number, _>(MapDeserializer::<_, Error>::new(fields))
    };
    assert_eq!(number("1.50").unwrap().as_str(), "1.50");
    for text in ["1,2", "\"1\"", "", "{}"] {
        assert!(number(text).is_err(), "{text}");
    }
}

#[test]
fn single_values_are_as_on_the_wire() -> Result<(), Fault> {
    let list: List<Expandable<Json>> = crate::json::from_json(
        r#"{"data":["a",{"id":"b"}],"has_more":false,"object":"list","url":"/"}"#,
    )?;
    let text = serde_json::to_string(&list).unwrap();
    assert_eq!(
        serde_json::from_str::<List<Expandable<Json>>>(&text).unwrap(),
        list
    );
    assert_eq!(
        serde_json::to_string(&Currency::from("usd")).unwrap(),
        "\"usd\""
    );
    assert_eq!(serde_json::to_string(&Int64::from(1)).unwrap(), "\"1\"");
    assert_eq!(
        serde_json::from_str::<Number>("1.50").unwrap().as_str(),
        "1.5"
    );
    Ok(())
}
