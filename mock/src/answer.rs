//! An answer before its headers, and those that each of Stripe's has.

use crate::caller::{Caller, is_v2};
use crate::generic::{Body, Fidelity};
use crate::refusal::Refusal;
use crate::request::{Request, Response};

/// An answer before its headers.
pub(crate) struct Answer {
    pub(crate) status: u16,
    body: Vec<u8>,
    media_type: &'static str,
    schema_only: bool,
}

impl Answer {
    pub(crate) fn of(body: Body, fidelity: Fidelity) -> Self {
        let (body, media_type) = match body {
            Body::Json(value) => (value.to_string().into_bytes(), "application/json"),
            Body::File => (b"%PDF-1.4\n%%EOF\n".to_vec(), "application/pdf"),
        };
        Self {
            status: 200,
            body,
            media_type,
            schema_only: fidelity == Fidelity::Schema,
        }
    }

    pub(crate) fn refusal(refusal: &Refusal, caller: &Caller, request: &Request) -> Self {
        let body = if is_v2(request) {
            refusal.body_v2()
        } else {
            refusal.body(&caller.request_id)
        };
        Self {
            status: refusal.status,
            body: body.to_string().into_bytes(),
            media_type: "application/json",
            schema_only: false,
        }
    }
}

/// The answer with the headers that each of Stripe's has.
pub(crate) fn headed(answer: Answer, caller: &Caller, request: &Request) -> Response {
    let mut headers = vec![
        ("content-type", answer.media_type.to_owned()),
        ("request-id", caller.request_id.clone()),
        ("stripe-version", caller.version.clone()),
    ];
    for name in ["idempotency-key", "stripe-account"] {
        if let Some(value) = request.header(name) {
            headers.push((name, value.to_owned()));
        }
    }
    if answer.schema_only {
        headers.push(("mock-fidelity", "schema".to_owned()));
    }
    Response {
        status: answer.status,
        headers,
        body: answer.body,
    }
}
