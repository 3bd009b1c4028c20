//! A request and its answer, without a connection.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::refusal::Refusal;

/// A request as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Such as `POST`.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// What follows the path, without `?`.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The secret key: a bearer token, or the user name of basic authentication.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let value = self.header("authorization")?;
        let (scheme, credentials) = value.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(credentials.trim().to_owned());
        }
        let decoded = BASE64.decode(credentials.trim()).ok()?;
        let text = String::from_utf8(decoded).ok()?;
        let user = text.split(':').next()?.to_owned();
        scheme.eq_ignore_ascii_case("basic").then_some(user)
    }

    /// Refuses a body of another media type.
    pub(crate) fn require_type(&self, expected: &str) -> Result<(), Refusal> {
        let given = self.header("content-type").unwrap_or_default();
        let media_type = given.split(';').next().unwrap_or_default().trim();
        if self.body.is_empty() || media_type.eq_ignore_ascii_case(expected) {
            return Ok(());
        }
        Err(Refusal::invalid(format!(
            "The body is `{media_type}`, but this operation takes `{expected}`."
        )))
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }
}
