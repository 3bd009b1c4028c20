//! The headers in which a client names itself and its program to Stripe.

use http::header::{HeaderValue, USER_AGENT};

use super::RequestError;
use super::headers::{CLIENT_USER_AGENT, checked};
use crate::json::{Encode, Writer, to_json};

/// The library's name in the user agent. It stays when the generated crate has another name.
const NAME: &str = "StripeRustClient";

/// Who sends the calls of a client.
#[derive(Clone)]
pub(crate) struct Agent {
    pub(super) app: Option<App>,
    /// The HTTP library.
    pub(super) httplib: &'static str,
    /// Made once for all calls.
    headers: Result<Headers, RequestError>,
}

#[derive(Clone)]
struct Headers {
    v1: HeaderValue,
    v2: HeaderValue,
    client: HeaderValue,
}

/// The program that uses this crate, as it names itself to Stripe.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) name: String,
    pub(crate) version: Option<String>,
    pub(crate) url: Option<String>,
}

impl Agent {
    /// The HTTP library is the caller's, and the program has no name.
    pub(crate) fn new() -> Self {
        Self::of(None, "custom")
    }

    pub(crate) fn set_app(&mut self, app: App) {
        *self = Self::of(Some(app), self.httplib);
    }

    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn set_httplib(&mut self, httplib: &'static str) {
        *self = Self::of(self.app.take(), httplib);
    }

    fn of(app: Option<App>, httplib: &'static str) -> Self {
        let headers = Headers::new(app.as_ref(), httplib);
        Self {
            app,
            httplib,
            headers,
        }
    }

    /// The values of `User-Agent` and `X-Stripe-Client-User-Agent`.
    pub(super) fn headers(&self, is_v2: bool) -> Result<(HeaderValue, HeaderValue), RequestError> {
        let headers = self.headers.as_ref().map_err(Clone::clone)?;
        let user_agent = if is_v2 { &headers.v2 } else { &headers.v1 };
        Ok((user_agent.clone(), headers.client.clone()))
    }
}

impl Headers {
    fn new(app: Option<&App>, httplib: &'static str) -> Result<Self, RequestError> {
        let user_agent = |api| checked(&USER_AGENT, &user_agent(api, app));
        let client = to_json(&ClientUserAgent { app, httplib });
        Ok(Self {
            v1: user_agent("v1")?,
            v2: user_agent("v2")?,
            client: checked(&CLIENT_USER_AGENT, &client)?,
        })
    }
}

fn user_agent(api: &str, app: Option<&App>) -> String {
    let mut out = format!("Stripe/{api} {NAME}/{}", env!("CARGO_PKG_VERSION"));
    if let Some(App { name, version, url }) = app {
        out.push(' ');
        out.push_str(name);
        for (before, part, after) in [("/", version, ""), (" (", url, ")")] {
            if let Some(part) = part {
                out.extend([before, part, after]);
            }
        }
    }
    out
}

/// The JSON that describes the library to Stripe.
struct ClientUserAgent<'a> {
    app: Option<&'a App>,
    httplib: &'static str,
}

impl Encode for ClientUserAgent<'_> {
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        if let Some(app) = self.app {
            object.field("application", app);
        }
        object.field("bindings_version", env!("CARGO_PKG_VERSION"));
        object.field("httplib", self.httplib);
        object.field("lang", "rust");
        // The compiler's version is unknown without a build script: this is the minimum.
        object.field(
            "lang_version",
            concat!(">=", env!("CARGO_PKG_RUST_VERSION")),
        );
        object.field("publisher", env!("CARGO_PKG_NAME"));
        object.close();
    }
}

impl Encode for App {
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("name", &self.name);
        object.field("url", &self.url);
        object.field("version", &self.version);
        object.close();
    }
}
