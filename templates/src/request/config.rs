//! The settings of a client.

use std::fmt;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;

use super::RequestError;
use super::base_url::{checked_base, is_loopback, is_test_key};
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
    /// In place of the host of every operation.
    pub(crate) base_url: Option<String>,
    /// Whether a live key may be sent unencrypted.
    pub(crate) allows_plain_http: bool,
    /// Whether the caller set a proxy, which then sees what is sent to loopback too.
    pub(crate) is_proxied: bool,
    pub(crate) app: Option<App>,
    /// The HTTP library, as the user agent names it.
    pub(crate) httplib: &'static str,
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
            base_url: None,
            allows_plain_http: false,
            is_proxied: false,
            app: None,
            httplib: "custom",
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

    /// The base URL of an operation, whose own is `own`, without a slash at the end; and its parts.
    pub(crate) fn base<'a>(&'a self, own: Option<&'a str>) -> Result<(&'a str, Uri), RequestError> {
        // A base URL that the client's overrides must be valid too.
        let own_parts = own.map(checked_base).transpose()?;
        let (base, parts) = match (&self.base_url, own, own_parts) {
            (Some(url), ..) => (url.as_str(), checked_base(url)?),
            (None, Some(own), Some(parts)) => (own, parts),
            (None, ..) => (API_BASE, checked_base(API_BASE)?),
        };
        Ok((base.trim_end_matches('/'), parts))
    }

    /// Refuses to send a key unencrypted over a network, unless it is a test key or the caller allowed it.
    pub(crate) fn check_plain_http(&self, to: &Uri, options: &Options) -> Result<(), RequestError> {
        let is_local = to.host().is_some_and(is_loopback) && !self.is_proxied;
        let is_safe = to.scheme() == Some(&Scheme::HTTPS) || is_local;
        if is_safe || self.allows_plain_http || is_test_key(self.api_key(options)) {
            Ok(())
        } else {
            Err(RequestError::PlainHttp)
        }
    }
}

/// Hides the key, and a base URL that is refused, which may contain a password.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref();
        f.debug_struct("Config")
            .field(
                "base_url",
                &base_url.map(|url| checked_base(url).map_or("…", |_| url)),
            )
            .field("defaults", &self.defaults)
            .field("backoff", &self.backoff)
            .field("app", &self.app)
            .field("httplib", &self.httplib)
            .finish()
    }
}

/// The program that uses this crate, as it names itself to Stripe.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) name: String,
    pub(crate) version: Option<String>,
    pub(crate) url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_base_url_overrides_the_operations() {
        let mut config = Config::new("sk_test_1");
        let base = |config: &Config, own| config.base(own).map(|(base, _)| base.to_owned());
        let own = Some("https://files.stripe.com/");
        assert_eq!(base(&config, None).as_deref(), Ok(API_BASE));
        assert_eq!(
            base(&config, own).as_deref(),
            Ok("https://files.stripe.com")
        );
        config.base_url = Some("http://localhost:1/".to_owned());
        assert_eq!(base(&config, own).as_deref(), Ok("http://localhost:1"));
        assert_eq!(base(&config, Some("x")), Err(RequestError::BaseUrl));
    }

    #[test]
    fn the_key_is_not_shown() {
        let shown = format!("{:?}", Config::new("sk_test_hush"));
        assert!(!shown.contains("hush"), "{shown}");
    }
}
