//! Fixtures of the fragment's objects. Those of the whole API are in `../../projects/decoding.rs`.

use stripe_client::json::{from_json, to_json};
use stripe_client::objects::{Charge, Refund, RefundNextAction};
use stripe_client::testing::{fixture, try_fixture};
use stripe_client::values::List;
use stripe_client::webhook::Event;

#[test]
fn required_fields_are_filled() {
    let refund: Refund = fixture("{}");
    assert_eq!(
        to_json(&refund),
        r#"{"amount":1,"created":1700000000,"currency":"usd","id":"id","object":"refund"}"#
    );
    let refund: Refund = fixture(r#"{"status": "failed", "next_action": {}}"#);
    assert_eq!(refund.status.unwrap().as_str(), "failed");
    let action: RefundNextAction = fixture("{}");
    assert_eq!(refund.next_action.unwrap().type_, action.type_);
}

#[test]
fn a_fixture_is_a_complete_response() {
    let charge: Charge = fixture(r#"{"refunds": {"data": [{"id": "re_1"}]}}"#);
    assert_eq!(charge.status.as_str(), "failed");
    assert_eq!(from_json::<Charge>(&to_json(&charge)), Ok(charge.clone()));
    assert_eq!(charge.refunds.unwrap().data[0].currency.as_str(), "usd");
    let list: List<Refund> = fixture(r#"{"data": [{}, {"id": "re_2"}]}"#);
    assert_eq!(list.data[1].id, "re_2");
}

/// What is decoded later is kept as it is written.
#[test]
fn an_expanded_object_is_written_whole() {
    let charge = to_json(&fixture::<Charge>(r#"{"id": "ch_1"}"#));
    let refund: Refund = fixture(&format!(r#"{{"charge": {charge}}}"#));
    assert_eq!(refund.charge.unwrap().object().unwrap().id, "ch_1");
    let event: Event = fixture(&format!(
        r#"{{"type": "charge.updated", "data": {{"object": {charge}}}}}"#
    ));
    assert_eq!(event.object::<Charge>().unwrap().unwrap().id, "ch_1");
    let refund: Refund = fixture(r#"{"charge": {"id": "ch_1"}}"#);
    assert!(refund.charge.unwrap().object().is_err());
}

#[test]
fn what_does_not_fit_is_named() {
    let fault = try_fixture::<Refund>(r#"{"amount": "5"}"#).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "amount: expected an integer of 64 bits, found a string"
    );
    let failed = std::panic::catch_unwind(|| fixture::<Refund>(r#"{"amount": "5"}"#)).unwrap_err();
    let message = failed.downcast::<String>().unwrap();
    assert!(
        message.ends_with("Refund: amount: expected an integer of 64 bits, found a string"),
        "{message}"
    );
    assert!(message.starts_with("no fixture of "), "{message}");
}
