//! Where a call goes: base URLs, hosts and ports, and the keys that must not travel unencrypted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Scheme;

use super::{RequestError, path};

/// A base URL that is checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BaseUrl {
    /// Without a slash at the end.
    text: String,
    parts: Uri,
}

impl BaseUrl {
    /// Accepts `http[s]://host[:port][/path]`, and only what every HTTP library reads in the same way.
    ///
    /// Refuses user names, which would appear in logs, and queries, which would mix with parameters.
    pub(crate) fn new(url: &str) -> Result<Self, RequestError> {
        let parts: Uri = url.parse().map_err(|_| RequestError::BaseUrl)?;
        let is_http = [Some(&Scheme::HTTP), Some(&Scheme::HTTPS)].contains(&parts.scheme());
        let authority = parts.authority().map_or("", |authority| authority.as_str());
        let prefix = parts.path().trim_end_matches('/');
        // A library that normalises the path would send another one than the others.
        let is_path = prefix.is_empty() || path::check(prefix).is_ok();
        let is_plain = is_path && !url.contains(['?', '#']);
        if is_http && is_plain && host_and_port(authority).is_some() {
            let text = url.trim_end_matches('/').to_owned();
            Ok(Self { text, parts })
        } else {
            Err(RequestError::BaseUrl)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn parts(&self) -> &Uri {
        &self.parts
    }

    /// The URL of a path below this one. Whatever was joined, it has the scheme, host and port of this one.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, RequestError> {
        let mut url = String::with_capacity(self.text.len() + path.len() + query.len() + 1);
        url.extend([self.as_str(), path]);
        if !query.is_empty() {
            url.extend(["?", query]);
        }
        let uri = Uri::try_from(url).map_err(|_| RequestError::Url)?;
        let is_below =
            uri.scheme() == self.parts.scheme() && uri.authority() == self.parts.authority();
        is_below.then_some(uri).ok_or(RequestError::Url)
    }
}

/// Splits `host[:port]`; `None` if the host or the port is not valid. An IPv6 address keeps its brackets.
///
/// HTTP libraries read an invalid port as none, and then connect to another one.
pub(crate) fn host_and_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let end = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let colon = authority.get(end..)?.find(':').map(|colon| end + colon);
    let (host, port) = authority.split_at_checked(colon.unwrap_or(authority.len()))?;
    let port = match port.strip_prefix(':') {
        None => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().ok().filter(|port| *port != 0)?)
        }
        Some(_) => return None,
    };
    is_host(host).then_some((host, port))
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        matches!(label.len(), 1..=63) && label.bytes().all(is_plain)
    };
    // Some libraries read `127.1`, `0x7f000001` and `010.0.0.1` as addresses, and others as names.
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = last.starts_with("0x")
        || last.starts_with("0X")
        || last.bytes().all(|byte| byte.is_ascii_digit());
    name.len() <= 253
        && name.split('.').all(is_label)
        && (!is_number || host.parse::<Ipv4Addr>().is_ok())
}

/// The address that a host is, without DNS.
pub(crate) fn address(host: &str) -> Option<IpAddr> {
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address: IpAddr = bare.unwrap_or(host).parse().ok()?;
    Some(address.to_canonical())
}

/// Whether what is sent to this host stays on the machine: `127.0.0.0/8`, `::1` and `localhost`.
///
/// Not the names below `localhost`, nor `localhost.`: some systems ask DNS for them, which may answer with any address.
pub(super) fn is_loopback(host: &str) -> bool {
    if let Some(address) = address(host) {
        return address.is_loopback();
    }
    host.eq_ignore_ascii_case("localhost")
}

/// Whether an API key reaches no real money: `test` is a part of its prefix, as in `sk_test_…` and `rk_test_…`, and
/// `live` is not. Any other key counts as live.
pub(super) fn is_test_key(key: &str) -> bool {
    let Some((prefix, _)) = key.rsplit_once('_') else {
        return false;
    };
    let has = |part| prefix.split('_').skip(1).any(|other| other == part);
    has("test") && !has("live")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which bases are accepted is tested in `tests/tests/client/network/`.
    #[test]
    fn a_url_stays_with_the_host_of_its_base() {
        let base = BaseUrl::new("http://a:1/").unwrap();
        let join = |path, query| base.join(path, query).map(|url| url.to_string());
        assert_eq!(join("/v1/x", "").as_deref(), Ok("http://a:1/v1/x"));
        assert_eq!(join("/v1/x", "a=b").as_deref(), Ok("http://a:1/v1/x?a=b"));
        for path in ["2/v1", ".b/v1", "@b/", ":2/v1", "\\x", "/a b"] {
            assert_eq!(join(path, ""), Err(RequestError::Url), "{path}");
        }
    }
}
