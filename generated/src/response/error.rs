//! Errors of calls.

use std::fmt;

use http::HeaderMap;
use thiserror::Error as ThisError;

use super::api_error::ApiError;
use super::reply::RawReply;
use crate::json::Fault;
use crate::request::RequestError;
use crate::secret::redact;
use crate::transport::TransportError;
use crate::values::Timestamp;

/// An error of a call.
///
/// `Debug` and `Display` hide API keys, client secrets and bodies. `{:?}`, which `unwrap` and a `main` that returns the error
/// print, is a sentence with its causes; `{:#?}` has all parts.
#[derive(ThisError)]
#[non_exhaustive]
pub enum Error {
    /// Stripe returned an error.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The response reports success, but its body cannot be decoded. If it is Stripe's, which a [request
    /// id](Self::request_id) shows, the request was processed. Or a part of a response could not be decoded later, such
    /// as an [`Expandable`](crate::values::Expandable): `?` converts a [`Fault`], and there is no response here.
    #[error(transparent)]
    Decode(Box<DecodeError>),
    /// No response arrived, or only a part of it. Stripe may have processed the request, unless
    /// [`may_be_done`](TransportError::may_be_done) is false.
    #[error(transparent)]
    Transport(Box<TransportError>),
    /// The request was refused before anything was sent.
    #[error(transparent)]
    Request(Box<RequestError>),
}

impl Error {
    /// The id of the request, which Stripe's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Request(_) => None,
        }
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => error.status(),
            Self::Transport(error) => error.status(),
            Self::Request(_) => None,
        }
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Decode(error) => error.headers(),
            Self::Transport(error) => error.headers(),
            Self::Request(_) => None,
        }
    }

    /// The body of the response, if it arrived completely. It may contain secrets and personal data.
    pub fn body(&self) -> Option<&[u8]> {
        match self {
            Self::Api(error) => Some(error.body()),
            Self::Decode(error) => error.body(),
            Self::Transport(_) | Self::Request(_) => None,
        }
    }

    /// The number of attempts; 0 if the request was refused before it was sent, or if no request is known.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
            Self::Transport(error) => error.attempts(),
            Self::Request(_) => 0,
        }
    }

    /// The idempotency key of the call. With it the call can be retried without being processed twice, for 24 hours from
    /// when it was [made](Self::key_made_at). Later Stripe may have forgotten it, and would process the request again.
    pub fn idempotency_key(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.idempotency_key(),
            Self::Decode(error) => error.idempotency_key(),
            Self::Transport(error) => error.idempotency_key(),
            Self::Request(_) => None,
        }
    }

    /// When the idempotency key was made; `None` if the call has no key, there is no clock, or the caller gave the key
    /// without [its age](crate::Options::key_made_at).
    pub fn key_made_at(&self) -> Option<Timestamp> {
        match self {
            Self::Api(error) => error.key_made_at(),
            Self::Decode(error) => error.reply.as_ref()?.sent.key_made_at(),
            Self::Transport(error) => error.key_made_at(),
            Self::Request(_) => None,
        }
    }

    /// Whether Stripe may have processed the request in spite of the error. If so, retry only with the same
    /// [idempotency key](Self::idempotency_key), within 24 hours of when it was [made](Self::key_made_at), or check
    /// first. Always false for a GET.
    ///
    /// This is about one call with all its attempts. Of an earlier call with the same key, which the caller keeps and
    /// gives again, the client knows nothing: if that one may be done, it stays so until Stripe answers.
    ///
    /// Always true for a [`Fault`] that `?` converted: the response that could not be decoded in full is that of a
    /// request that succeeded, and whether it was a GET is not known any more.
    pub fn may_be_done(&self) -> bool {
        match self {
            Self::Api(error) => error.may_be_done(),
            Self::Decode(error) => error.reply.as_ref().is_none_or(|reply| reply.sent.writes),
            Self::Transport(error) => error.may_be_done(),
            Self::Request(_) => false,
        }
    }

    /// The error that Stripe returned, if it is one.
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn decode(reply: RawReply, fault: Fault) -> Self {
        let reply = Some(reply);
        Self::Decode(Box::new(DecodeError { reply, fault }))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, parts): (_, &dyn fmt::Debug) = match self {
            Self::Api(error) => ("Api", error),
            Self::Decode(error) => ("Decode", error),
            Self::Transport(error) => ("Transport", error),
            Self::Request(error) => ("Request", error),
        };
        if f.alternate() {
            return f.debug_tuple(name).field(parts).finish();
        }
        write!(f, "{name}: {self}")?;
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            write!(f, "\n  because: {}", redact(&error.to_string()))?;
            cause = error.source();
        }
        Ok(())
    }
}

/// A fault of decoding what a response holds, such as an [`Expandable`](crate::values::Expandable). No request was sent.
impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Decode(Box::new(DecodeError { reply: None, fault }))
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(Box::new(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// A successful response, or a part of one, that cannot be decoded.
#[derive(Debug)]
pub struct DecodeError {
    /// `None` if a part of a response was decoded outside of the call.
    reply: Option<RawReply>,
    fault: Fault,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reply) = &self.reply else {
            return write!(f, "a part of a response cannot be decoded: {}", self.fault);
        };
        let (origin, status) = (reply.shown_origin(), reply.status.as_u16());
        let id = redact(reply.shown_id());
        write!(
            f,
            "{origin} reported success (status {status}, request {id}), but the response cannot be decoded: {}",
            self.fault
        )
    }
}

impl std::error::Error for DecodeError {}

impl DecodeError {
    /// The path in the body, or in the part of it that was decoded, such as `data[3].amount`; empty for the root.
    pub fn path(&self) -> String {
        self.fault.path()
    }

    /// The kind of value that was expected there.
    pub fn expected(&self) -> &str {
        self.fault.expected()
    }

    /// The kind of value that was found, not the value.
    pub fn found(&self) -> &str {
        self.fault.found()
    }

    /// The id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.as_ref()?.request_id()
    }

    /// The HTTP status, if the response is known.
    pub fn status(&self) -> Option<u16> {
        Some(self.reply.as_ref()?.status.as_u16())
    }

    /// The headers of the response, if it is known.
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.reply.as_ref()?.headers)
    }

    /// The body, unchanged, if the response is known. It may contain secrets and personal data.
    pub fn body(&self) -> Option<&[u8]> {
        Some(&self.reply.as_ref()?.body)
    }

    /// The idempotency key of the call.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.reply.as_ref()?.sent.key()
    }

    /// The number of attempts; 0 if the response is not known.
    pub fn attempts(&self) -> u32 {
        self.reply.as_ref().map_or(0, |reply| reply.sent.attempts)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::values::Expandable;

    #[test]
    fn a_fault_of_decoding_is_an_error_of_no_call() {
        fn amount(charge: &Expandable<i64>) -> Result<i64, Error> {
            Ok(charge.object()?)
        }
        let error = amount(&Expandable::from_id("ch_1")).unwrap_err();
        let Error::Decode(fault) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.found(), "an id");
        assert_eq!((error.status(), error.attempts()), (None, 0));
        assert_eq!((error.request_id(), error.idempotency_key()), (None, None));
        assert!(error.headers().is_none() && error.body().is_none());
        // The request whose response holds the object has succeeded, and it may have been a write.
        assert!(error.may_be_done());
        assert_eq!(
            error.to_string(),
            "a part of a response cannot be decoded: expected an object: let the request `expand` it, found an id"
        );
    }

    #[test]
    fn debug_is_a_sentence_with_its_causes() {
        let error = Error::from(RequestError::ApiKey);
        assert_eq!(format!("{error:?}"), format!("Request: {error}"));
        assert_eq!(format!("{error:#?}"), "Request(\n    ApiKey,\n)");
        let kind = crate::transport::TransportErrorKind::Connect;
        let error = Error::from(TransportError::new(kind, "refused with sk_live_1234567890"));
        let text = format!("{error:?}");
        let (sentence, cause) = text.split_once("\n  because: ").unwrap();
        assert_eq!(sentence, format!("Transport: {error}"));
        assert!(
            cause.starts_with("refused with ") && !cause.contains("1234567890"),
            "{cause}"
        );
    }
}
