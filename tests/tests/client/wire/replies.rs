//! Decoding: open to new fields and values, lazy about expanded objects, exact about errors.

use stripe_client::json::{from_json, to_json};
use stripe_client::objects::{Charge, Refund, refund};

use super::REFUND;

fn refund(more: &str) -> Refund {
    from_json(&REFUND.replacen('{', &format!("{{{more},"), 1)).unwrap()
}

#[test]
fn an_expandable_gives_its_id_for_free_and_its_object_when_asked() {
    let plain = refund(r#""charge":"ch_1""#);
    let charge = plain.charge.unwrap();
    assert_eq!(charge.id(), "ch_1");
    assert!(!charge.is_expanded());
    assert!(charge.decode().unwrap().is_none());

    // An expanded object is not decoded until it is accessed: this one is not a valid charge.
    let expanded = refund(r#""charge":{"id":"ch_2","object":"charge","amount":"much"}"#);
    let charge = expanded.charge.unwrap();
    assert_eq!(charge.id(), "ch_2");
    assert!(charge.is_expanded());
    let fault = charge.decode().unwrap_err();
    assert_eq!(fault.path(), "amount");
}

#[test]
fn what_is_not_documented_is_kept() {
    let refund = refund(r#""reason":"brand_new","shiny":{"a":[1]}"#);
    let reason = refund.reason.clone().unwrap();
    assert!(matches!(reason, refund::Reason::Undocumented(_)));
    assert_eq!(reason.as_str(), "brand_new");
    assert_eq!(
        refund.undocumented.get("shiny").unwrap().as_str(),
        r#"{"a":[1]}"#
    );
    let again: Refund = from_json(&to_json(&refund)).unwrap();
    assert_eq!(again, refund);
}

#[test]
fn null_is_absent() {
    let refund = refund(r#""reason":null,"metadata":null,"charge":null,"next_action":null"#);
    assert!(refund.reason.is_none() && refund.metadata.is_none() && refund.charge.is_none());
}

#[test]
fn a_test_can_make_up_a_reply() {
    let mut refund: Refund = from_json(REFUND).unwrap();
    refund.reason = Some(refund::Reason::Fraudulent);
    refund.amount = 7;
    assert!(to_json(&refund).contains(r#""amount":7"#));
    assert!(to_json(&refund).contains(r#""reason":"fraudulent""#));
}

#[test]
fn faults_name_the_path() {
    let list = r#"{"id":"ch_1","object":"charge","amount":1,"amount_captured":1,"amount_refunded":1,"billing_details":{},
        "captured":true,"created":1,"currency":"usd","disputed":false,"livemode":false,"metadata":{},"paid":true,
        "refunded":true,"status":"succeeded","refunds":{"object":"list","has_more":false,"url":"/","data":[REFUND,{}]}}"#;
    let fault = from_json::<Charge>(&list.replace("REFUND", REFUND)).unwrap_err();
    assert!(
        fault.path().starts_with("refunds.data[1]."),
        "{}",
        fault.path()
    );
}

#[test]
fn serde_reads_and_writes_every_type() {
    let refund = refund(r#""reason":"duplicate","charge":"ch_1","shiny":1"#);
    let value = serde_json::to_value(&refund).unwrap();
    assert_eq!(value["reason"], "duplicate");
    assert_eq!(value["shiny"], 1);
    assert_eq!(serde_json::from_value::<Refund>(value).unwrap(), refund);
}

#[test]
fn debug_shows_no_secret() {
    let refund = refund(r#""client_secret":"pi_1_secret_2""#);
    assert!(!format!("{refund:?}").contains("secret_2"));
    assert!(to_json(&refund).contains("secret_2"));
}
