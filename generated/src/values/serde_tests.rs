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

/// serde_json passes numbers in this form if any crate of the build enables `arbitrary_precision`.
#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    use serde::de::value::{Error, MapDeserializer};
    let number = |text| {
        let fields = [("$serde_json::private::Number", text)].into_iter();
        crate::json::deserialize::<Number, _>(MapDeserializer::<_, Error>::new(fields))
    };
    for text in ["1.50", "1e400", "-0"] {
        assert_eq!(number(text).unwrap().as_str(), text);
    }
    for text in ["1,2", "\"1\"", "", "{}", " 1", "1 "] {
        assert!(number(text).is_err(), "{text}");
    }
}

#[test]
fn no_json_is_injected_through_the_form_of_a_number() {
    for object in [
        r#"{"$serde_json::private::Number":"{},\"status\":\"succeeded\""}"#,
        r#"{"$serde_json::private::Number":"1","status":"failed"}"#,
        r#"{"status":"failed","$serde_json::private::Number":"1"}"#,
        r#"{"$serde_json::private::Number":"1,2"}"#,
        r#"{"$serde_json::private::Number":1}"#,
        r#"{"$serde_json::private::Number":{"$serde_json::private::Number":"x"}}"#,
    ] {
        let text = format!(r#"{{"metadata":{object},"status":"failed"}}"#);
        let json: Json = text.parse().unwrap();
        let saved = serde_json::to_string(&json).unwrap();
        assert_eq!(saved, text);
        assert_eq!(serde_json::from_str::<Json>(&saved).unwrap(), json);
    }
    // This one would come back as a number.
    for object in [
        r#"{"$serde_json::private::Number":"1"}"#,
        r#"[{"\u0024serde_json::private::Number":"\u0031"}]"#,
    ] {
        let json: Json = object.parse().unwrap();
        assert!(serde_json::to_string(&json).is_err(), "{object}");
    }
}

/// serde_json writes `null` for what is no finite number.
#[test]
fn a_number_that_is_too_large_for_serde_is_refused() {
    for text in ["1e400", "-1e400", "[1e309]"] {
        let json: Json = text.parse().unwrap();
        assert!(serde_json::to_string(&json).is_err(), "{text}");
        assert!(serde_json::to_value(&json).is_err(), "{text}");
    }
    let json: Json = "1e308".parse().unwrap();
    assert_eq!(serde_json::to_value(&json).unwrap(), 1e308);
}

#[test]
fn what_a_format_has_beyond_json_is_read_or_refused() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, I128Deserializer, U128Deserializer};
    let large: U128Deserializer<Error> = (1_u128 << 64).into_deserializer();
    let number: Number = crate::json::deserialize(large).unwrap();
    assert_eq!(number.as_str(), "18446744073709551616");
    let small: I128Deserializer<Error> = i128::MIN.into_deserializer();
    let number: Number = crate::json::deserialize(small).unwrap();
    assert_eq!(number.as_str(), i128::MIN.to_string());
    // A text has a limit, and a value that a program builds has none.
    for (levels, is_read) in [(127, true), (128, true), (129, false), (1000, false)] {
        let list = |inner, _| serde_json::Value::Array(vec![inner]);
        let deep = (0..levels).fold(1.into(), list);
        assert_eq!(
            serde_json::from_value::<Json>(deep).is_ok(),
            is_read,
            "{levels}"
        );
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
