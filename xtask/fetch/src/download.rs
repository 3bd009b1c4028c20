//! The download itself, and how it can end.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use ureq::http::{Response, Uri, header};
use ureq::{Agent, Body};

/// GitHub redirects downloads to another host.
const REDIRECTS: u32 = 5;

const CONNECT: Duration = Duration::from_secs(15);
/// The longest wait for the next bytes.
const STALL: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_secs(600);

/// How much has been received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) received: u64,
    /// `None` if the server does not say.
    pub(crate) total: Option<u64>,
}

/// Why there is no file.
#[derive(Debug)]
pub(crate) enum Ending {
    /// A status that is neither 200 nor a redirect.
    Status(u16),
    /// A redirect that is not followed.
    Redirect(String),
    /// No response arrived.
    Unreachable(String),
    /// The transfer ended early.
    Cut { progress: Progress, why: String },
    /// The file is larger than the limit.
    TooLarge,
    /// The file cannot be written.
    Write(String),
}

/// Downloads a URL of at most `limit` bytes. Redirects are followed to https only, and not at all from this machine.
pub(crate) fn download(
    url: &str,
    limit: u64,
    mut report: impl FnMut(Progress),
) -> Result<Vec<u8>, Ending> {
    let local = is_loopback(url);
    let redirects = if local { 0 } else { REDIRECTS };
    let response = agent(local, redirects).get(url).call();
    let response = response.map_err(no_response)?;
    check(&response)?;
    let length = response.headers().get(header::CONTENT_LENGTH);
    let total: Option<u64> = length.and_then(|text| text.to_str().ok()?.parse().ok());
    if total.is_some_and(|total| total > limit) {
        return Err(Ending::TooLarge);
    }
    let mut reader = response.into_body().into_reader();
    let mut document = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let progress = Progress {
            received: document.len() as u64,
            total,
        };
        report(progress);
        if progress.received > limit {
            return Err(Ending::TooLarge);
        }
        let read = match reader.read(&mut buffer) {
            Ok(0) => return Ok(document),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                let why = error.to_string();
                return Err(Ending::Cut { progress, why });
            }
        };
        document.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
}

/// Asks for a URL, and follows no redirect: where it leads to is [`Ending::Redirect`]. 0 bytes are read of another
/// response.
pub(crate) fn location(url: &str) -> Result<usize, Ending> {
    let response = agent(is_loopback(url), 0).get(url).call();
    check(&response.map_err(no_response)?).map(|()| 0)
}

/// Whether a URL is plain HTTP on this machine: a test's server, or a local mirror.
fn is_loopback(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    uri.scheme_str() == Some("http") && ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

fn agent(is_loopback: bool, redirects: u32) -> Agent {
    let config = Agent::config_builder()
        .https_only(!is_loopback)
        .max_redirects(redirects)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(STALL))
        .timeout_per_read(Some(STALL))
        .timeout_global(Some(WHOLE));
    let config = if is_loopback {
        // A proxy would look for loopback on its own machine.
        config.proxy(None)
    } else {
        config
    };
    config.build().new_agent()
}

fn check(response: &Response<Body>) -> Result<(), Ending> {
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get(header::LOCATION);
        let location = location.and_then(|location| location.to_str().ok());
        return Err(Ending::Redirect(location.unwrap_or("nowhere").to_owned()));
    }
    match status.as_u16() {
        200 => Ok(()),
        status => Err(Ending::Status(status)),
    }
}

fn no_response(error: ureq::Error) -> Ending {
    match error {
        // `cargo xtask` lets no other first URL through, so this one is a redirect's.
        ureq::Error::RequireHttpsOnly(location) => Ending::Redirect(location),
        error => Ending::Unreachable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_followed() {
        for (url, https_only) in [
            ("https://github.com/stripe/openapi", true),
            ("http://localhost:1", false),
        ] {
            let agent = agent(is_loopback(url), REDIRECTS);
            assert_eq!(agent.config().https_only(), https_only, "{url}");
        }
    }

    #[test]
    fn only_plain_http_on_this_machine_is_loopback() {
        for url in ["http://127.0.0.1:80/a", "http://[::1]:8080"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "https://localhost",
            "http://127.0.0.1.example.com",
            "http://example.com",
            "",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
