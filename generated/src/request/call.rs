//! Calls: everything that a request says, without a client and without a network.

use std::borrow::Cow;
use std::fmt;

use http::Uri;

use super::body::Body;
use super::config::{self, Config};
use super::endpoint::{Encoding, Endpoint, Method};
use super::options::Options;
use super::{HttpRequest, RequestError, headers, multipart, path, sealed};
use crate::json::Decode;
use crate::params::{self, Expand, Params, Value};
use crate::secret::redact;

/// A call of the API: an operation, its arguments, its parameters and its options.
#[derive(Clone, PartialEq)]
pub struct Call {
    pub(crate) endpoint: &'static Endpoint,
    /// In place of the endpoint's path: that of a raw request, which is checked when it is sent.
    path: Option<Cow<'static, str>>,
    /// In place of the endpoint's scheme and host.
    pub(crate) base: Option<String>,
    pub(crate) args: Vec<String>,
    pub(crate) params: Params,
    pub(crate) options: Options,
    /// Where the server said the call goes, in place of the endpoint's path.
    pub(crate) location: Option<Location>,
}

/// A path and a query that the server gave.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Location {
    pub(crate) url: String,
    /// Whether it leads to a page before another.
    pub(crate) backward: bool,
}

impl Call {
    fn new(endpoint: &'static Endpoint, args: Vec<String>) -> Self {
        let (params, options) = (Params::new(), Options::new());
        Self {
            endpoint,
            path: None,
            base: None,
            args,
            params,
            options,
            location: None,
        }
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.endpoint.method
    }

    /// The path, with its arguments in place.
    ///
    /// # Errors
    ///
    /// [`RequestError::PathArgument`] when an argument is empty, `.` or `..`, and
    /// [`RequestError::Path`] when the path of a raw request is none.
    pub fn path(&self) -> Result<String, RequestError> {
        match &self.location {
            Some(at) => Ok(at.url.split('?').next().unwrap_or_default().to_owned()),
            None => {
                let path = path::fill(self.template(), &self.args)?;
                if self.path.is_some() {
                    path::check(&path)?;
                }
                Ok(path)
            }
        }
    }

    /// The path with a `{name}` for each argument.
    fn template(&self) -> &str {
        self.path.as_deref().unwrap_or(self.endpoint.path)
    }

    /// [`template`](Self::template) for those who must not see ids: a path that was put together when the
    /// program ran may hold some.
    #[cfg(feature = "tracing")]
    pub(crate) fn shown_path(&self) -> &str {
        match &self.path {
            Some(Cow::Borrowed(path)) => path,
            Some(Cow::Owned(_)) | None => self.endpoint.path,
        }
    }

    /// The parameters.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The query as it is sent, without a question mark; empty where parameters go in the body.
    pub fn query(&self) -> String {
        let query = match self.endpoint.encoding {
            Encoding::Query => params::form(&self.params),
            Encoding::Form | Encoding::Json | Encoding::Multipart => String::new(),
        };
        let at = self.location.as_ref().and_then(|at| at.url.split_once('?'));
        match at {
            Some((_, start)) if query.is_empty() => start.to_owned(),
            Some((_, start)) => format!("{start}&{query}"),
            None => query,
        }
    }

    /// The body as it is sent; empty where parameters go in the query. That of an upload is given by
    /// [`multipart`](Self::multipart), and is empty here.
    pub fn body(&self) -> String {
        match self.endpoint.encoding {
            Encoding::Form => params::form(&self.params),
            Encoding::Json => params::json(&self.params),
            Encoding::Query | Encoding::Multipart => String::new(),
        }
    }

    /// The parameters as the body of an upload, `multipart/form-data`. Where such a call is sent, the
    /// boundary is a random one. No file is opened before the body is.
    ///
    /// # Errors
    ///
    /// [`RequestError::Header`] when the type of a file cannot be sent.
    pub fn multipart(&self, boundary: &str) -> Result<Body, RequestError> {
        multipart::encode(&self.params, boundary)
    }

    /// The HTTP request. Each time a new idempotency key is made, unless the caller gave one.
    pub(crate) fn prepare(&self, config: &Config) -> Result<HttpRequest, RequestError> {
        self.check()?;
        let (boundary, body) = match self.endpoint.encoding {
            Encoding::Multipart => {
                let boundary = multipart::boundary()?;
                let body = self.multipart(&boundary)?;
                (boundary, body)
            }
            Encoding::Form | Encoding::Json | Encoding::Query => {
                (String::new(), self.body().into())
            }
        };
        Ok(HttpRequest {
            method: self.endpoint.method.into(),
            uri: self.uri(config)?,
            headers: headers::build(self, config, &boundary)?,
            body,
            timeout: config.timeout(&self.options),
        })
    }

    /// Refuses parameters that would not be sent as they were meant, and a place that would not be on this host.
    fn check(&self) -> Result<(), RequestError> {
        if self
            .location
            .as_ref()
            .is_some_and(|at| !path::is_local(&at.url))
        {
            return Err(RequestError::Url);
        }
        let encoding = self.endpoint.encoding;
        // In JSON `null` clears, and an empty string is one.
        if encoding != Encoding::Json
            && let Some(name) = self.params.empty_text()
        {
            return Err(RequestError::EmptyText(redact(&name)));
        }
        if encoding != Encoding::Multipart
            && let Some(name) = self.params.file()
        {
            return Err(RequestError::File(redact(&name)));
        }
        Ok(())
    }

    fn uri(&self, config: &Config) -> Result<Uri, RequestError> {
        let own = match &self.base {
            Some(base) => Some(config::checked_base(base)?),
            None => self.endpoint.base,
        };
        let mut url = config.base(own)?.to_owned();
        url.push_str(&self.path()?);
        let query = self.query();
        if !query.is_empty() {
            url.extend(["?", &query]);
        }
        Uri::try_from(url).map_err(|_| RequestError::Url)
    }
}

/// Strings are not shown, neither those among the parameters nor the arguments of the path.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Call");
        out.field("method", &format_args!("{}", self.endpoint.method));
        out.field("path", &redact(self.template()));
        out.field("params", &self.params);
        if self.options != Options::new() {
            out.field("options", &self.options);
        }
        out.finish()
    }
}

/// A request: something to call, and the type of what comes back.
///
/// This trait is sealed: the requests of the services have it, but for those that are answered with a
/// file.
pub trait Operation: sealed::Sealed {
    /// What a successful reply holds.
    type Output: Decode;

    /// What is called.
    fn call(&self) -> &Call;

    /// What is called, by value.
    fn into_call(self) -> Call;
}
/// What every generated request is made of: a call, and the client to make it with; `()` for none.
#[derive(Clone)]
pub(crate) struct Request<C> {
    client: C,
    call: Call,
}

impl Request<()> {
    pub(crate) fn new<const N: usize>(endpoint: &'static Endpoint, args: [String; N]) -> Self {
        Self {
            client: (),
            call: Call::new(endpoint, args.into()),
        }
    }

    pub(crate) fn raw(endpoint: &'static Endpoint, path: Cow<'static, str>) -> Self {
        let mut call = Call::new(endpoint, Vec::new());
        call.path = Some(path);
        Self { client: (), call }
    }
}

impl<C> Request<C> {
    pub(crate) fn on<D>(self, client: D) -> Request<D> {
        Request {
            client,
            call: self.call,
        }
    }

    pub(crate) fn set(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Value>,
    ) -> Self {
        self.call.params.insert(name.into(), value.into());
        self
    }

    #[allow(dead_code, reason = "a document may have nothing to unset")]
    pub(crate) fn unset(self, name: &'static str) -> Self {
        self.set(name, Value::Unset)
    }

    #[allow(dead_code, reason = "a document may have no maps")]
    pub(crate) fn unset_key(mut self, name: &'static str, key: impl Into<String>) -> Self {
        self.call.params = self.call.params.unset_key(name, key);
        self
    }

    #[allow(dead_code, reason = "a document may have no maps")]
    pub(crate) fn merge(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.call.params = self.call.params.merge(name, value);
        self
    }

    pub(crate) fn with_options(mut self, options: Options) -> Self {
        self.call.options = options;
        self
    }

    /// Asks for a path and query that the server gave, in place of the endpoint's.
    #[cfg(feature = "webhook")]
    pub(crate) fn at(mut self, location: &str) -> Self {
        self.locate(Location {
            url: location.to_owned(),
            backward: false,
        });
        self
    }

    /// Adds paths to those that are expanded.
    pub(crate) fn expand<R, const LEVELS: usize>(
        mut self,
        expand: impl Into<Expand<R, LEVELS>>,
    ) -> Self {
        let paths = expand.into().into_values();
        self.call.params.append("expand", paths);
        self
    }

    /// Sends the call to where the server said.
    pub(crate) fn locate(&mut self, location: Location) {
        self.call.location = Some(location);
    }

    /// The same client with another call.
    pub(crate) fn with_call(self, call: Call) -> Self {
        Self { call, ..self }
    }

    pub(crate) fn into_parts(self) -> (C, Call) {
        (self.client, self.call)
    }

    pub(crate) fn call(&self) -> &Call {
        &self.call
    }

    pub(crate) fn call_mut(&mut self) -> &mut Call {
        &mut self.call
    }

    pub(crate) fn into_call(self) -> Call {
        self.call
    }
}

impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// Two requests are equal when they ask for the same, with whatever client.
impl<C, D> PartialEq<Request<D>> for Request<C> {
    fn eq(&self, other: &Request<D>) -> bool {
        self.call == other.call
    }
}
