//! Fetches a document over HTTPS.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use ureq::http::{Response, Uri, header};
use ureq::{Agent, Body};

use super::error::Error;

/// Stripe's public repository.
pub(super) const REPOSITORY: &str = "https://github.com/stripe/openapi";

/// The document with all that is public and generally available, v1 and v2, in that repository.
const DOCUMENT: &str = "latest/openapi.spec3.json";

/// No document is nearly as large.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The forge sends a file from another host.
const REDIRECTS: u32 = 5;

const CONNECT: Duration = Duration::from_secs(15);
/// Without a byte.
const STALL: Duration = Duration::from_secs(30);
const WHOLE: Duration = Duration::from_secs(600);

/// A place to fetch from that has been checked.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Without a slash at its end.
    pub(super) url: String,
    /// Whether this machine alone has a say in what comes from it.
    local: bool,
}

impl Origin {
    /// https from anywhere, or http from this machine.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let fault = |why| Error::From {
            url: url.to_owned(),
            why,
        };
        let url = url.trim_end_matches('/');
        let uri: Uri = url.parse().map_err(|_| fault("it is not a URL"))?;
        let host = uri.host().unwrap_or_default();
        let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        if uri.query().is_some() {
            return Err(fault(
                "paths are put behind it, so it must not have a query",
            ));
        }
        match uri.scheme_str() {
            Some("https") => Ok(Self {
                url: url.to_owned(),
                local: false,
            }),
            Some("http") if local => Ok(Self {
                url: url.to_owned(),
                local,
            }),
            _ => Err(fault(
                "only https can be trusted on the way, and http from this machine; give a URL such as \
                 https://mirror.example.com/stripe/openapi",
            )),
        }
    }

    /// Where the document of a tag is.
    pub(super) fn document(&self, tag: &str) -> String {
        format!("{}/raw/{tag}/{DOCUMENT}", self.url)
    }

    /// Fetches the document of a tag, and tells how many bytes have come, of how many.
    pub(super) fn fetch(
        &self,
        tag: &str,
        mut tell: impl FnMut(u64, Option<u64>),
    ) -> Result<Vec<u8>, Error> {
        let url = self.document(tag);
        let response = self.agent().get(&url).call();
        let response = response.map_err(|error| unreachable(&url, error))?;
        self.check(&response, &url, tag)?;
        let length = response.headers().get(header::CONTENT_LENGTH);
        let length: Option<u64> = length.and_then(|text| text.to_str().ok()?.parse().ok());
        let too_large = || Error::TooLarge {
            url: url.clone(),
            limit: LIMIT,
        };
        if length.is_some_and(|length| length > LIMIT) {
            return Err(too_large());
        }
        let mut reader = response.into_body().into_reader();
        let mut document = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        let cut = |got: usize, why: String| Error::Cut {
            url: url.clone(),
            got,
            length,
            why,
        };
        loop {
            let got = document.len() as u64;
            tell(got, length);
            if got > LIMIT {
                return Err(too_large());
            }
            let read = match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(cut(document.len(), error.to_string())),
            };
            document.extend_from_slice(buffer.get(..read).unwrap_or_default());
        }
        Ok(document)
    }

    fn agent(&self) -> Agent {
        let config = Agent::config_builder()
            .https_only(!self.local)
            .max_redirects(if self.local { 0 } else { REDIRECTS })
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(STALL))
            .timeout_per_read(Some(STALL))
            .timeout_global(Some(WHOLE));
        let config = if self.local {
            // What is on this machine is not reached by way of another.
            config.proxy(None)
        } else {
            config
        };
        config.build().new_agent()
    }

    fn check(&self, response: &Response<Body>, url: &str, tag: &str) -> Result<(), Error> {
        let status = response.status();
        let url = url.to_owned();
        if status.is_redirection() {
            let to = response.headers().get(header::LOCATION);
            let to = to.and_then(|to| to.to_str().ok()).unwrap_or("nowhere");
            return Err(Error::Redirect {
                url,
                to: to.to_owned(),
            });
        }
        match status.as_u16() {
            200 => Ok(()),
            404 => Err(Error::NoTag {
                url,
                tag: tag.to_owned(),
                from: self.url.clone(),
            }),
            status => Err(Error::Status { url, status }),
        }
    }
}

fn unreachable(url: &str, error: ureq::Error) -> Error {
    let url = url.to_owned();
    match error {
        // The first request is https, or its scheme is not asked for.
        ureq::Error::RequireHttpsOnly(to) => Error::Redirect { url, to },
        error => Error::Unreachable {
            url,
            why: error.to_string(),
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_trusted() {
        for url in [
            REPOSITORY,
            "https://mirror.example.com/a/",
            "http://127.0.0.1:80",
            "http://[::1]:8080",
        ] {
            assert!(Origin::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "ftp://localhost",
            "/tmp",
            "",
            "https://a/?b",
        ] {
            assert!(Origin::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn where_a_document_is() {
        let origin = Origin::parse("https://example.com/stripe/openapi/").unwrap();
        let expected = "https://example.com/stripe/openapi/raw/v7/latest/openapi.spec3.json";
        assert_eq!(origin.document("v7"), expected);
    }

    #[test]
    fn redirects_are_followed_to_https_alone() {
        let config = |url| Origin::parse(url).unwrap().agent().config().clone();
        let far = config(REPOSITORY);
        assert!(far.https_only() && far.max_redirects() == REDIRECTS);
        assert_eq!(config("http://localhost:1").max_redirects(), 0);
    }
}
