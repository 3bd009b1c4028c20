//! The settings of a client.

use std::fmt;
use std::time::Duration;

use http::Uri;

use super::RequestError;
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

    /// Scheme and host for an operation, without a slash at the end.
    pub(crate) fn base<'a>(&'a self, own: Option<&'a str>) -> Result<&'a str, RequestError> {
        let base = match &self.base_url {
            Some(url) => checked_base(url)?,
            None => own.unwrap_or(API_BASE),
        };
        Ok(base.trim_end_matches('/'))
    }
}

/// Hides the key, and a base URL that is refused, which may contain a password.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = self.base_url.as_deref();
        f.debug_struct("Config")
            .field(
                "base_url",
                &base_url.map(|url| checked_base(url).unwrap_or("…")),
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

/// Refuses user names, which would appear in logs, and queries, which would mix with parameters.
pub(crate) fn checked_base(url: &str) -> Result<&str, RequestError> {
    let uri: Uri = url.parse().map_err(|_| RequestError::BaseUrl)?;
    let scheme = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri
        .authority()
        .is_some_and(|authority| !authority.as_str().contains('@'));
    let plain = !url.contains(['?', '#']);
    if scheme && host && plain {
        Ok(url)
    } else {
        Err(RequestError::BaseUrl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases() {
        let mut config = Config::new("sk_test_1");
        assert_eq!(config.base(None), Ok(API_BASE.trim_end_matches('/')));
        assert_eq!(
            config.base(Some("https://files.stripe.com/")),
            Ok("https://files.stripe.com")
        );
        config.base_url = Some("http://localhost:12111/".to_owned());
        assert_eq!(
            config.base(Some("https://files.stripe.com")),
            Ok("http://localhost:12111")
        );
        for bad in [
            "",
            "localhost",
            "/v1",
            "ftp://x",
            "https://a:b@x",
            "https://x?a=b",
            "https://x y",
        ] {
            config.base_url = Some(bad.to_owned());
            assert_eq!(config.base(None), Err(RequestError::BaseUrl), "{bad}");
        }
    }

    #[test]
    fn the_key_is_not_shown() {
        let shown = format!("{:?}", Config::new("sk_test_hush"));
        assert!(!shown.contains("hush"), "{shown}");
    }
}
