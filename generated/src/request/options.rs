//! Options of one call.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::secret::{Secret, redact};
use crate::values::Timestamp;

/// Options of one call. They override the client's.
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
    /// Surrounding white space is removed; 1 to 255 characters must remain. It is sent where Stripe supports it (every
    /// POST, and DELETE in v2), and never with later pages of a list.
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
