//! A help desk gives money back: what was not filled in is not sent, and each way that it can end has a name.

use stripe_client::client::Method;
use stripe_client::objects::Refund;
use stripe_client::services::refunds::{CreateRefund, create};
use stripe_client::testing::{Replay, fixture};
use stripe_client::{Client, Error};

use super::{REFUNDS, client, sent};

/// What an agent filled in.
#[derive(Default)]
struct Ticket<'a> {
    charge: &'a str,
    part: Option<i64>,
    email: Option<String>,
    is_fraud: bool,
}

#[derive(Debug, PartialEq)]
enum Answer {
    OnItsWay(String),
    Declined(String),
    TryLater,
}

async fn refund(stripe: &Client, ticket: Ticket<'_>) -> Result<Answer, Error> {
    let reason = if ticket.is_fraud {
        create::Reason::Fraudulent
    } else {
        create::Reason::RequestedByCustomer
    };
    let sent = stripe
        .refunds()
        .create()
        .charge(ticket.charge)
        .reason(reason)
        .maybe(ticket.part, |call, cents| call.amount(cents))
        .maybe(ticket.email, CreateRefund::instructions_email)
        .metadata([("desk", "2")])
        .send()
        .await;
    let refund = match sent {
        Ok(refund) => refund,
        Err(Error::Api(error)) if error.code() == Some("charge_already_refunded") => {
            let why = error.message().unwrap_or("no reason");
            return Ok(Answer::Declined(why.to_owned()));
        }
        Err(error) => return Err(error),
    };
    Ok(match refund.status.as_deref() {
        Some("succeeded" | "pending") => Answer::OnItsWay(refund.id),
        _ => Answer::TryLater,
    })
}

#[tokio::test]
async fn only_what_was_filled_in_is_sent() {
    let done: Refund = fixture(r#"{"id": "re_1", "status": "succeeded"}"#);
    let later: Refund = fixture(r#"{"status": "requires_action"}"#);
    let replay =
        Replay::new()
            .on(Method::Post, REFUNDS, 200, &done)
            .on(Method::Post, REFUNDS, 200, &later);
    let stripe = client(&replay);
    let ticket = Ticket {
        charge: "ch_1",
        part: Some(250),
        ..Ticket::default()
    };
    assert_eq!(
        refund(&stripe, ticket).await.unwrap(),
        Answer::OnItsWay("re_1".to_owned())
    );
    let ticket = Ticket {
        charge: "ch_2",
        email: Some("jenny@example.com".to_owned()),
        is_fraud: true,
        ..Ticket::default()
    };
    assert_eq!(refund(&stripe, ticket).await.unwrap(), Answer::TryLater);
    let requests: Vec<String> = replay.requests().iter().map(sent).collect();
    assert_eq!(
        requests,
        [
            "amount=250&charge=ch_1&metadata[desk]=2&reason=requested_by_customer",
            "charge=ch_2&instructions_email=jenny@example.com&metadata[desk]=2&reason=fraudulent",
        ]
    );
    replay.assert_done();
}

#[tokio::test]
async fn a_refusal_is_an_answer_and_other_errors_are_errors() {
    let refused = |code: &str| {
        format!(
            r#"{{"error": {{"type": "invalid_request_error", "code": "{code}", "message": "No."}}}}"#
        )
    };
    let replay = Replay::new()
        .on(
            Method::Post,
            REFUNDS,
            400,
            refused("charge_already_refunded"),
        )
        .on(Method::Post, REFUNDS, 400, refused("charge_disputed"));
    let stripe = client(&replay);
    let ticket = || Ticket {
        charge: "ch_1",
        ..Ticket::default()
    };
    let answer = refund(&stripe, ticket()).await.unwrap();
    assert_eq!(answer, Answer::Declined("No.".to_owned()));
    let error = refund(&stripe, ticket()).await.unwrap_err();
    assert_eq!(error.as_api().unwrap().code(), Some("charge_disputed"));
    replay.assert_done();
}
