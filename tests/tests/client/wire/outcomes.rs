//! The result of each kind of response.

use std::time::Duration;

use stripe_client::{Error, ErrorClass, Options, objects};
use tests::server::{Answer, Server};

use super::{REFUND, both, client, wait};

#[test]
fn success() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| stripe.refunds().retrieve("re_1"),
        |result, server| {
            let refund = result.unwrap();
            assert_eq!((refund.id.as_str(), refund.amount), ("re_1", 100));
            assert_eq!(
                server.next().header("authorization"),
                Some("Bearer sk_test_1")
            );
        }
    );
}

#[test]
fn a_refusal_says_all_that_the_server_said() {
    let body = r#"{"error":{"type":"invalid_request_error","code":"charge_already_refunded","param":"charge",
        "message":"Charge ch_1 has already been refunded.","doc_url":"https://example.com","brand_new":1}}"#;
    let answer = || {
        vec![
            Answer::Reply(
                400,
                vec![("Request-Id", "req_1".into()), ("X-Other", "yes".into())],
                body.into(),
            ),
            Answer::ok(REFUND),
        ]
    };
    both!(
        answer(),
        |stripe| stripe.refunds().create().charge("ch_1"),
        |result, server| {
            let error = result.unwrap_err();
            let sent = server.next();
            let api = error.as_api().unwrap();
            assert_eq!(api.class(), ErrorClass::InvalidRequest);
            assert_eq!(api.status(), 400);
            assert_eq!(api.code(), Some("charge_already_refunded"));
            assert_eq!(api.param(), Some("charge"));
            assert_eq!(api.request_id(), Some("req_1"));
            assert_eq!(api.headers().get("x-other").unwrap(), "yes");
            assert_eq!(api.body(), body.as_bytes());
            assert_eq!(api.idempotency_key(), sent.header("idempotency-key"));
            assert_eq!(error.idempotency_key(), sent.header("idempotency-key"));
            assert!(sent.header("idempotency-key").is_some());
            let typed: objects::Error = api.decode().unwrap();
            assert_eq!(
                typed.error.type_,
                objects::api_errors::Type::InvalidRequestError
            );
            assert!(server.is_idle(), "a refusal is final");
        }
    );
}

#[test]
fn errors_without_json_keep_the_body() {
    let answer = || vec![Answer::Reply(502, vec![], "<html>bad gateway</html>".into()); 3];
    both!(
        answer(),
        |stripe| stripe.refunds().create(),
        |result, server| {
            let error = result.unwrap_err();
            let api = error.as_api().unwrap();
            assert_eq!((api.class(), api.status()), (ErrorClass::Foreign, 502));
            assert_eq!(api.body(), b"<html>bad gateway</html>");
            assert_eq!(api.attempts(), 3);
            let _ = server.next();
        }
    );
}

#[test]
fn garbage_is_an_error_of_its_own() {
    for (body, path, expected) in [
        (
            r#"{"id":"re_1","object":"refund","amount":"100","created":1,"currency":"eur"}"#,
            "amount",
            "an integer",
        ),
        (
            r#"{"id":"re_1","object":"refund","created":1,"currency":"eur"}"#,
            "amount",
            "",
        ),
        ("{\"id\":", "", ""),
        ("", "", ""),
    ] {
        both!(
            vec![Answer::ok(body)],
            |stripe| stripe.refunds().retrieve("re_1"),
            |result, server| {
                let Err(Error::Decode(error)) = result else {
                    panic!("{result:?}")
                };
                assert_eq!(error.path(), path, "{body}");
                assert!(error.expected().contains(expected), "{}", error.expected());
                assert_eq!(error.body(), Some(body.as_bytes()));
                assert_eq!(
                    (error.status(), error.request_id()),
                    (Some(200), Some("req_ok"))
                );
                let _ = server.next();
            }
        );
    }
}

#[test]
fn silence_ends_with_the_timeout() {
    let answer = || vec![Answer::Silence(Duration::from_secs(20))];
    let options = || {
        Options::new()
            .timeout(Duration::from_millis(200))
            .max_retries(0)
            .idempotency_key("mine")
    };
    both!(
        answer(),
        |stripe| stripe.refunds().create().with_options(options()),
        |result, server| {
            let error = result.unwrap_err();
            let Error::Transport(transport) = &error else {
                panic!("{error:?}")
            };
            assert_eq!(
                transport.kind(),
                stripe_client::client::TransportErrorKind::Timeout
            );
            assert_eq!(error.idempotency_key(), Some("mine"));
            assert_eq!(server.next().header("idempotency-key"), Some("mine"));
        }
    );
}

#[test]
fn redirects_are_not_followed() {
    let other = Server::start(vec![Answer::ok(REFUND)]);
    let answer = || {
        vec![Answer::Reply(
            302,
            vec![("Location", format!("{}/v1/refunds", other.url))],
            String::new(),
        )]
    };
    both!(
        answer(),
        |stripe| stripe.refunds().retrieve("re_1"),
        |result, server| {
            assert_eq!(result.unwrap_err().as_api().unwrap().status(), 302);
            let _ = server.next();
        }
    );
    assert!(
        other.is_idle(),
        "the key stays with the host that it was meant for"
    );
}

#[test]
fn bad_path_arguments_are_refused_before_sending() {
    for id in ["", ".", ".."] {
        let answer = || vec![Answer::ok(REFUND)];
        both!(
            answer(),
            |stripe| stripe.refunds().retrieve(id),
            |result, server| {
                assert!(matches!(result, Err(Error::Request(_))), "{id:?}");
                assert!(server.is_idle());
            }
        );
    }
}

#[test]
fn a_reply_tells_its_request_id_to_whoever_asks() {
    let server = Server::start(vec![Answer::ok(REFUND)]);
    let stripe = client(&server);
    let reply = wait(async { stripe.execute(stripe.refunds().cancel("re_1")).await }).unwrap();
    assert_eq!(reply.request_id(), Some("req_ok"));
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.body(), REFUND.as_bytes());
    assert_eq!(
        reply.idempotency_key(),
        server.next().header("idempotency-key")
    );
    assert_eq!(reply.id, "re_1");
}

/// As long as the crate `http` allows.
#[test]
fn a_url_of_64_kib_is_sent() {
    let long = "x".repeat(65_000);
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| stripe.refunds().retrieve("re_1").param("long", &*long),
        |result, server| {
            assert_eq!(result.unwrap().id, "re_1");
            assert!(server.next().line.contains(&long));
        }
    );
}
