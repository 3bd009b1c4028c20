//! Building a client that is not all defaults.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use std::sync::Arc;

use super::core::Core;
use crate::request::{App, Options};
use crate::transport::{Clock, Network};

/// Builds a client: start with [`Client::builder`](super::Stripe::builder).
///
/// `build` is there for each mode and tells what is wrong with the settings.
#[must_use = "a builder does nothing until it is built"]
pub struct Builder<M> {
    pub(crate) core: Core,
    pub(crate) network: Network,
    pub(crate) mode: Option<M>,
}

impl<M> Builder<M> {
    pub(crate) fn new(api_key: impl Into<String>) -> Self {
        Self {
            core: Core::new(api_key),
            network: Network::default(),
            mode: None,
        }
    }

    /// Sends every call to this URL (`http[s]://host[:port][/path]`), whatever host its operation
    /// has, such as a mock server's.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.core.config.base_url = Some(url.into());
        self
    }

    /// How long each attempt of a call may take, from connecting to the last byte of the answer. 80
    /// seconds if not told otherwise.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.default(|options| options.timeout(timeout))
    }

    /// How long a call may take as a whole, with all its attempts and the waiting between them. As
    /// long as those take, if not told otherwise.
    pub fn total_timeout(self, timeout: Duration) -> Self {
        self.default(|options| options.total_timeout(timeout))
    }

    /// How many more times a call is sent when it fails in a way that may pass; see
    /// [`Options::max_retries`]. 2 if not told otherwise.
    pub fn max_retries(self, retries: u32) -> Self {
        self.default(|options| options.max_retries(retries))
    }

    /// The longest wait before the first retry, of which a part is random; it doubles with each
    /// further retry, up to 5 seconds. Half a second if not told otherwise: a shorter one is for
    /// tests.
    ///
    /// Where Stripe tells how long to wait, that is waited, up to a minute.
    pub fn backoff(mut self, first: Duration) -> Self {
        self.core.config.backoff = first;
        self
    }

    /// Measures the [total timeout](Self::total_timeout) with `clock` rather than with the system's, for tests and for
    /// targets that have none, such as `wasm32-unknown-unknown`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.core.clock = Some(Arc::new(clock));
        self
    }

    /// Adds a header to every call. Those that the client sets itself are refused when the client is
    /// built.
    pub fn header(self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.default(|options| options.header(name, value))
    }

    /// The connected account to act for, `Stripe-Account`.
    pub fn account(self, account: impl Into<String>) -> Self {
        self.default(|options| options.account(account))
    }

    /// The context to act in, `Stripe-Context`.
    pub fn context(self, context: impl Into<String>) -> Self {
        self.default(|options| options.context(context))
    }

    /// The version of the API, `Stripe-Version`, in place of
    /// [`API_VERSION`](crate::API_VERSION). Replies of another version may not decode.
    pub fn version(self, version: impl Into<String>) -> Self {
        self.default(|options| options.version(version))
    }

    /// Names the program that uses this crate to Stripe, in the user agent.
    pub fn app_info(mut self, name: &str, version: Option<&str>, url: Option<&str>) -> Self {
        self.core.config.app = Some(App {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            url: url.map(str::to_owned),
        });
        self
    }

    /// Sends every call through a proxy, such as `http://user:password@proxy:3128`. If not told
    /// otherwise, the variables `HTTPS_PROXY` and `NO_PROXY` of the environment are heeded.
    ///
    /// It is for the built-in transport, and ignored by one that is given.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.network.proxy = Some(url.into());
        self
    }

    /// Trusts the certificates of this PEM text, and no others, in place of the built-in ones
    /// (Mozilla's): those of a proxy that inspects traffic, or of a mock server.
    ///
    /// It is for the built-in transport, and ignored by one that is given.
    pub fn ca_bundle(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.network.ca_bundle = Some(pem.into());
        self
    }

    /// Whether the spans of calls have the path with its arguments, such as ids, in a field `url_path`. If
    /// not told otherwise, they have the path with the names of its arguments alone.
    #[cfg(feature = "tracing")]
    pub fn trace_ids(mut self, show: bool) -> Self {
        self.core.trace.ids = show;
        self
    }

    fn default(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.core.config.defaults = change(self.core.config.defaults);
        self
    }
}

/// The API key and the proxy's password are not shown.
impl<M> fmt::Debug for Builder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("config", &self.core.config)
            .finish_non_exhaustive()
    }
}
