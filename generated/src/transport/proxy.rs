//! Which proxy a request goes through: one reading of the settings for both clients.
//!
//! The detection of the HTTP libraries is switched off. They differ from each other, and connect directly if they
//! cannot use a proxy.

use std::net::IpAddr;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::request::{RequestError, address, host_and_port};

/// The proxies of a client, each as its URL or as the type of an HTTP library.
pub(crate) struct Proxies<P = String> {
    https: Option<P>,
    http: Option<P>,
    except: Vec<Exception>,
}

impl Proxies {
    /// Reads the caller's setting, or else the environment.
    pub(crate) fn new(
        given: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, RequestError> {
        match given {
            Some(url) => {
                let proxy = proxy("Builder::proxy", url)?;
                Ok(Self {
                    https: proxy.clone(),
                    http: proxy,
                    except: Vec::new(),
                })
            }
            None => Self::from_environment(variable),
        }
    }

    fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Self, RequestError> {
        let first = |names: &[&'static str]| {
            let set = |name: &&'static str| {
                Some((*name, variable(name).filter(|value| !value.is_empty())?))
            };
            names.iter().find_map(set)
        };
        let parsed = |names: &[&'static str]| match first(names) {
            Some((name, url)) => proxy(name, &url),
            None => Ok(None),
        };
        // A CGI server copies the header `Proxy` of a request, which anyone can send, into `HTTP_PROXY`. Windows has one
        // variable for both spellings.
        let plain: &[_] = match (variable("REQUEST_METHOD").is_some(), cfg!(windows)) {
            (false, _) => &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
            (true, false) => &["http_proxy", "all_proxy", "ALL_PROXY"],
            (true, true) => &["all_proxy", "ALL_PROXY"],
        };
        let except = first(&["no_proxy", "NO_PROXY"])
            .map(|(_, list)| list)
            .unwrap_or_default();
        // A proxy would look for loopback on its own machine.
        let except = format!("localhost,127.0.0.0/8,::1,{except}");
        let entries = except.split(|c: char| c == ',' || c.is_whitespace());
        Ok(Self {
            https: parsed(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])?,
            http: parsed(plain)?,
            except: entries.filter_map(Exception::parse).collect(),
        })
    }

    /// Converts the URLs to the type of an HTTP library.
    pub(crate) fn try_map<P>(
        self,
        convert: impl Fn(&str) -> Result<P, RequestError>,
    ) -> Result<Proxies<P>, RequestError> {
        Ok(Proxies {
            https: self.https.as_deref().map(&convert).transpose()?,
            http: self.http.as_deref().map(&convert).transpose()?,
            except: self.except,
        })
    }
}

impl<P> Proxies<P> {
    /// Whether every request goes directly to its host.
    #[cfg(feature = "async")]
    pub(crate) fn is_empty(&self) -> bool {
        self.https.is_none() && self.http.is_none()
    }

    /// The proxy for a URL; `None` to connect directly.
    pub(crate) fn of(&self, scheme: &str, host: &str, port: Option<u16>) -> Option<&P> {
        let (proxy, default_port) = match scheme {
            "http" => (&self.http, 80),
            _ => (&self.https, 443),
        };
        let proxy = proxy.as_ref()?;
        let port = port.unwrap_or(default_port);
        let is_exception = self.except.iter().any(|entry| entry.matches(host, port));
        (!is_exception).then_some(proxy)
    }
}

/// A proxy as `http[s]://[user[:password]@]host:port`, so that no library chooses the port, or decodes the user and the
/// password in its own way. `None` if the setting is empty.
fn proxy(setting: &'static str, text: &str) -> Result<Option<String>, RequestError> {
    if text.is_empty() {
        return Ok(None);
    }
    match canonical(text) {
        Ok(url) => Ok(Some(url)),
        // The text may hold a password.
        Err(reason) => Err(RequestError::Proxy { setting, reason }),
    }
}

fn canonical(text: &str) -> Result<String, &'static str> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("has white space or other characters that a URL cannot have");
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let (scheme, default_port) = match &*scheme.to_ascii_lowercase() {
        "http" => ("http", 80),
        "https" => ("https", 443),
        _ => return Err("is not an http:// or https:// proxy, which are the only ones supported"),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (credentials, authority) = match rest.rsplit_once('@') {
        // That `@` belongs to a path.
        Some((credentials, _)) if credentials.contains(['/', '?', '#']) => (String::new(), rest),
        Some((credentials, authority)) => (canonical_credentials(credentials)?, authority),
        None => (String::new(), rest),
    };
    let Some((host, port)) = host_and_port(authority) else {
        return Err("is not of the form http[s]://[user[:password]@]host[:port]");
    };
    let port = port.unwrap_or(default_port);
    Ok(format!("{scheme}://{credentials}{host}:{port}"))
}

/// `user[:password]@`, with every character encoded that could mean anything in a URL.
fn canonical_credentials(text: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(text.len() + 1);
    for (index, part) in text.splitn(2, ':').enumerate() {
        let part = percent_decode_str(part).decode_utf8();
        let part = part.map_err(|_| "has a user or a password that is not UTF-8")?;
        if part.contains(char::is_control) || (index == 0 && part.contains(':')) {
            return Err("has a user or a password that HTTP cannot carry");
        }
        out.push_str(if index == 0 { "" } else { ":" });
        out.extend(utf8_percent_encode(&part, NON_ALPHANUMERIC));
    }
    if out.is_empty() || out == ":" {
        return Ok(String::new());
    }
    out.push('@');
    Ok(out)
}

/// An entry of `NO_PROXY`.
enum Exception {
    All,
    /// A domain and its subdomains, in lower case; an empty one is never made.
    Domain(String, Option<u16>),
    /// The addresses that begin with these bits.
    Network(IpAddr, u32, Option<u16>),
}

impl Exception {
    /// `None` if it is not valid, and then matches nothing.
    fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::All);
        }
        if let Some((network, bits)) = text.split_once('/') {
            let network: IpAddr = network.parse().ok()?;
            let bits = bits.parse().ok().filter(|bits| *bits <= width(network))?;
            return Some(Self::Network(network, bits, None));
        }
        if let Some(address) = address(text) {
            return Some(Self::Network(address, width(address), None));
        }
        let name = text.strip_prefix('*').unwrap_or(text);
        let (host, port) = host_and_port(name.strip_prefix('.').unwrap_or(name))?;
        Some(match address(host) {
            Some(address) => Self::Network(address, width(address), port),
            None => Self::Domain(lower(host), port),
        })
    }

    fn matches(&self, host: &str, port: u16) -> bool {
        let is_port = |other: &Option<u16>| other.is_none_or(|other| other == port);
        match (self, address(host)) {
            (Self::All, _) => true,
            (Self::Domain(domain, other), None) => {
                let host = lower(host);
                let rest = host.strip_suffix(&**domain);
                is_port(other) && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            (Self::Network(network, bits, other), Some(address)) => {
                is_port(other) && begins_alike(*network, address, *bits)
            }
            _ => false,
        }
    }
}

/// A host without the dot at its end, in lower case.
fn lower(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// Whether two addresses are of the same family and their first bits are equal.
fn begins_alike(a: IpAddr, b: IpAddr, bits: u32) -> bool {
    let differing = match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(a.to_bits() ^ b.to_bits()) << 96,
        (IpAddr::V6(a), IpAddr::V6(b)) => a.to_bits() ^ b.to_bits(),
        _ => return false,
    };
    differing.leading_zeros() >= bits
}

#[cfg(test)]
mod tests;
