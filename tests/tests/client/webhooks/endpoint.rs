//! The axum example, run as a program and sent requests.

use std::io::{Read, Write};
use std::net::TcpStream;

use stripe_client::values::Timestamp;
use stripe_client::webhook::Verifier;
use tests::webhook_server::WebhookServer;

use super::{REFUND, SECRET, event, signed};

/// Sends a body and returns the status.
fn post(address: &str, body: &str, header: Option<&str>) -> u16 {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let signature = header.map_or(String::new(), |header| {
        format!("Stripe-Signature: {header}\r\n")
    });
    let head = format!(
        "POST /webhooks HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n{signature}\r\n",
        body.len()
    );
    stream
        .write_all((head + body).as_bytes())
        .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    status.unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn with_axum() {
    let mut program = WebhookServer::start(SECRET);
    let url = program.url.clone();
    let address = url
        .strip_prefix("http://")
        .and_then(|rest| rest.strip_suffix("/webhooks"))
        .unwrap_or_else(|| panic!("{url}"));
    let failed = REFUND.replacen('{', r#"{"failure_reason":"declined","#, 1);
    for (index, (body, status, told)) in [
        (
            event("refund.created", REFUND),
            200,
            "evt_0: re_1 over 100 eur, 100 in all",
        ),
        (
            event("refund.failed", &failed),
            200,
            "evt_1: re_1 failed: declined",
        ),
        (
            event("refund.failed", REFUND),
            500,
            "a handler failed: a refund failed and does not say why",
        ),
        (
            event("payout.paid", r#"{"amount":5}"#),
            200,
            "evt_3: Some(Json 5)",
        ),
        (
            event("payout.flew", "{}"),
            200,
            "no handler for payout.flew",
        ),
        (
            event("refund.created", r#"{"object":"refund","amount":"1.00"}"#),
            500,
            "the object of refund.created cannot be decoded: amount: expected an integer of 64 bits, found a string",
        ),
        (
            "[".to_owned(),
            400,
            "the body has a valid signature, but cannot be decoded as an event: ",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let body = body.replace("evt_1", &format!("evt_{index}"));
        assert_eq!(post(address, &body, Some(&signed(&body))), status, "{body}");
        let line = program.line();
        assert!(line.starts_with(told), "{line}");
    }

    let body = event("refund.created", REFUND).replace("evt_1", "evt_0");
    assert_eq!(post(address, &body, Some(&signed(&body))), 200);
    assert_eq!(program.line(), "delivered before");

    let old = Verifier::new(SECRET)
        .sign(&body, Timestamp::from_seconds(1))
        .unwrap();
    for (header, told) in [
        (Some(signed("another body")), "no signature matches"),
        (Some(old), "the signature is "),
        (None, "the header is empty"),
    ] {
        assert_eq!(post(address, &body, header.as_deref()), 400);
        let line = program.line();
        assert!(line.starts_with(told), "{line}");
    }
}
