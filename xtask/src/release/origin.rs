//! Where documents are downloaded from.

use super::args;
use super::error::Error;

/// Stripe's public repository.
pub(super) const REPOSITORY: &str = "https://github.com/stripe/openapi";

/// The document with all that is public and generally available, v1 and v2, in that repository.
const DOCUMENT: &str = "latest/openapi.spec3.json";

/// A checked place to fetch from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Without a slash at its end.
    pub(super) url: String,
}

impl Origin {
    /// https from anywhere, or http from this machine. This check is for a clear message; `xtask-fetch` enforces it.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let fault = |why| Error::From {
            url: url.to_owned(),
            why,
        };
        let url = url.trim_end_matches('/');
        let (scheme, rest) = url
            .split_once("://")
            .ok_or_else(|| fault("it is not a URL"))?;
        if rest.contains(['?', '#']) {
            return Err(fault(
                "it must not have a query or a fragment, since a path is appended",
            ));
        }
        let authority = rest.split('/').next().unwrap_or_default();
        let is_odd = |c: char| c == '@' || c.is_whitespace() || c.is_control();
        if authority.is_empty() || rest.contains(is_odd) {
            return Err(fault("it must be a scheme, a host and a path"));
        }
        let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host(authority));
        match scheme {
            "https" => {}
            "http" if local => {}
            _ => {
                return Err(fault(
                    "only https can be trusted, or http from this machine; give a URL such as \
                     https://mirror.example.com/stripe/openapi",
                ));
            }
        }
        Ok(Self {
            url: url.to_owned(),
        })
    }

    /// The URL of a tag's document.
    pub(super) fn document(&self, tag: &str) -> String {
        format!("{}/raw/{tag}/{DOCUMENT}", self.url)
    }

    /// A URL that redirects to the page of the latest release.
    pub(super) fn latest(&self) -> String {
        format!("{}/releases/latest", self.url)
    }
}

/// The tag in the URL of a release's page.
pub(super) fn tag_of(page: &str) -> Option<String> {
    let (_, tag) = page.rsplit_once("/releases/tag/")?;
    args::tag(tag).ok()
}

/// The host of `host:port`.
fn host(authority: &str) -> &str {
    match authority.find(']') {
        Some(end) => authority.get(..=end).unwrap_or(authority),
        None => authority.split(':').next().unwrap_or(authority),
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
            "http://localhost/a",
        ] {
            assert!(Origin::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost:x@example.com",
            "ftp://localhost",
            "https://",
            "https://a b",
            "/tmp",
            "",
            "https://a/?b",
            "https://a/#b",
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
    fn the_tag_of_a_release() {
        let page = "https://github.com/stripe/openapi/releases/tag/v2186";
        assert_eq!(tag_of(page).as_deref(), Some("v2186"));
        for page in [
            "https://github.com/stripe/openapi/releases",
            "https://github.com/login",
            "https://github.com/stripe/openapi/tree/v2186",
            "https://github.com/stripe/openapi/releases/tag/..",
            "",
        ] {
            assert_eq!(tag_of(page), None, "{page}");
        }
    }
}
