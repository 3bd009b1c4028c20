//! Thin events: their object is fetched in their context, and from no other host.

use stripe_client::client::RequestError;
use stripe_client::json::{Json, from_json};
use stripe_client::objects::Refund;
use stripe_client::webhook::{Related, ThinEvent};
use stripe_client::{Client, Error, blocking};
use tests::server::{Answer, Received, Server};

use super::{REFUND, thin_event, wait};

const URL: &str = "/v2/core/accounts/acct_2?include=identity";

fn read(text: &str) -> ThinEvent {
    from_json(text).unwrap()
}

fn account() -> ThinEvent {
    read(&thin_event("v2.core.account.updated", URL))
}

fn client(server: &Server) -> Client {
    let client = Client::builder("sk_test_1").base_url(&server.url);
    client.build().unwrap()
}

fn blocking_client(server: &Server) -> blocking::Client {
    let client = blocking::Client::builder("sk_test_1").base_url(&server.url);
    client.build().unwrap()
}

fn agent(received: &Received) -> &str {
    received
        .header("user-agent")
        .unwrap()
        .split('/')
        .take(2)
        .last()
        .unwrap()
}

#[test]
fn a_thin_event_names_its_object() {
    let text = thin_event("v2.core.account.updated", URL).replacen(
        "\"related",
        "\"reason\":{\"request\":{\"id\":\"req_1\",\"idempotency_key\":\"key\"},\"type\":\"request\"},\"related",
        1,
    );
    let event = read(&text);
    assert_eq!(event.created.as_str(), "2026-05-27T12:00:00.000Z");
    assert_eq!(event.context.as_deref(), Some("acct_1"));
    let object = event.related_object.as_ref().unwrap();
    assert_eq!(
        (&*object.id, &*object.type_, &*object.url),
        ("acct_2", "v2.core.account", URL)
    );
    let reason = event.reason.as_ref().unwrap();
    assert_eq!(reason.type_, "request");
    assert_eq!(
        reason.request.as_ref().unwrap().id.as_deref(),
        Some("req_1")
    );
    assert_eq!(stripe_client::json::to_json(&event), text);
}

#[test]
fn the_whole_event_is_fetched_in_its_context() {
    let event = account();
    let whole = thin_event(&event.type_, URL).replacen('{', r#"{"changes":{"after":{}},"#, 1);
    let check = |server: &Server, fetched: ThinEvent| {
        assert_eq!(fetched.changes.unwrap().as_str(), r#"{"after":{}}"#);
        let received = server.next();
        assert_eq!(received.line, "GET /v2/core/events/evt_2");
        assert_eq!(received.header("stripe-context"), Some("acct_1"));
        assert_eq!(received.header("authorization"), Some("Bearer sk_test_1"));
        assert_eq!(agent(&received), "v2 StripeRustClient");
    };
    let server = Server::start(vec![Answer::ok(&whole)]);
    check(
        &server,
        event.fetch_event(blocking_client(&server)).unwrap(),
    );
    let server = Server::start(vec![Answer::ok(&whole)]);
    let stripe = client(&server);
    check(
        &server,
        wait(async { event.fetch_event(&stripe).await }).unwrap(),
    );
}

#[test]
fn the_related_object_is_fetched_in_the_context_of_the_event() {
    let event = account();
    let server = Server::start(vec![Answer::ok(r#"{"id":"acct_2"}"#)]);
    let stripe = client(&server);
    let account: Json = wait(async { event.fetch_related_object(&stripe).await }).unwrap();
    assert_eq!(account.as_str(), r#"{"id":"acct_2"}"#);
    let received = server.next();
    assert_eq!(received.line, format!("GET {URL}"));
    assert_eq!(received.header("stripe-context"), Some("acct_1"));
    assert_eq!(agent(&received), "v2 StripeRustClient");

    // A v1 object, without a context.
    let text = thin_event("v1.refund", "/v1/refunds/re_1").replace(r#""context":"acct_1","#, "");
    let refund: Related<Refund> = read(&text).related();
    let server = Server::start(vec![Answer::ok(REFUND)]);
    assert_eq!(refund.fetch(blocking_client(&server)).unwrap().amount, 100);
    let received = server.next();
    assert_eq!(received.line, "GET /v1/refunds/re_1");
    assert_eq!(received.header("stripe-context"), None);
    assert_eq!(agent(&received), "v1 StripeRustClient");
}

/// The account or context of the client is ignored: the event's own context applies.
#[test]
fn an_event_of_another_account_is_not_looked_for_in_the_clients() {
    let server = Server::start(vec![Answer::ok("{}"), Answer::ok("{}"), Answer::ok("{}")]);
    let builder = || blocking::Client::builder("sk_test_1").base_url(&server.url);
    let elsewhere = account();
    let own = read(&thin_event("x", URL).replace(r#""context":"acct_1","#, ""));
    for (stripe, event, context) in [
        (builder().account("acct_9"), &elsewhere, Some("acct_1")),
        (builder().context("acct_9"), &elsewhere, Some("acct_1")),
        (builder().account("acct_9"), &own, None),
    ] {
        let stripe = stripe.build().unwrap();
        let _: Json = event.fetch_related_object(&stripe).unwrap();
        let received = server.next();
        assert_eq!(received.header("stripe-account"), None);
        assert_eq!(received.header("stripe-context"), context);
    }
}

#[test]
fn the_key_stays_with_its_host() {
    let server = Server::start(vec![Answer::ok("{}")]);
    let stripe = blocking_client(&server);
    for url in [
        "https://evil.example/v2/x",
        "//evil.example/v2/x",
        "/\\\\evil.example",
        "@evil.example/",
        "v2/core/accounts/acct_2",
        ".evil.example/",
        "",
    ] {
        let event = read(&thin_event("v2.core.account.updated", url));
        let fetched: Result<Json, Error> = event.fetch_related_object(&stripe);
        let Err(Error::Request(error)) = fetched else {
            panic!("{url}: {fetched:?}");
        };
        assert_eq!(*error, RequestError::Url, "{url}");
    }
    // Without a related object nothing is fetched.
    let event = read(
        r#"{"created":"2026-05-27T12:00:00Z","id":"evt_1","livemode":true,"object":"v2.core.event","type":"x"}"#,
    );
    assert!(event.related::<Json>().object().is_none());
    assert!(event.fetch_related_object::<Json, _>(&stripe).is_err());
    assert!(server.is_idle());
}

#[test]
fn an_odd_id_is_no_other_path() {
    let server = Server::start(vec![Answer::ok("{}")]);
    let stripe = blocking_client(&server);
    for id in ["", ".", ".."] {
        let event = read(&thin_event("x", URL).replace("evt_2", id));
        assert!(
            matches!(event.fetch_event(&stripe), Err(Error::Request(_))),
            "{id}"
        );
    }
    assert!(server.is_idle());
}
