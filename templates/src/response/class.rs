//! Classes of errors that Stripe returns.

use std::fmt;

/// The class of an error that Stripe returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Too many requests.
    RateLimit,
    /// The idempotency key was used before with other parameters.
    Idempotency,
    /// The request is not valid, or refers to something that does not exist.
    InvalidRequest,
    /// The API key is not valid.
    Authentication,
    /// The card or another payment method was declined.
    Card,
    /// The API key does not have the permission.
    Permission,
    /// Anything else, such as a server error.
    Api,
    /// The response is not Stripe's: it has neither a `Request-Id` nor an error with a `type`. Something in between
    /// answered, such as a proxy, and whether Stripe processed the request is not known.
    Foreign,
}

impl ErrorClass {
    /// The status decides first, then the type and code in the body.
    pub(super) fn of(status: u16, kind: Option<&str>, code: Option<&str>) -> Self {
        match (status, kind, code) {
            (429, ..) | (400, _, Some("rate_limit")) => Self::RateLimit,
            (400 | 404, Some("idempotency_error"), _) => Self::Idempotency,
            (400 | 404, ..) => Self::InvalidRequest,
            (401, ..) => Self::Authentication,
            (402, ..) => Self::Card,
            (403, ..) => Self::Permission,
            _ => Self::Api,
        }
    }
}

impl fmt::Display for ErrorClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RateLimit => "rate limit error",
            Self::Idempotency => "idempotency error",
            Self::InvalidRequest => "invalid request error",
            Self::Authentication => "authentication error",
            Self::Card => "card error",
            Self::Permission => "permission error",
            Self::Api => "API error",
            Self::Foreign => "not by Stripe",
        })
    }
}
