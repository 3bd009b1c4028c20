//! What an API error says of a response.

use super::*;
use crate::request::{Key, Sent};

fn error(status: u16, body: &str) -> ApiError {
    let mut headers = HeaderMap::new();
    headers.insert("request-id", http::HeaderValue::from_static("req_9"));
    ApiError::new(RawReply {
        status: http::StatusCode::from_u16(status).unwrap(),
        headers,
        body: body.as_bytes().to_vec(),
        sent: Sent {
            key: Some(Key {
                text: "key-1".to_owned(),
                made_at: None,
            }),
            ..Sent::once()
        },
    })
}

#[test]
fn classes() {
    use ErrorClass::*;
    for (status, body, class) in [
        (
            429,
            r#"{"error": {"type": "invalid_request_error"}}"#,
            RateLimit,
        ),
        (400, r#"{"error": {"code": "rate_limit"}}"#, RateLimit),
        (404, r#"{"error": {"code": "rate_limit"}}"#, InvalidRequest),
        (
            400,
            r#"{"error": {"type": "idempotency_error"}}"#,
            Idempotency,
        ),
        (
            404,
            r#"{"error": {"type": "idempotency_error"}}"#,
            Idempotency,
        ),
        (409, r#"{"error": {"type": "idempotency_error"}}"#, Api),
        (400, r#"{"error": {"type": "card_error"}}"#, InvalidRequest),
        (404, "{}", InvalidRequest),
        (401, "", Authentication),
        (402, r#"{"error": {"type": "invalid_request_error"}}"#, Card),
        (403, "nonsense", Permission),
        (409, "{}", Api),
        (500, r#"{"id": "re_1"}"#, Api),
        (302, "", Api),
    ] {
        assert_eq!(error(status, body).class(), class, "{status} {body}");
    }
}

#[test]
fn fields_are_read() {
    let body = FIELDS
        .map(|name| format!("{name:?}: {:?}", format!("the {name}")))
        .join(",");
    let error = error(402, &format!("{{\"error\": {{{body}}}}}"));
    let read = [
        error.kind(),
        error.code(),
        error.decline_code(),
        error.advice_code(),
        error.network_advice_code(),
        error.network_decline_code(),
        error.charge(),
        error.doc_url(),
        error.message(),
        error.param(),
        error.payment_intent(),
        error.payment_method(),
        error.payment_method_type(),
        error.request_log_url(),
        error.setup_intent(),
        error.source_id(),
    ];
    let expected = FIELDS.map(|name| format!("the {name}"));
    assert_eq!(read.map(|text| text.unwrap_or("none").to_owned()), expected);
}

#[test]
fn secrets_and_bodies_are_not_shown() {
    let error = error(
        402,
        r#"{"error": {"type": "card_error", "code": "card_declined", "message":
            "No: pi_1_secret_hush of sk_live_hush", "payment_intent":
            {"id": "pi_1", "client_secret": "pi_1_secret_hush"}}}"#,
    );
    assert_eq!(error.payment_intent(), Some("pi_1"));
    assert_eq!(
        error.to_string(),
        "Stripe answered 402, card error, code card_declined, request req_9: \
         No: pi_1_secret_… of sk_…"
    );
    for shown in [
        format!("{error:?}"),
        format!("{error:#?}"),
        error.to_string(),
    ] {
        assert!(!shown.contains("hush"), "{shown}");
    }
    assert_eq!(error.idempotency_key(), Some("key-1"));
    assert!(error.body().starts_with(b"{\"error\""));
}

#[test]
fn a_body_that_is_no_json_is_kept() {
    let error = error(502, "<html>Bad Gateway</html>");
    assert_eq!(
        error.to_string(),
        "Stripe answered 502, API error, request req_9 (Stripe may have processed the request: \
         check before you retry with another idempotency key, or with the same one after 24 hours)"
    );
    assert_eq!(error.body(), b"<html>Bad Gateway</html>");
    assert_eq!(error.code(), None);
}
