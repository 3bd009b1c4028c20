//! What a request says beside its parameters: who asks, in which version, under which key.

use generator::ir::{Method, Operation};
use serde_json::{Map, Value};

use crate::idempotency::Held;
use crate::refusal::Refusal;
use crate::request::Request;

/// What a request says beside its parameters.
pub(crate) struct Caller {
    pub(crate) request_id: String,
    pub(crate) version: String,
    pub(crate) now: i64,
}

pub(crate) fn is_v2(request: &Request) -> bool {
    request.path().starts_with("/v2/")
}

pub(crate) fn authenticate(request: &Request) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::invalid(message).status(401));
    match request.key() {
        None => refuse(
            "There is no API key. Send one in the header `Authorization: Bearer sk_test_…`; the stand-in takes any."
                .to_owned(),
        ),
        Some(key) if key.contains("_live_") => {
            refuse("The API key is a live one, and has no business here: take any that begins with `sk_test_`.".to_owned())
                .map_err(|refusal: Refusal| refusal.code("api_key_invalid"))
        }
        Some(key) if key.starts_with("sk_") || key.starts_with("rk_") => Ok(()),
        // Not the key itself: it may be a real one, and this text ends up in logs.
        Some(_) => refuse("The API key is no secret key: it begins with neither `sk_` nor `rk_`.".to_owned())
            .map_err(|refusal: Refusal| refusal.code("api_key_invalid")),
    }
}

/// A version is a date, and possibly the name of a release.
pub(crate) fn check_version(version: &str) -> Result<(), Refusal> {
    let (date, name) = version.split_once('.').unwrap_or((version, "a"));
    let is_date = date.len() == 10
        && date.char_indices().all(|(index, c)| match index {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        });
    if is_date && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(Refusal::invalid(format!(
        "Invalid Stripe API version: {version}"
    )))
}

/// The key under which an answer is kept: of all that has a body, and of a DELETE of version 2.
pub(crate) fn held(operation: &Operation, request: &Request, account: &str) -> Option<Held> {
    let keeps = match operation.method {
        Method::Post | Method::Put | Method::Patch => true,
        Method::Delete => is_v2(request),
        Method::Get => false,
    };
    let key = request.header("idempotency-key").filter(|_| keeps)?;
    Some(Held {
        account: account.to_owned(),
        key: key.to_owned(),
    })
}

/// What a request asks for, in one order of its parameters.
pub(crate) fn asked(
    operation: &Operation,
    request: &Request,
    parameters: &Map<String, Value>,
) -> String {
    let mut sorted = Value::Object(parameters.clone());
    sorted.sort_all_objects();
    format!("{} {} {sorted}", operation.method.as_str(), request.path())
}
