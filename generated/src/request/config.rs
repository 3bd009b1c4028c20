//! The settings of a client.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;

use super::RequestError;
use super::agent::Agent;
use super::base_url::{BaseUrl, is_loopback, is_test_key};
use super::options::Options;
use crate::secret::Secret;
use crate::version::API_BASE;

/// The settings that all calls of a client share.
#[derive(Clone)]
pub(crate) struct Config {
    /// The options of calls that do not set their own. There is never an idempotency key.
    pub(crate) defaults: Options,
    /// The longest delay before the first retry.
    pub(crate) backoff: Duration,
    /// The base URL of operations that have none of their own.
    base: Result<BaseUrl, RequestError>,
    /// Whether the caller set it, which then counts for every operation.
    is_base_set: bool,
    /// Whether a live key may be sent unencrypted.
    pub(crate) allows_plain_http: bool,
    /// Whether the caller set a proxy, which then sees what is sent to loopback too.
    pub(crate) is_proxied: bool,
    pub(crate) agent: Agent,
}

impl Config {
    /// The timeout of Stripe's own libraries.
    const TIMEOUT: Duration = Duration::from_secs(80);
    const MAX_RETRIES: u32 = 2;
    const BACKOFF: Duration = Duration::from_millis(500);

    pub(crate) fn new(api_key: impl Into<String>) -> Self {
        Self {
            defaults: Options::new().api_key(api_key),
            backoff: Self::BACKOFF,
            base: BaseUrl::new(API_BASE),
            is_base_set: false,
            allows_plain_http: false,
            is_proxied: false,
            agent: Agent::new(),
        }
    }

    /// The API key of a call; empty, and therefore refused, if there is none.
    pub(crate) fn api_key<'a>(&'a self, options: &'a Options) -> &'a str {
        let key = options.api_key.as_ref().or(self.defaults.api_key.as_ref());
        key.map_or("", Secret::expose)
    }

    pub(crate) fn timeout(&self, options: &Options) -> Duration {
        options
            .timeout
            .or(self.defaults.timeout)
            .unwrap_or(Self::TIMEOUT)
    }

    pub(crate) fn total_timeout(&self, options: &Options) -> Option<Duration> {
        options.total_timeout.or(self.defaults.total_timeout)
    }

    pub(crate) fn max_retries(&self, options: &Options) -> u32 {
        options
            .max_retries
            .or(self.defaults.max_retries)
            .unwrap_or(Self::MAX_RETRIES)
    }

    /// Sends every operation to this base URL. If it is not valid, every call is refused.
    pub(crate) fn set_base(&mut self, url: &str) {
        self.base = BaseUrl::new(url);
        self.is_base_set = true;
    }

    /// The base URL of an operation, whose own is `own`.
    pub(crate) fn base(&self, own: Option<&str>) -> Result<Cow<'_, BaseUrl>, RequestError> {
        // A base URL that the client's overrides must be valid too.
        let own = own.map(BaseUrl::new).transpose()?;
        match own {
            Some(own) if !self.is_base_set => Ok(Cow::Owned(own)),
            _ => self.base.as_ref().map(Cow::Borrowed).map_err(Clone::clone),
        }
    }

    /// Refuses to send a key unencrypted over a network, unless it is a test key or the caller allowed it.
    pub(crate) fn check_plain_http(&self, to: &Uri, options: &Options) -> Result<(), RequestError> {
        let is_encrypted = to.scheme() == Some(&Scheme::HTTPS);
        let is_local = || to.host().is_some_and(is_loopback) && !self.is_proxied;
        let is_test = || is_test_key(self.api_key(options));
        if is_encrypted || self.allows_plain_http || is_local() || is_test() {
            Ok(())
        } else {
            Err(RequestError::PlainHttp)
        }
    }
}

/// Hides the key, and a base URL that is refused, which may contain a password.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.base.as_ref().map_or("…", BaseUrl::as_str);
        f.debug_struct("Config")
            .field("base_url", &self.is_base_set.then_some(base))
            .field("defaults", &self.defaults)
            .field("backoff", &self.backoff)
            .field("app", &self.agent.app)
            .field("httplib", &self.agent.httplib)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_base_url_overrides_the_operations() {
        let mut config = Config::new("sk_test_1");
        let base = |config: &Config, own| config.base(own).map(|base| base.as_str().to_owned());
        let own = Some("https://files.stripe.com/");
        assert_eq!(base(&config, None).as_deref(), Ok(API_BASE));
        assert_eq!(
            base(&config, own).as_deref(),
            Ok("https://files.stripe.com")
        );
        config.set_base("http://localhost:1/");
        assert_eq!(base(&config, own).as_deref(), Ok("http://localhost:1"));
        assert_eq!(base(&config, Some("x")), Err(RequestError::BaseUrl));
    }

    #[test]
    fn the_key_and_a_refused_base_url_are_not_shown() {
        let mut config = Config::new("sk_test_hush");
        config.set_base("http://user:hush@localhost");
        let shown = format!("{config:?}");
        assert!(!shown.contains("hush"), "{shown}");
        assert!(shown.contains(r#"base_url: Some("…")"#), "{shown}");
    }
}
