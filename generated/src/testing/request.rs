//! Requests that a test reads.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use http::{Method, Uri};
use percent_encoding::percent_decode_str;

use crate::json::{Kind, Node, parse_with};
use crate::request::{HttpRequest, IDEMPOTENCY_KEY};
use crate::secret::redact;
use crate::transport::{TransportError, TransportErrorKind};

/// A request that a [`Replay`](super::Replay) got.
///
/// Each attempt of a call is one: all attempts have the same idempotency key.
#[derive(Clone)]
pub struct Request {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Vec<u8>,
    params: Vec<(String, String)>,
}

impl Request {
    /// Reads the body, as a transport that sends it does.
    pub(super) fn read(request: HttpRequest) -> Result<Self, TransportError> {
        let HttpRequest {
            method,
            uri,
            mut headers,
            body,
            ..
        } = request;
        let mut bytes = Vec::new();
        body.open()
            .and_then(|mut body| body.read_to_end(&mut bytes))
            .map_err(|error| TransportError::new(TransportErrorKind::Body, error))?;
        headers.remove(AUTHORIZATION);
        let mut params = pairs(uri.query().unwrap_or_default());
        let content_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
        match content_type {
            Some(kind) if kind.starts_with(b"application/x-www-form-urlencoded") => {
                params.extend(pairs(&String::from_utf8_lossy(&bytes)));
            }
            Some(kind) if kind.starts_with(b"application/json") => {
                // This crate wrote it, so it is JSON.
                let _ = parse_with(&bytes, |root| {
                    flatten(&mut params, String::new(), root);
                    Ok(())
                });
            }
            _ => {}
        }
        Ok(Self {
            method,
            uri,
            headers,
            body: bytes,
            params,
        })
    }

    /// The method, which can be compared with a text: `request.method() == "POST"`.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, such as `/v1/refunds/re_1`. Characters that need it are percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The decoded parameters, in the order in which they were sent: those of the query, then those of the body.
    ///
    /// Nested ones have the names of forms, such as `metadata[order_id]` and `items[0][price]`, in JSON too. There a
    /// parameter that is cleared (`null`) is empty, as it is in a form. The parameters of an upload are only in the
    /// [body](Self::body).
    #[must_use]
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The parameter of this name, decoded; see [`params`](Self::params).
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        let mut params = self.params.iter();
        params
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// The headers, without the API key.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is text. The API key is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The idempotency key. Each POST has one, and in v2 each DELETE.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.headers.get(IDEMPOTENCY_KEY)?.to_str().ok()
    }

    /// The body as it would be sent: a form, JSON, or the parts of an upload. It may contain secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Method and path, without secrets.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, redact(self.path()))
    }
}

/// Hides the values of parameters and headers.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<_> = self.params.iter().map(|(name, _)| redact(name)).collect();
        let headers: Vec<_> = self.headers.keys().collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &redact(self.path()))
            .field("params", &params)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// A segment of a path without percent-encoding.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// The pairs of a form or a query.
fn pairs(text: &str) -> Vec<(String, String)> {
    let decode = |part: &str| decoded(&part.replace('+', " ")).into_owned();
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// The values of a JSON text, by the names that they have in a form. It is nested at most 128 levels deep.
fn flatten(params: &mut Vec<(String, String)>, name: String, node: Node<'_>) {
    let within = |part: &str| match name.as_str() {
        "" => part.to_owned(),
        outer => format!("{outer}[{part}]"),
    };
    match node.kind() {
        Kind::Object if node.entries().len() > 0 => {
            for (part, value) in node.entries() {
                flatten(params, within(&part), value);
            }
        }
        Kind::Array if node.items().len() > 0 => {
            for (index, item) in node.items().enumerate() {
                flatten(params, within(&index.to_string()), item);
            }
        }
        Kind::Null => params.push((name, String::new())),
        // The root of a call without parameters.
        Kind::Object if name.is_empty() => {}
        _ => {
            let text = node.as_str().unwrap_or_else(|| node.raw().into());
            params.push((name, text.into_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;
    use crate::params::Upload;
    use crate::transport::Body;

    fn read(content_type: &'static str, body: Body) -> Result<Request, TransportError> {
        let content_type = http::HeaderValue::from_static(content_type);
        Request::read(HttpRequest {
            method: Method::POST,
            uri: Uri::from_static("https://api.example.com/v1/files?a=1"),
            headers: [(CONTENT_TYPE, content_type)].into_iter().collect(),
            body,
            timeout: Duration::MAX,
        })
    }

    #[test]
    fn an_upload_is_read_as_it_is_sent() {
        let upload = |upload| {
            let mut body = Body::from(b"a=2&".to_vec());
            body.push_file("file", upload);
            read("multipart/form-data; boundary=b", body)
        };
        let request = upload(Upload::bytes("a.txt", "content")).unwrap();
        assert_eq!(request.body(), b"a=2&content");
        assert_eq!(request.params(), [("a".to_owned(), "1".to_owned())]);
        let error = upload(Upload::path("/no/such/file")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Body);
        let form = read(
            "application/x-www-form-urlencoded; charset=utf-8",
            Body::from(b"a=2".to_vec()),
        );
        let form = form.unwrap();
        let values: Vec<&str> = form
            .params()
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(values, ["1", "2"]);
    }

    #[test]
    fn pairs_are_decoded() {
        let expected = [("a[b]", "x &y"), ("c", "ü"), ("d", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs("a%5Bb%5D=x+%26y&c=%C3%BC&&d"), expected);
        assert_eq!(pairs(""), []);
    }

    #[test]
    fn json_has_the_names_of_a_form() {
        let flat = |text: &str| {
            parse_with(text.as_bytes(), |root| {
                let mut params = Vec::new();
                flatten(&mut params, String::new(), root);
                Ok(params)
            })
        };
        let expected = [
            ("a[b]", "x\n"),
            ("c[0]", "1"),
            ("c[1][d]", "true"),
            ("e", ""),
            ("f", "[]"),
            ("g", "{}"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(
            flat(r#"{"a":{"b":"x\n"},"c":[1,{"d":true}],"e":null,"f":[],"g":{}}"#),
            Ok(expected.to_vec())
        );
        assert_eq!(flat("{}"), Ok(Vec::new()));
    }
}
