//! Webhooks: signatures, events, routers, thin events, and an endpoint with axum.

mod endpoint;
mod events;
mod fixtures;
mod routers;
mod signatures;
mod stateful;
mod thin;

use std::time::SystemTime;

use stripe_client::values::Timestamp;
use stripe_client::webhook::Verifier;

use crate::wait;

const SECRET: &str = "whsec_test_secret";

/// A refund with only the required fields.
const REFUND: &str =
    r#"{"id":"re_1","object":"refund","amount":100,"created":1700000000,"currency":"eur"}"#;

/// An event with only the required fields.
fn event(event_type: &str, object: &str) -> String {
    format!(
        r#"{{"created":1700000000,"data":{{"object":{object}}},"id":"evt_1","livemode":false,"object":"event","type":"{event_type}"}}"#
    )
}

/// A thin event about an account.
fn thin_event(event_type: &str, url: &str) -> String {
    format!(
        r#"{{"context":"acct_1","created":"2026-05-27T12:00:00.000Z","id":"evt_2","livemode":false,"object":"v2.core.event","related_object":{{"id":"acct_2","type":"v2.core.account","url":"{url}"}},"type":"{event_type}"}}"#
    )
}

/// The signature header that Stripe would send with this body now.
fn signed(body: &str) -> String {
    let now = Timestamp::from(SystemTime::now());
    Verifier::new(SECRET).sign(body, now).unwrap()
}
