//! Values through serde_json with `arbitrary_precision`, which passes each number as an object with one entry.

use stripe_client::json::{Json, from_json};
use stripe_client::objects::Refund;
use stripe_client::values::Number;

/// A refund with metadata of the caller's.
fn refund(metadata: &str) -> Refund {
    let fields =
        r#""id":"re_1","object":"refund","amount":100,"created":1700000000,"currency":"eur""#;
    from_json(&format!(
        r#"{{{fields},"status":"failed","metadata":{metadata}}}"#
    ))
    .unwrap()
}

#[test]
fn the_feature_is_on() {
    let digits = "0.1234567890123456789";
    let value: serde_json::Value = serde_json::from_str(digits).unwrap();
    assert_eq!(value.to_string(), digits);
    assert_eq!(
        serde_json::from_str::<Number>(digits).unwrap().as_str(),
        digits
    );
}

#[test]
fn metadata_injects_no_field() {
    for metadata in [
        r#"{"$serde_json::private::Number":"{},\"status\":\"succeeded\""}"#,
        r#"{"$serde_json::private::Number":"1","a":"b"}"#,
        r#"{"$serde_json::private::Number":"1 "}"#,
    ] {
        let refund = refund(metadata);
        let saved = serde_json::to_string(&refund).unwrap();
        let loaded: Refund = serde_json::from_str(&saved).unwrap();
        assert_eq!(loaded, refund);
        assert_eq!(loaded.status.as_deref(), Some("failed"));
        let value = serde_json::to_value(&refund).unwrap();
        assert_eq!(value["status"], "failed");
    }
}

/// It would come back as a number, so it is refused while nothing is lost yet.
#[test]
fn metadata_in_the_form_of_a_number_is_refused() {
    let refund = refund(r#"{"$serde_json::private::Number":"1"}"#);
    assert!(serde_json::to_string(&refund).is_err());
    assert!(serde_json::to_value(&refund).is_err());
}

#[test]
fn numbers_go_through_unless_they_are_too_large_to_write() {
    for text in [
        "0",
        "-1",
        "9223372036854775807",
        "18446744073709551615",
        "1.5",
        "[1.25,{\"a\":2}]",
    ] {
        let json: Json = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&json).unwrap(), text);
        let value = serde_json::to_value(&json).unwrap();
        assert_eq!(serde_json::from_value::<Json>(value).unwrap(), json);
        assert_eq!(serde_json::from_str::<Json>(text).unwrap(), json);
    }
    let large: Json = serde_json::from_str("1e400").unwrap();
    assert_eq!(large.as_str().to_lowercase().replace('+', ""), "1e400");
    assert!(serde_json::to_string(&large).is_err());
    assert!(serde_json::to_value(&large).is_err());
}
