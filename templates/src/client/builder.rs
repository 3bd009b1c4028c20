//! Settings of a client.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use std::sync::Arc;

use super::budget::Budget;
use super::core::Core;
use super::in_flight::InFlight;
use super::observer::Attempt;
use crate::request::{App, Options};
use crate::transport::{Clock, MaybeSend, MaybeSync, Network};

/// Builds a client. Start with [`Client::builder`](super::Stripe::builder).
///
/// `build` exists for each mode and returns an error for settings that are not valid.
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

    /// Sends every call to this URL (`http[s]://host[:port][/path]`) instead of the host of its operation, for example
    /// to a mock server.
    ///
    /// With `http://` an API key that is not a test key is sent only to loopback; see
    /// [`allow_plain_http`](Self::allow_plain_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.core.config.set_base(&url.into());
        self
    }

    /// Allows `http://` for any API key and any host. Everyone on the way can read the key and the data. Default: no.
    ///
    /// Without it, calls to an `http://` URL are refused with [`RequestError::PlainHttp`], by `build` if the settings
    /// show it, unless one of these holds:
    ///
    /// - The API key is a test key: its prefix has the part `test`, as in `sk_test_…`. Any other key counts as live.
    /// - The host is loopback (`127.0.0.0/8`, `::1`, `localhost`) and no [`proxy`](Self::proxy) is set.
    ///
    /// [`RequestError::PlainHttp`]: crate::client::RequestError::PlainHttp
    pub fn allow_plain_http(mut self) -> Self {
        self.core.config.allows_plain_http = true;
        self
    }

    /// The time limit of each attempt, from connecting to the last byte of the response. Default: 80 seconds.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.default(|options| options.timeout(timeout))
    }

    /// The time limit for connecting: DNS, the proxy and TLS included. Default: 30 seconds. The [timeout](Self::timeout)
    /// of the attempt applies too.
    ///
    /// If it elapses, the error is of kind [`Connect`], and Stripe did not process the request. This configures the
    /// built-in transport only; the blocking one gives DNS a limit of its own, as long as this one.
    ///
    /// [`Connect`]: crate::client::TransportErrorKind::Connect
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.network.connect_timeout = timeout;
        self
    }

    /// The time limit of a whole call, including all attempts and the delays between them. Default: none.
    pub fn total_timeout(self, timeout: Duration) -> Self {
        self.default(|options| options.total_timeout(timeout))
    }

    /// The maximum number of retries, with exponential backoff, after a transient failure; see
    /// [`Options::max_retries`]. Default: 2.
    pub fn max_retries(self, retries: u32) -> Self {
        self.default(|options| options.max_retries(retries))
    }

    /// The longest delay before the first retry, with 50 % jitter. It doubles with each further retry, up to 5
    /// seconds. Default: 500 ms; a shorter one is for tests.
    ///
    /// If Stripe sends `Retry-After`, the delay is at least that long, up to 60 seconds, and up to a quarter longer.
    pub fn backoff(mut self, first: Duration) -> Self {
        self.core.config.backoff = first;
        self
    }

    /// Limits the retries of the client and its clones together, so that they do not add to the load of an outage.
    ///
    /// Each retry takes one of `retries`, and each successful call gives a tenth back. When none is left, calls return
    /// their first error. Default: no limit but that of [each call](Self::max_retries).
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.core.budget = Some(Budget::new(retries));
        self
    }

    /// Limits the requests that are in flight at the same time. Default: no limit. `build` refuses 0.
    ///
    /// Stripe limits them too, and refuses what exceeds its limit (429). Here, further requests wait for their turn,
    /// first come, first served. Clones of the client share the limit.
    ///
    /// A request is in flight until its response has been read, or for a download until the headers of the response
    /// have arrived. A call that waits before a retry is not in flight, and then takes its turn again. Waiting counts
    /// towards the [total timeout](Self::total_timeout) of the call, not towards the [timeout](Self::timeout) of the
    /// attempt: if the total timeout elapses before the first attempt, the call fails with
    /// [`Timeout`](crate::client::TransportErrorKind::Timeout), and nothing was sent.
    ///
    /// A future that is neither polled nor dropped keeps its turn, and so holds others up. So does a list whose `try_next`
    /// was dropped before it was done: continue with it, or drop the list.
    pub fn max_in_flight(mut self, limit: usize) -> Self {
        self.core.in_flight = Some(Arc::new(InFlight::new(limit)));
        self
    }

    /// Calls `hook` after each attempt of a call, failed or not, for example to count responses of status 429 and to
    /// send less. Default: none; a second hook replaces the first.
    ///
    /// It runs in the task or thread of the call, before the call returns or waits for the next attempt: it should be
    /// quick and must not block. A panic in it unwinds through the call, so the caller does not get the response of
    /// this attempt.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// use stripe_client::{Client, Error};
    ///
    /// fn client(rate_limited: Arc<AtomicU64>) -> Result<Client, Error> {
    ///     let builder = Client::builder("sk_test_…").on_attempt(move |attempt| {
    ///         if attempt.status() == Some(429) {
    ///             rate_limited.fetch_add(1, Ordering::Relaxed);
    ///         }
    ///     });
    ///     builder.build()
    /// }
    /// ```
    pub fn on_attempt(
        mut self,
        hook: impl Fn(&Attempt<'_>) + MaybeSend + MaybeSync + 'static,
    ) -> Self {
        self.core.on_attempt = Some(Arc::new(hook));
        self
    }

    /// Measures the [total timeout](Self::total_timeout) with `clock` instead of the system's clock, for tests and for
    /// targets without one, such as `wasm32-unknown-unknown`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.core.clock = Some(Arc::new(clock));
        self
    }

    /// Adds a header to every call. `build` refuses headers that the client sets itself.
    pub fn header(self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.default(|options| options.header(name, value))
    }

    /// The connected account to act for (`Stripe-Account`).
    pub fn account(self, account: impl Into<String>) -> Self {
        self.default(|options| options.account(account))
    }

    /// The context to act in (`Stripe-Context`).
    pub fn context(self, context: impl Into<String>) -> Self {
        self.default(|options| options.context(context))
    }

    /// The API version (`Stripe-Version`). Default: [`API_VERSION`](crate::API_VERSION). Responses of another version
    /// may fail to decode.
    pub fn version(self, version: impl Into<String>) -> Self {
        self.default(|options| options.version(version))
    }

    /// Identifies your program to Stripe, in the user agent.
    pub fn app_info(mut self, name: &str, version: Option<&str>, url: Option<&str>) -> Self {
        self.core.config.agent.set_app(App {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            url: url.map(str::to_owned),
        });
        self
    }

    /// Sends every call through a proxy, such as `http://user:password@proxy:3128`. An empty string is for no proxy,
    /// whatever the environment says. Default: the proxy of the environment.
    ///
    /// The proxy is `[http[s]://][user[:password]@]host[:port]`, with user and password percent-encoded. Without a
    /// scheme it is `http`, and without a port 80, or 443 for `https`. A proxy that is anything else, such as
    /// `socks5://…`, is never bypassed: `build` refuses it with [`RequestError::Proxy`], also if the environment sets
    /// it. A call to `https://` goes through a tunnel (`CONNECT`), so the proxy does not see the API key.
    ///
    /// `build` reads these variables, once. Empty ones count as not set.
    ///
    /// - For `https://`: `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY`; the first that is set.
    /// - For `http://`: `http_proxy`, `HTTP_PROXY`, `all_proxy`, `ALL_PROXY`. `HTTP_PROXY` is ignored if
    ///   `REQUEST_METHOD` is set: a CGI server fills it from the request.
    /// - `no_proxy`, or else `NO_PROXY`: hosts to connect to directly, separated by commas or white space. `stripe.com`
    ///   and `.stripe.com` are the domain and its subdomains, in any case. An entry can also be an IP address, a network
    ///   such as `10.0.0.0/8`, or `*` for all hosts. A domain or an address can have a port: `stripe.com:443`,
    ///   `[::1]:8080`. Entries that are none of these match nothing. Loopback never goes through a proxy of the
    ///   environment.
    ///
    /// As in reqwest, and unlike in curl, `NO_PROXY` does not apply to a proxy that is set here.
    ///
    /// This configures the built-in transport only.
    ///
    /// [`RequestError::Proxy`]: crate::client::RequestError::Proxy
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.core.config.is_proxied = !url.is_empty();
        self.network.proxy = Some(url);
        self
    }

    /// Trusts only the root certificates in this PEM text instead of the built-in ones (Mozilla's), for example those
    /// of a proxy that inspects traffic or of a mock server.
    ///
    /// This configures the built-in transport only.
    pub fn ca_bundle(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.network.ca_bundle = Some(pem.into());
        self
    }

    /// Whether the field `url.full` of spans contains the path with its arguments, such as ids. Default: no; it
    /// contains the path with placeholders.
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

/// Hides the API key and the proxy's password.
impl<M> fmt::Debug for Builder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("config", &self.core.config)
            .finish_non_exhaustive()
    }
}
