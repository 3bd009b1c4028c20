//! Events around Stripe's own fixtures, each dispatched by its type.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use generator::events::Kind;
use serde_json::Value;
use stripe_client::events;
use stripe_client::json::to_json;
use stripe_client::webhook::{EventObject, EventType, Outcome, blocking::Router};
use tests::{read, shared};

use super::{SECRET, event, signed};

fn fixtures() -> Option<BTreeMap<String, Value>> {
    let text = shared("specs/stripe-fixtures-2026-05.json")?;
    let mut file: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(&text).expect("JSON");
    file.remove("resources")
}

/// Every type of event, by its text: this does not need the object.
#[test]
fn events_of_all_types_reach_their_handlers() {
    let Some(fixtures) = fixtures() else { return };
    let data = tests::data(&tests::Data {
        events: &read("spec/events.tsv"),
        ..tests::Data::default()
    });
    let facts = data.events;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut router: Router<()> = Router::new(SECRET);
    for fact in facts.facts() {
        let seen = Arc::clone(&seen);
        let name = fact.event_type.clone();
        router = router.on_type(&fact.event_type, move |event| {
            assert_eq!(event.type_, name);
            seen.lock()
                .unwrap()
                .push((name.clone(), event.data.object.to_string()));
            Ok(())
        });
    }
    let mut sent = Vec::new();
    let mut without = Vec::new();
    for fact in facts.facts().filter(|fact| fact.kind == Kind::Snapshot) {
        let Some(object) = fact.schema.as_ref().and_then(|schema| fixtures.get(schema)) else {
            without.push(fact.event_type.clone());
            continue;
        };
        let object = object.to_string();
        let body = event(&fact.event_type, &object);
        assert!(matches!(
            router.dispatch(&body, &signed(&body)),
            Ok(Outcome::Handled)
        ));
        sent.push((fact.event_type.clone(), object));
    }
    assert_eq!(without, [""; 0], "there is a fixture for each");
    assert_eq!(sent.len(), 260);
    assert_eq!(*seen.lock().unwrap(), sent);
}

/// The fragment's types of events, with their objects. The list is checked against the emitted one.
macro_rules! each_type {
    ($check:ident: $($name:ident)*) => {{
        $($check::<events::$name>();)*
        [$(stringify!($name)),*]
    }};
}

#[test]
fn typed_handlers_get_the_object() {
    fn check<E: EventType>()
    where
        E::Object: stripe_client::json::Encode,
    {
        let Some(fixtures) = fixtures() else { return };
        let object = &fixtures[E::Object::OBJECT.expect("it is no union")];
        let expected = object.clone();
        let router = Router::new(SECRET).on::<E>(move |event, object| {
            assert_eq!(event.type_, E::TYPE);
            let written: Value = serde_json::from_str(&to_json(&object)).expect("JSON");
            assert_eq!(written["id"], expected["id"]);
            Err("it was called")
        });
        let body = event(E::TYPE, &object.to_string());
        let answer = router.dispatch(&body, &signed(&body));
        let called = stripe_client::webhook::Error::Handler("it was called");
        assert_eq!(
            answer.expect_err("the handler fails"),
            called,
            "{}",
            E::TYPE
        );
    }
    let checked = each_type!(check: ChargeCaptured ChargeExpired ChargeFailed ChargePending ChargeRefundUpdated
        ChargeRefunded ChargeSucceeded ChargeUpdated RefundCreated RefundFailed RefundUpdated);
    let emitted = read("generated/src/events.rs");
    let emitted = emitted.lines().filter_map(|line| line.strip_prefix("    "));
    let emitted: Vec<&str> = emitted.filter_map(|line| line.split(':').next()).collect();
    assert_eq!(emitted, checked);
}
