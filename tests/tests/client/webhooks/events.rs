//! Events as values: decoding, the raw JSON that is kept, and unknown data that is not an error.

use stripe_client::events;
use stripe_client::json::{Json, from_json, to_json};
use stripe_client::objects::{Charge, Refund};
use stripe_client::webhook::{Delivery, Event, EventObject, EventType};

use super::{REFUND, event, thin_event};

fn read(event_type: &str, object: &str) -> Event {
    from_json(&event(event_type, object)).unwrap()
}

/// A tombstone, as the whole document has 26.
struct Gone;

impl stripe_client::json::Decode for Gone {
    fn decode(json: stripe_client::json::Node<'_>) -> Result<Self, stripe_client::json::Fault> {
        json.object().map(|_| Self)
    }
}

impl EventObject for Gone {
    const OBJECT: Option<&'static str> = Some("refund");
    const DELETED: bool = true;
}

#[test]
fn an_event_has_all_that_was_sent() {
    let text = r#"{"account":"acct_1","api_version":"2020-08-27","context":"acct_1","created":1700000000,"data":{"object":{"object":"refund","new":1.50},"previous_attributes":{"status":"pending"},"more":[]},"id":"evt_1","livemode":true,"object":"event","pending_webhooks":2,"request":{"id":"req_1","idempotency_key":"key"},"type":"refund.updated","later":{"a":1}}"#;
    let event: Event = from_json(text).unwrap();
    assert_eq!(event.account.as_deref(), Some("acct_1"));
    assert_eq!(event.api_version.as_deref(), Some("2020-08-27"));
    assert_eq!(event.created.as_seconds(), 1_700_000_000);
    assert_eq!(event.pending_webhooks, Some(2));
    assert_eq!(event.type_, "refund.updated");
    let request = event.request.as_ref().unwrap();
    assert_eq!(request.id.as_deref(), Some("req_1"));
    assert_eq!(request.idempotency_key.as_deref(), Some("key"));
    let before = event.data.previous_attributes.as_ref().unwrap();
    assert_eq!(before.as_str(), r#"{"status":"pending"}"#);
    assert_eq!(
        event.undocumented.get("later").unwrap().as_str(),
        r#"{"a":1}"#
    );
    assert_eq!(to_json(&event), text);
    assert!(format!("{:?}", event.options()).contains("account"));
}

#[test]
fn requests_of_old_versions_are_ids() {
    let old =
        event("refund.created", REFUND).replacen("\"type\"", "\"request\":\"req_1\",\"type\"", 1);
    let event: Event = from_json(&old).unwrap();
    assert_eq!(event.request.unwrap().id.as_deref(), Some("req_1"));
    let none = old.replace("\"req_1\"", "null");
    assert!(from_json::<Event>(&none).unwrap().request.is_none());
}

#[test]
fn an_object_is_read_by_its_kind() {
    let event = read("refund.created", REFUND);
    assert_eq!(event.object_type().as_deref(), Some("refund"));
    assert_eq!(event.object::<Refund>().unwrap().unwrap().amount, 100);
    assert!(event.object::<Charge>().unwrap().is_none());
    assert_eq!(
        event.object::<Json>().unwrap(),
        Some(event.data.object.clone())
    );

    assert!(event.is::<events::RefundCreated>());
    assert!(!event.is::<events::RefundUpdated>());
    let refund = event.object_of::<events::RefundCreated>().unwrap().unwrap();
    assert_eq!(refund.id, "re_1");
    assert!(
        event
            .object_of::<events::RefundUpdated>()
            .unwrap()
            .is_none()
    );
}

#[test]
fn the_unknown_is_no_error() {
    // Another type of event.
    let event = read("refund.flew", REFUND);
    assert!(event.object::<Refund>().unwrap().is_some());
    // Other objects.
    for (object, kind) in [
        (r#"{"object":"brand_new"}"#, Some("brand_new")),
        (r#"{"object":1}"#, None),
        ("{}", None),
        ("[]", None),
        ("null", None),
        ("\"re_1\"", None),
    ] {
        let event = read("refund.created", object);
        assert_eq!(event.object_type().as_deref(), kind, "{object}");
        assert!(event.object::<Refund>().unwrap().is_none(), "{object}");
        assert!(
            event
                .object_of::<events::RefundCreated>()
                .unwrap()
                .is_none()
        );
        assert_eq!(event.data.object.as_str(), object);
    }
    // Another API version, in which a required field has another type.
    let event = read("refund.created", &REFUND.replace("100", "\"1.00\""));
    let fault = event.object::<Refund>().unwrap_err();
    assert_eq!(fault.path(), "amount");
    assert_eq!(
        event.data.object.get("/amount").unwrap().as_str(),
        "\"1.00\""
    );
}

#[test]
fn what_is_deleted_is_known_by_what_is_left_of_it() {
    let tombstone = read(
        "refund.deleted",
        r#"{"id":"re_1","object":"refund","deleted":true}"#,
    );
    assert!(tombstone.object::<Refund>().unwrap().is_none());
    assert!(tombstone.object::<Gone>().unwrap().is_some());
    // The whole object, marked as deleted.
    let whole = read(
        "refund.deleted",
        &REFUND.replacen("\"object\"", "\"deleted\":true,\"object\"", 1),
    );
    assert_eq!(whole.object::<Refund>().unwrap().unwrap().amount, 100);
    assert!(whole.object::<Gone>().unwrap().is_some());
    assert!(
        read("refund.deleted", REFUND)
            .object::<Gone>()
            .unwrap()
            .is_none()
    );
}

#[test]
fn deliveries_are_told_apart() {
    let read = |text: &str| from_json::<Delivery>(text).unwrap();
    let snapshot = event("refund.created", REFUND);
    assert!(matches!(read(&snapshot), Delivery::Event(_)));
    let thin = thin_event("v2.core.account.updated", "/v2/core/accounts/acct_2");
    assert!(matches!(read(&thin), Delivery::Thin(_)));
    for text in [&snapshot, &thin] {
        assert_eq!(&to_json(&read(text)), text);
    }
    for (other, event_type) in [
        (r#"{"object":"v9.event","type":"a.b"}"#, Some("a.b")),
        (r#"{"type":1}"#, None),
        ("{}", None),
        ("[1]", None),
        ("null", None),
    ] {
        let delivery = read(other);
        assert!(matches!(delivery, Delivery::Undocumented(_)), "{other}");
        assert_eq!(delivery.event_type().as_deref(), event_type);
        assert_eq!(to_json(&delivery), other);
    }
}

#[test]
fn secrets_in_an_event_are_not_shown() {
    let event = read(
        "payment_intent.created",
        r#"{"object":"payment_intent","client_secret":"pi_1_secret_hush"}"#,
    );
    for shown in [format!("{event:?}"), format!("{:?}", event.data)] {
        assert!(
            shown.contains("[redacted]") && !shown.contains("hush"),
            "{shown}"
        );
    }
}

#[test]
fn types_of_events_are_data() {
    assert_eq!(events::ChargeRefundUpdated::TYPE, "charge.refund.updated");
    assert_eq!(
        <events::ChargeRefunded as EventType>::Object::OBJECT,
        Some("charge")
    );
    assert_eq!(
        <events::ChargeRefundUpdated as EventType>::Object::OBJECT,
        Some("refund")
    );
}
