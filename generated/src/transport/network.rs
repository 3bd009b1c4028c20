//! Settings of the built-in transports.

use std::time::Duration;

#[cfg(any(feature = "async", feature = "blocking"))]
use super::proxy::Proxies;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::request::RequestError;

/// Settings of the built-in transports.
#[derive(Clone)]
pub(crate) struct Network {
    /// A URL, which may hold a password. `None` for what the environment says.
    pub(crate) proxy: Option<String>,
    /// Certificates in PEM, in place of the built-in ones.
    pub(crate) ca_bundle: Option<Vec<u8>>,
    pub(crate) connect_timeout: Duration,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            proxy: None,
            ca_bundle: None,
            // As in Stripe's own libraries. A connection that takes longer is lost.
            connect_timeout: Duration::from_secs(30),
        }
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Network {
    /// The proxies, as the type of an HTTP library. The environment is read here and not again.
    pub(crate) fn proxies<P>(
        &self,
        convert: impl Fn(&str) -> Result<P, RequestError>,
    ) -> Result<Proxies<P>, RequestError> {
        // A value that is not Unicode is refused like any other that is not ASCII.
        let variable =
            |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Proxies::new(self.proxy.as_deref(), variable)?.try_map(convert)
    }
}
