//! Calls: an operation with its arguments, parameters and options, before a client or a network is involved.

use std::borrow::Cow;
use std::fmt;

use http::Uri;

use super::body::Body;
use super::config::Config;
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
    /// The path of a raw request, in place of the endpoint's. It is checked when the request is sent.
    path: Option<Cow<'static, str>>,
    /// In place of the endpoint's scheme and host.
    pub(crate) base: Option<String>,
    pub(crate) args: Vec<String>,
    pub(crate) params: Params,
    pub(crate) options: Options,
    /// A path and query from a response, in place of the endpoint's path.
    pub(crate) location: Option<Location>,
}

/// A path and a query from a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Location {
    pub(crate) url: String,
    /// Whether it is the URL of a previous page.
    pub(crate) backward: bool,
}

/// Where parameters are in a request that has a body.
#[derive(Clone, Copy)]
enum Part {
    Query,
    Body,
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
    /// [`RequestError::PathArgument`] when an argument is empty, `.` or `..`, and [`RequestError::Path`] when the path
    /// of a raw request is not valid.
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

    /// [`template`](Self::template) for spans and hooks. The path of a raw request is shown only if it is a literal: one that was
    /// built at run time may contain ids.
    pub(crate) fn shown_path(&self) -> &'static str {
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

    /// The query string as it is sent, without the question mark; empty if the parameters go in the body.
    pub fn query(&self) -> String {
        let query = match self.endpoint.encoding {
            Encoding::Query => params::form(&self.params),
            Encoding::Form | Encoding::Json | Encoding::Multipart => {
                params::form(&self.part(Part::Query))
            }
        };
        let at = self.location.as_ref().and_then(|at| at.url.split_once('?'));
        match at {
            Some((_, start)) if query.is_empty() => start.to_owned(),
            Some((_, start)) => format!("{start}&{query}"),
            None => query,
        }
    }

    /// The body as it is sent; empty if the parameters go in the query. For an upload it is empty too: use
    /// [`multipart`](Self::multipart).
    pub fn body(&self) -> String {
        match self.endpoint.encoding {
            Encoding::Form => params::form(&self.part(Part::Body)),
            Encoding::Json => params::json(&self.part(Part::Body)),
            Encoding::Query | Encoding::Multipart => String::new(),
        }
    }

    /// The body of an upload, `multipart/form-data`. Sending an upload uses a random boundary. Files are opened only
    /// when the body is opened.
    ///
    /// # Errors
    ///
    /// [`RequestError::Header`] when the media type of a file cannot be sent.
    pub fn multipart(&self, boundary: &str) -> Result<Body, RequestError> {
        multipart::encode(&self.part(Part::Body), boundary)
    }

    /// The parameters in one part of a request that has a body.
    fn part(&self, part: Part) -> Cow<'_, Params> {
        let names = self.endpoint.in_query;
        match part {
            Part::Body if names.is_empty() => Cow::Borrowed(&self.params),
            Part::Body => Cow::Owned(self.params.part(|name| !names.contains(&name))),
            Part::Query => Cow::Owned(self.params.part(|name| names.contains(&name))),
        }
    }

    /// The HTTP request. Each call makes a new idempotency key, unless the caller set one.
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
        let uri = self.uri(config)?;
        let headers = headers::build(self, config, &boundary)?;
        config.check_plain_http(&uri, &self.options)?;
        Ok(HttpRequest {
            method: self.endpoint.method.into(),
            uri,
            headers,
            body,
            timeout: config.timeout(&self.options),
        })
    }

    /// Refuses parameters that would not be sent as intended, and a URL on another host.
    fn check(&self) -> Result<(), RequestError> {
        if self
            .location
            .as_ref()
            .is_some_and(|at| !path::is_local(&at.url))
        {
            return Err(RequestError::Url);
        }
        let encoding = self.endpoint.encoding;
        // First, because the other checks look into each level.
        if let Some(name) = self.params.too_deep() {
            return Err(RequestError::TooDeep(redact(name)));
        }
        let missing = self.params.missing();
        if !missing.is_empty() {
            let names = missing.iter().map(|name| redact(name));
            return Err(RequestError::Missing(names.collect()));
        }
        if let Some(name) = self.params.replaced() {
            return Err(RequestError::ClearedAndSet(redact(&name)));
        }
        // In JSON, `null` clears, and an empty string is an ordinary value and an ordinary name.
        let in_form = match encoding {
            Encoding::Json => self.part(Part::Query),
            _ => Cow::Borrowed(&self.params),
        };
        if let Some(name) = in_form.empty_text() {
            return Err(RequestError::EmptyText(redact(&name)));
        }
        if let Some(name) = in_form.unnamed() {
            return Err(RequestError::EmptyName(redact(&name)));
        }
        if encoding != Encoding::Multipart
            && let Some(name) = self.params.file()
        {
            return Err(RequestError::File(redact(&name)));
        }
        Ok(())
    }

    fn uri(&self, config: &Config) -> Result<Uri, RequestError> {
        let base = config.base(self.base.as_deref().or(self.endpoint.base))?;
        base.join(&self.path()?, &self.query())
    }
}

/// Strings are hidden, in the parameters and in the arguments of the path.
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

/// A request and the type of its response.
///
/// This trait is sealed. All requests of the services implement it, except those whose response is a file.
pub trait Operation: sealed::Sealed {
    /// The type of a successful response.
    type Output: Decode;

    /// The call.
    fn call(&self) -> &Call;

    /// The call, by value.
    fn into_call(self) -> Call;
}
/// A call, and the client to send it with, or `()`. Every generated request wraps one.
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

    #[allow(
        dead_code,
        reason = "a document may have nothing of which several are required"
    )]
    pub(crate) fn require(mut self, names: &[&'static str]) -> Self {
        self.call.params = self.call.params.require(names);
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
        let earlier = std::mem::take(&mut self.call.options);
        self.call.options = options.or(earlier);
        self
    }

    /// Replaces the endpoint's path with a path and query from a response.
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

    /// Replaces the endpoint's path with one from a response.
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

    /// `Debug` of a generated request.
    #[allow(dead_code, reason = "a document may have no operations")]
    pub(crate) fn fmt_as(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(name).field(self).finish()
    }
}

impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

/// Requests are equal when their calls are, whichever clients they have.
impl<C, D> PartialEq<Request<D>> for Request<C> {
    fn eq(&self, other: &Request<D>) -> bool {
        self.call == other.call
    }
}
