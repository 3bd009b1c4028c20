//! Options of one call.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::secret::{Secret, redact};
use crate::values::Timestamp;

/// Options of one call. They override the client's. What is not set stays as it was: as an earlier `with_options` of the same
/// request set it, or else as the client has it.
///
/// ```
/// use stripe_client::Options;
///
/// let options = Options::new().account("acct_123").idempotency_key("order-6735");
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Options {
    pub(crate) api_key: Option<Secret>,
    pub(crate) account: ActingFor,
    pub(crate) context: ActingFor,
    pub(crate) version: Option<String>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) key_made_at: Option<Timestamp>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
}

/// The account or context that a call acts for.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum ActingFor {
    /// The client's.
    #[default]
    Inherited,
    /// None: the call acts for the owner of the API key, even if the client has one.
    Own,
    Of(String),
}

impl ActingFor {
    /// The call's own, or else the client's.
    pub(crate) fn or<'a>(&'a self, client: &'a Self) -> Option<&'a str> {
        match (self, client) {
            (Self::Of(id), _) | (Self::Inherited, Self::Of(id)) => Some(id),
            _ => None,
        }
    }

    /// These options' own, or else that of options which were set before.
    fn or_earlier(self, earlier: Self) -> Self {
        match self {
            Self::Inherited => earlier,
            own => own,
        }
    }
}

impl fmt::Debug for ActingFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inherited => f.write_str("None"),
            Self::Own => f.write_str("Own"),
            Self::Of(id) => redact(id).fmt(f),
        }
    }
}

impl Options {
    /// No options: the client's settings apply.
    pub fn new() -> Self {
        Self::default()
    }

    /// The API key. The client zeroes its own copies when they are dropped, but not the caller's, nor that in a header
    /// which the HTTP library has: that one is only marked as sensitive.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(Secret::new(key));
        self
    }

    /// The connected account to act for (`Stripe-Account`). A call cannot also have a context.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = ActingFor::Of(account.into());
        self
    }

    /// Removes the client's connected account: the call acts for the owner of the API key.
    #[must_use]
    pub fn without_account(mut self) -> Self {
        self.account = ActingFor::Own;
        self
    }

    /// The context to act in (`Stripe-Context`). A call cannot also have an account.
    #[must_use]
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = ActingFor::Of(context.into());
        self
    }

    /// Removes the client's context.
    #[must_use]
    pub fn without_context(mut self) -> Self {
        self.context = ActingFor::Own;
        self
    }

    /// The API version (`Stripe-Version`). Responses of another version than the one that this crate was generated
    /// from may fail to decode.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The idempotency key. By default each send makes a random one.
    ///
    /// Stripe processes requests with the same key once, but may forget a key after 24 hours: then the same request is
    /// processed again. If the key is older than this call, say [when it was made](Self::key_made_at).
    ///
    /// Surrounding white space is removed; 1 to 255 characters must remain. It is sent with everything but GET, and DELETE
    /// in v1, and never with later pages of a list.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// When the [idempotency key](Self::idempotency_key) was made, if it was saved from an earlier call. A call whose
    /// key is older than 24 hours is refused, because Stripe may have forgotten it.
    ///
    /// Without this a given key counts as made when the call is sent.
    #[must_use]
    pub fn key_made_at(mut self, time: impl Into<Timestamp>) -> Self {
        self.key_made_at = Some(time.into());
        self
    }

    /// The time limit of each attempt, from connecting to the last byte of the response. Default: the client's, or 80
    /// seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time limit of the whole call, including all attempts and the delays between them. Default: the client's, or
    /// no limit.
    ///
    /// The time starts when the call is first polled, or sent by the blocking client. An attempt gets at most the
    /// remaining time, and there is no retry whose delay would exceed it.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// The maximum number of retries; 0 for none. Default: the client's, or 2.
    ///
    /// Transient failures are retried with exponential backoff: no response arrived, or Stripe returned a conflict
    /// (409), a server error (5xx), or asked for a retry (`Stripe-Should-Retry`). A 429 is retried only when Stripe
    /// asks for it or the object is locked (`lock_timeout`). All attempts have the same idempotency key. A request
    /// whose body can be read only once is not retried, and neither is one whose key was made 24 hours ago.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// These options, and those of `earlier` that they do not set. A key and its time belong together: a key of these
    /// options does not have the time of an earlier one.
    pub(crate) fn or(self, earlier: Self) -> Self {
        let key_made_at = match self.idempotency_key {
            Some(_) => self.key_made_at,
            None => self.key_made_at.or(earlier.key_made_at),
        };
        let mut headers = earlier.headers;
        headers.retain(|(name, _)| {
            let mut own = self.headers.iter();
            !own.any(|(other, _)| other.eq_ignore_ascii_case(name))
        });
        headers.extend(self.headers);
        Self {
            api_key: self.api_key.or(earlier.api_key),
            account: self.account.or_earlier(earlier.account),
            context: self.context.or_earlier(earlier.context),
            version: self.version.or(earlier.version),
            idempotency_key: self.idempotency_key.or(earlier.idempotency_key),
            key_made_at,
            timeout: self.timeout.or(earlier.timeout),
            total_timeout: self.total_timeout.or(earlier.total_timeout),
            max_retries: self.max_retries.or(earlier.max_retries),
            headers,
        }
    }

    /// Adds a header. It replaces the client's header of that name. Headers that the client sets itself are refused
    /// when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Hides the API key and the values of extra headers.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| redact(name)).collect();
        let shown = |text: &Option<String>| text.as_deref().map(redact);
        f.debug_struct("Options")
            .field("api_key", &self.api_key)
            .field("account", &self.account)
            .field("context", &self.context)
            .field("version", &shown(&self.version))
            .field("idempotency_key", &shown(&self.idempotency_key))
            .field("key_made_at", &self.key_made_at)
            .field("timeout", &self.timeout)
            .field("total_timeout", &self.total_timeout)
            .field("max_retries", &self.max_retries)
            .field("headers", &headers)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_stays() {
        let earlier = || {
            Options::new()
                .api_key("sk_1")
                .account("acct_1")
                .context("ctx_1")
                .version("2026-01-01")
                .idempotency_key("job-1")
                .key_made_at(7)
                .timeout(Duration::from_secs(1))
                .total_timeout(Duration::from_secs(2))
                .max_retries(3)
                .header("a", "1")
                .header("b", "1")
        };
        assert_eq!(Options::new().or(earlier()), earlier());
        assert_eq!(earlier().or(Options::new()), earlier());

        let later = Options::new()
            .without_account()
            .max_retries(0)
            .header("B", "2");
        let wanted = Options {
            account: ActingFor::Own,
            max_retries: Some(0),
            headers: vec![("a".into(), "1".to_owned()), ("B".into(), "2".to_owned())],
            ..earlier()
        };
        assert_eq!(later.or(earlier()), wanted);
    }

    #[test]
    fn a_key_does_not_have_the_time_of_another() {
        let earlier = Options::new().idempotency_key("one").key_made_at(7);
        let other = Options::new().idempotency_key("two");
        assert_eq!(other.clone().or(earlier.clone()), other);
        let dated = Options::new().key_made_at(8).or(earlier);
        assert_eq!(dated, Options::new().idempotency_key("one").key_made_at(8));
    }
}
