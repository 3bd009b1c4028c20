//! What a test reads of a request.

use stripe_client::Options;
use stripe_client::client::Method;
use stripe_client::json::Json;
use stripe_client::objects::Refund;
use stripe_client::params::Params;
use stripe_client::testing::{Replay, fixture};

use super::{REFUNDS, blocking_client, both};

#[test]
fn parameters_are_decoded() {
    let refund: Refund = fixture("{}");
    both!(
        Replay::new().on(Method::Post, REFUNDS, 200, &refund),
        |stripe| stripe
            .refunds()
            .create()
            .charge("ch 1&ü")
            .amount(250)
            .metadata([("order_id", "a+b")])
            .expand(Refund::CHARGE)
            .with_options(Options::new().account("acct_1").idempotency_key("mine")),
        |result, replay| {
            result.unwrap();
            let requests = replay.requests();
            let request = &requests[0];
            assert_eq!(
                (request.method().as_str(), request.path()),
                ("POST", REFUNDS)
            );
            let params: Vec<(&str, &str)> = request
                .params()
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let expected = [
                ("amount", "250"),
                ("charge", "ch 1&ü"),
                ("expand[0]", "charge"),
                ("metadata[order_id]", "a+b"),
            ];
            assert_eq!(params, expected);
            assert_eq!(request.param("amount"), Some("250"));
            assert_eq!(request.param("metadata"), None);
            assert_eq!(request.idempotency_key(), Some("mine"));
            assert_eq!(request.header("Stripe-Account"), Some("acct_1"));
            assert!(request.body().starts_with(b"amount=250&"));
        }
    );
}

#[test]
fn parameters_of_a_query_and_of_json_are_decoded_too() {
    let replay = Replay::new().on_any(200, "{}").on_any(200, "{}");
    let stripe = blocking_client(&replay);
    let nested = Params::new().set("b", [1, 2]);
    let get = stripe
        .raw(Method::Get, "/v1/things")
        .param("a", nested.clone());
    get.send::<Json>().unwrap();
    let post = stripe.raw(Method::Post, "/v2/things").param("a", nested);
    post.send::<Json>().unwrap();
    for request in replay.requests() {
        assert_eq!(request.param("a[b][0]"), Some("1"), "{request:?}");
        assert_eq!(request.param("a[b][1]"), Some("2"));
        assert_eq!(request.params().len(), 2);
    }
}

#[test]
fn no_secret_is_there_or_shown() {
    let replay = Replay::new().on_any(200, "{}");
    let stripe = blocking_client(&replay);
    let request = stripe
        .raw(Method::Post, "/v1/things/{thing}")
        .arg("sk_test_hush");
    request
        .param("number", "4242424242424242")
        .send::<Json>()
        .unwrap();
    let _ = stripe.raw(Method::Get, "/v1/sk_test_hush").send::<Json>();
    let request = &replay.requests()[0];
    assert_eq!(request.header("authorization"), None);
    let headers = format!("{:?}", request.headers());
    for shown in [
        headers,
        format!("{request:?} {request} {replay:?}"),
        super::failure(&replay).unwrap(),
    ] {
        assert!(
            !shown.contains("hush") && !shown.contains("4242"),
            "{shown}"
        );
    }
    // The test itself can read what it sent.
    assert_eq!(request.param("number"), Some("4242424242424242"));
}

#[test]
fn it_can_be_shared() {
    fn check<T: Send + Sync + Clone + 'static>(_: &T) {}
    check(&Replay::new());
}
