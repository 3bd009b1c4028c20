//! Requests are plain values.

use stripe_client::json::from_json;
use stripe_client::objects::Refund;
use stripe_client::services::refunds::{CreateRefund, ListRefunds, create};
use tests::server::{Answer, Server};

use super::{REFUND, blocking_client, both};

#[test]
fn they_are_built_compared_and_encoded_without_a_client() {
    let request = CreateRefund::new().charge("ch_1").amount(5);
    assert_eq!(request, CreateRefund::new().amount(5).charge("ch_1"));
    assert_ne!(request, CreateRefund::new().amount(6).charge("ch_1"));
    assert_eq!(request.call().body(), "amount=5&charge=ch_1");
    let list = ListRefunds::new().created(1);
    assert_eq!(list.call().query(), "created=1");
}

/// An enumeration takes a variant, a text, and what a reply holds, owned or borrowed.
#[test]
fn what_a_reply_holds_fits_a_request() {
    let text = REFUND.replacen('{', r#"{"reason":"duplicate","#, 1);
    let like: Refund = from_json(&text).unwrap();
    let reason = like.reason.as_ref().unwrap();
    let expected = CreateRefund::new()
        .reason(create::Reason::Duplicate)
        .currency("eur");
    for request in [
        CreateRefund::new().reason("duplicate"),
        CreateRefund::new().reason("duplicate".to_owned()),
        CreateRefund::new().reason(&create::Reason::Duplicate),
        CreateRefund::new().reason(reason),
        CreateRefund::new().reason(reason.clone()),
    ] {
        assert_eq!(request.currency(&like.currency), expected);
    }
    assert!(*reason == "duplicate" && create::Reason::Duplicate == "duplicate");
}

#[test]
fn what_is_not_there_is_not_set() {
    let save = |description: Option<&str>, email: Option<String>, reason: Option<&str>| {
        CreateRefund::new()
            .maybe(description, |request, text| {
                request.param("description", text)
            })
            .maybe(email, CreateRefund::instructions_email)
            .maybe(reason, CreateRefund::reason)
            .maybe(None, CreateRefund::amount)
    };
    let all = save(
        Some("a"),
        Some("b@example.com".to_owned()),
        Some("duplicate"),
    );
    let expected = CreateRefund::new()
        .param("description", "a")
        .instructions_email("b@example.com")
        .reason("duplicate");
    assert_eq!(all, expected);
    assert_eq!(save(None, None, None), CreateRefund::new());
}

#[test]
fn a_plain_request_is_sent_by_any_client() {
    let server = Server::start(vec![Answer::ok(REFUND), Answer::ok(REFUND)]);
    let stripe = blocking_client(&server);
    let request = CreateRefund::new().charge("ch_1");
    let reply = stripe.execute(request.clone()).unwrap();
    assert_eq!(reply.id, "re_1");
    let first = server.next();
    request.on(&stripe).send().unwrap();
    let second = server.next();
    assert_eq!((&first.line, &first.body), (&second.line, &second.body));
    assert_ne!(
        first.header("idempotency-key"),
        second.header("idempotency-key"),
        "two sends are two operations"
    );
}

#[test]
fn debug_elides_what_may_be_personal() {
    let request = CreateRefund::new()
        .instructions_email("jenny@example.com")
        .amount(5)
        .reason(create::Reason::Duplicate)
        .metadata([("order_id", "6735")]);
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("jenny") && !shown.contains("6735"),
        "{shown}"
    );
    assert!(
        shown.contains("duplicate") && shown.contains("amount"),
        "{shown}"
    );
}

#[test]
fn headers_are_those_of_stripe() {
    let server = Server::start(vec![Answer::ok(REFUND)]);
    blocking_client(&server).refunds().create().send().unwrap();
    let sent = server.next();
    assert_eq!(
        sent.header("stripe-version"),
        Some(stripe_client::API_VERSION)
    );
    assert_eq!(
        sent.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert!(
        sent.header("user-agent")
            .is_some_and(|agent| agent.starts_with("Stripe/v1 "))
    );
    assert!(
        sent.header("x-stripe-client-user-agent")
            .is_some_and(|agent| agent.contains("\"lang\":\"rust\""))
    );
}

#[test]
fn clients_and_what_they_give_cross_threads() {
    fn crosses<T: Send + Sync + Clone>(_: &T) {}
    fn moves<T: Send>(_: &T) {}
    let stripe = stripe_client::Client::new("sk_test_1");
    crosses(&stripe);
    crosses(&stripe_client::blocking::Client::new("sk_test_1"));
    crosses(&CreateRefund::new());
    moves(&stripe.refunds().create().send());
    moves(&stripe.refunds().list().stream());
}

/// Some proxies require the length of a POST without a body.
#[test]
fn a_post_has_its_length_even_if_it_is_empty() {
    for (amount, length) in [(None, "0"), (Some(5), "8")] {
        both!(
            vec![Answer::ok(REFUND)],
            |stripe| stripe
                .refunds()
                .create()
                .maybe(amount, |request, amount| request.amount(amount)),
            |result, server| {
                assert_eq!(result.unwrap().id, "re_1");
                assert_eq!(server.next().header("content-length"), Some(length));
            }
        );
    }
}
