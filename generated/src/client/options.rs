//! What may be set for one call.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::secret::Secret;

/// Settings of one call, in place of the client's.
///
/// ```
/// use stripe_client::Options;
///
/// let options = Options::new().account("acct_123").idempotency_key("order-6735");
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Options {
    pub(crate) api_key: Option<Secret>,
    pub(crate) account: Option<String>,
    pub(crate) context: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
}

impl Options {
    /// The client's settings as they are.
    pub fn new() -> Self {
        Self::default()
    }

    /// The API key.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(Secret::new(key));
        self
    }

    /// The connected account to act for, `Stripe-Account`. A call cannot have a context as well.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The context to act in, `Stripe-Context`. A call cannot have an account as well.
    #[must_use]
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Some(context.into());
        self
    }

    /// The version of the API, `Stripe-Version`. Replies of another version than the one that this
    /// crate was generated from may not decode.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The idempotency key, in place of the random one that each send makes for itself.
    ///
    /// White space around it is dropped; it must have 1 to 255 characters. It is sent where Stripe
    /// heeds it (every POST, and DELETE in v2), and never with the later pages of a list.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// How long the call may take as a whole.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Adds a header. Those that the client sets itself are refused when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// The API key and the values of extra headers are not shown.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Options")
            .field("api_key", &self.api_key)
            .field("account", &self.account)
            .field("context", &self.context)
            .field("version", &self.version)
            .field("idempotency_key", &self.idempotency_key)
            .field("timeout", &self.timeout)
            .field("headers", &headers)
            .finish()
    }
}
