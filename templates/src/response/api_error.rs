//! Errors that Stripe returns.

use std::fmt;

use http::HeaderMap;

use super::class::ErrorClass;
use super::reply::RawReply;
use crate::json::{Decode, Fault, Node, parse, parse_with};
use crate::secret::redact;
use crate::values::Timestamp;

/// An error that Stripe returned: a response with a status other than 2xx.
pub struct ApiError {
    class: ErrorClass,
    /// Whether an earlier attempt may have deleted what this one did not find.
    pub(crate) possibly_done: bool,
    /// Whether Stripe may have processed this or an earlier attempt.
    pub(crate) may_be_done: bool,
    /// The fields of the body, by the names in [`FIELDS`].
    fields: Vec<(&'static str, String)>,
    reply: RawReply,
}

const FIELDS: [&str; 16] = [
    "type",
    "code",
    "decline_code",
    "advice_code",
    "network_advice_code",
    "network_decline_code",
    "charge",
    "doc_url",
    "message",
    "param",
    "payment_intent",
    "payment_method",
    "payment_method_type",
    "request_log_url",
    "setup_intent",
    "source",
];

impl ApiError {
    pub(crate) fn new(reply: RawReply) -> Self {
        // A body that is not JSON, such as a proxy's page, leaves the fields empty.
        let fields = parse_with(&reply.body, |node| Ok(fields(node))).unwrap_or_default();
        let mut error = Self {
            class: ErrorClass::Foreign,
            possibly_done: false,
            may_be_done: false,
            fields,
            reply,
        };
        let is_some = |text: Option<&str>| text.is_some_and(|text| !text.is_empty());
        if is_some(error.kind()) || is_some(error.request_id()) {
            error.class = ErrorClass::of(error.status(), error.kind(), error.code());
        }
        error
    }

    /// The class of the error.
    pub fn class(&self) -> ErrorClass {
        self.class
    }

    /// `type`: Stripe's own class of the error, such as `card_error`.
    pub fn kind(&self) -> Option<&str> {
        self.field("type")
    }

    /// `code`: the cause, for programs.
    pub fn code(&self) -> Option<&str> {
        self.field("code")
    }

    /// `decline_code`: why the issuer declined.
    pub fn decline_code(&self) -> Option<&str> {
        self.field("decline_code")
    }

    /// `advice_code`: what to do about a decline.
    pub fn advice_code(&self) -> Option<&str> {
        self.field("advice_code")
    }

    /// `network_advice_code`: what the card network advises.
    pub fn network_advice_code(&self) -> Option<&str> {
        self.field("network_advice_code")
    }

    /// `network_decline_code`: why the card network declined.
    pub fn network_decline_code(&self) -> Option<&str> {
        self.field("network_decline_code")
    }

    /// `charge`: the id of the charge that failed.
    pub fn charge(&self) -> Option<&str> {
        self.field("charge")
    }

    /// `doc_url`: where the code is explained.
    pub fn doc_url(&self) -> Option<&str> {
        self.field("doc_url")
    }

    /// `message`: the cause, for people, as Stripe wrote it.
    pub fn message(&self) -> Option<&str> {
        self.field("message")
    }

    /// `param`: the parameter that caused the error.
    pub fn param(&self) -> Option<&str> {
        self.field("param")
    }

    /// The id of `payment_intent`.
    pub fn payment_intent(&self) -> Option<&str> {
        self.field("payment_intent")
    }

    /// The id of `payment_method`.
    pub fn payment_method(&self) -> Option<&str> {
        self.field("payment_method")
    }

    /// `payment_method_type`: the kind of payment method that failed.
    pub fn payment_method_type(&self) -> Option<&str> {
        self.field("payment_method_type")
    }

    /// `request_log_url`: the request in Stripe's dashboard.
    pub fn request_log_url(&self) -> Option<&str> {
        self.field("request_log_url")
    }

    /// The id of `setup_intent`.
    pub fn setup_intent(&self) -> Option<&str> {
        self.field("setup_intent")
    }

    /// The id of `source`.
    pub fn source_id(&self) -> Option<&str> {
        self.field("source")
    }

    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.reply.status.as_u16()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body, unchanged, JSON or not. It may contain secrets and personal data.
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.reply.sent.key()
    }

    /// When the idempotency key was made; see [`Error::key_made_at`](crate::Error::key_made_at).
    pub fn key_made_at(&self) -> Option<Timestamp> {
        self.reply.sent.key_made_at()
    }

    /// Whether an earlier request with the same idempotency key failed, and this is its response
    /// (`Idempotent-Replayed`).
    pub fn is_replayed(&self) -> bool {
        self.reply.is_replayed()
    }

    /// The number of attempts.
    pub fn attempts(&self) -> u32 {
        self.reply.sent.attempts
    }

    /// Whether Stripe may have processed the request in spite of the error: the status leaves it open, the response is
    /// [not Stripe's](ErrorClass::Foreign), or an earlier attempt may have succeeded, its response was lost, and this
    /// error is not about that. With the same [idempotency key](Self::idempotency_key) the request can be retried
    /// without being processed twice, for 24 hours. Always false for a GET.
    pub fn may_be_done(&self) -> bool {
        self.may_be_done
    }

    /// Whether a retried DELETE found nothing to delete (404), possibly because an earlier attempt, whose response was
    /// lost, had deleted it.
    pub fn possibly_done(&self) -> bool {
        self.possibly_done
    }

    /// What to do about the error, independent of Stripe's [message](Self::message).
    pub fn advice(&self) -> Option<&'static str> {
        if self.possibly_done {
            return Some("an earlier attempt, whose response was lost, may have deleted it");
        }
        let has_key = self.idempotency_key().is_some();
        match (self.class, self.status()) {
            (ErrorClass::Idempotency, _) => Some(
                "the idempotency key was used with other parameters: check the result of that request before you send this one with a new key",
            ),
            (ErrorClass::Foreign, _) if self.may_be_done && has_key => Some(
                "the response is not Stripe's but of something in between, such as a proxy, and Stripe may have processed the request: retry only with the same idempotency key, within 24 hours of when it was made",
            ),
            (ErrorClass::Foreign, _) if self.may_be_done => Some(
                "the response is not Stripe's but of something in between, such as a proxy, and Stripe may have processed the request: check before you retry",
            ),
            (ErrorClass::Foreign, 300..=399) => {
                Some("redirects are not followed: check the base URL")
            }
            (ErrorClass::Foreign, _) => Some(
                "the response is not Stripe's but of something in between: check the proxy and the base URL",
            ),
            (ErrorClass::Api, 409) if has_key => Some(
                "another request is using the same object or the same idempotency key: retry later, with the same key, within 24 hours of when it was made",
            ),
            (ErrorClass::Api, 409) => Some("another request is using the same object: retry later"),
            (ErrorClass::Api, 500..) if has_key => Some(
                "Stripe may have processed the request: check before you retry with another idempotency key, or with the same one after 24 hours",
            ),
            _ if self.may_be_done && has_key => Some(
                "an earlier attempt, whose response was lost, may have succeeded: retry later, only with the same idempotency key, within 24 hours of when it was made",
            ),
            _ if self.may_be_done => {
                Some("Stripe may have processed the request: check before you retry")
            }
            (ErrorClass::RateLimit, _) => Some("send fewer requests at a time"),
            (ErrorClass::Authentication, _) => Some(
                "check the API key: it must be complete, not revoked, and of the intended mode (test or live)",
            ),
            (ErrorClass::Permission, _) => {
                Some("check the permissions of the API key, and the account or context of the call")
            }
            (ErrorClass::Api, 300..=399) => Some("redirects are not followed: check the base URL"),
            _ => None,
        }
    }

    /// Decodes the body, such as the objects in an error.
    ///
    /// # Errors
    ///
    /// A [`Fault`] when the body is not a `T`.
    pub fn decode<T: Decode>(&self) -> Result<T, Fault> {
        parse(&self.reply.body)
    }

    fn field(&self, name: &str) -> Option<&str> {
        let (_, text) = self.fields.iter().find(|(other, _)| *other == name)?;
        Some(text)
    }
}

/// Strings; for an object its id.
fn fields(body: Node<'_>) -> Vec<(&'static str, String)> {
    let Some(error) = body.field("error") else {
        return Vec::new();
    };
    let text = |name: &'static str| {
        let field = error.field(name)?;
        let text = match field.as_str() {
            Some(text) => text.into_owned(),
            None => field.field("id")?.as_str()?.into_owned(),
        };
        Some((name, text))
    };
    FIELDS.into_iter().filter_map(text).collect()
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = match self.class {
            ErrorClass::Foreign => "the response",
            _ => "Stripe answered",
        };
        write!(f, "{by} {}, {}", self.status(), self.class)?;
        for (name, text) in [
            ("code", self.code()),
            ("decline code", self.decline_code()),
            ("parameter", self.param()),
            ("request", self.request_id()),
        ] {
            if let Some(text) = text {
                write!(f, ", {name} {}", redact(text))?;
            }
        }
        if self.attempts() > 1 {
            write!(f, ", attempts {}", self.attempts())?;
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", redact(message))?;
        }
        if let Some(advice) = self.advice() {
            write!(f, " ({advice})")?;
        }
        if self.may_be_done {
            f.write_str(&self.reply.sent.key_date())?;
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ApiError");
        out.field("class", &self.class);
        if self.possibly_done {
            out.field("possibly_done", &true);
        }
        if self.may_be_done {
            out.field("may_be_done", &true);
        }
        for (name, text) in &self.fields {
            out.field(name, &redact(text));
        }
        out.field("reply", &self.reply).finish()
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests;
