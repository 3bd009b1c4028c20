//! What may be set for one call.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::secret::{Secret, redact};

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
    pub(crate) account: Whose,
    pub(crate) context: Whose,
    pub(crate) version: Option<String>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
}

/// For whom a call acts.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Whose {
    /// As the client says.
    #[default]
    Inherited,
    /// For the owner of the API key, whatever the client says.
    Own,
    Of(String),
}

impl Whose {
    /// What a call says, or else its client.
    pub(crate) fn or<'a>(&'a self, client: &'a Self) -> Option<&'a str> {
        match (self, client) {
            (Self::Of(id), _) | (Self::Inherited, Self::Of(id)) => Some(id),
            _ => None,
        }
    }
}

impl fmt::Debug for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inherited => f.write_str("None"),
            Self::Own => f.write_str("Own"),
            Self::Of(id) => redact(id).fmt(f),
        }
    }
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
        self.account = Whose::Of(account.into());
        self
    }

    /// No connected account, whatever the client has: the call acts for the owner of the API key.
    #[must_use]
    pub fn without_account(mut self) -> Self {
        self.account = Whose::Own;
        self
    }

    /// The context to act in, `Stripe-Context`. A call cannot have an account as well.
    #[must_use]
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Whose::Of(context.into());
        self
    }

    /// No context, whatever the client has.
    #[must_use]
    pub fn without_context(mut self) -> Self {
        self.context = Whose::Own;
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

    /// How long each attempt may take, from connecting to the last byte of the answer. 80 seconds if
    /// neither the call nor the client says otherwise.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long the call may take as a whole, with all its attempts and the waiting between them. As
    /// long as those take, if neither the call nor the client says otherwise.
    ///
    /// The time begins when the call is first polled, or sent by the blocking client. An attempt gets
    /// no more than what is left of it, and none is made for which it would be over.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// How many more times the call is sent when it fails in a way that may pass: no answer came, or
    /// Stripe answered with a conflict or a fault of its own, or asks for it. 2 if neither the call nor
    /// the client says otherwise; 0 for never.
    ///
    /// All attempts have the same idempotency key. A body that can be read only once is sent once.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// Adds a header, in place of the client's of that name. Those that the client sets itself are
    /// refused when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// The API key and the values of extra headers are not shown.
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
            .field("timeout", &self.timeout)
            .field("total_timeout", &self.total_timeout)
            .field("max_retries", &self.max_retries)
            .field("headers", &headers)
            .finish()
    }
}
