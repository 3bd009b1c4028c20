//! Kinds of errors that Stripe answers with.

use std::fmt;

/// What kind of error Stripe answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// Too many requests.
    RateLimit,
    /// The idempotency key was used before, with other parameters.
    Idempotency,
    /// The request is not valid, or what it asks for does not exist.
    InvalidRequest,
    /// The API key is not valid.
    Authentication,
    /// The card or another payment method was declined.
    Card,
    /// The API key may not do this.
    Permission,
    /// Anything else, such as a fault on Stripe's side.
    Api,
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
        })
    }
}
