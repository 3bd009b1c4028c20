//! Requests of any method and path.

use std::borrow::Cow;
use std::fmt;

use super::connection::Connection;
use super::stripe::Stripe;
use crate::json::{Decode, Json};
use crate::params::{Params, Value};
use crate::request::{Call, Encoding, Endpoint, Method, Operation, Options, Request, sealed};
use crate::response::Download;

/// A request of any method and path. Start with [`Stripe::raw`].
///
/// It is sent like a typed request, with the same headers, idempotency key, retries and checks. Parameters go in the
/// query, or for POST, PUT and PATCH in the body: in v1 as a form, or as multipart if one of them is a file; in v2 as JSON.
///
/// ```no_run
/// # async fn run(stripe: stripe_client::Client) -> Result<(), stripe_client::Error> {
/// use stripe_client::client::Method;
/// use stripe_client::json::Json;
///
/// let reply: Json = stripe
///     .raw(Method::Post, "/v1/refunds/{refund}/cancel")
///     .arg("re_123")
///     .param("expand", ["charge"])
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct Raw<C = ()>(Request<C>);

impl<M> Stripe<M> {
    /// A request of any method and path, such as one that this crate does not have yet.
    ///
    /// The path starts with one `/` and has no query. It may contain a `{placeholder}` for each [argument](Raw::arg):
    /// use one for each id, so that the id is encoded, and refused if it would change the path. Errors in the path are
    /// returned when the request is sent.
    pub fn raw(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Raw<Self> {
        Raw::new(method, path).on(self.clone())
    }
}

impl Raw {
    /// A request without a client; see [`Stripe::raw`].
    pub fn new(method: Method, path: impl Into<Cow<'static, str>>) -> Self {
        let path = path.into();
        Self(Request::raw(endpoint(method, &path), path))
    }
}

impl<C> Raw<C> {
    /// The same request with another client.
    pub fn on<D>(self, client: D) -> Raw<D> {
        Raw(self.0.on(client))
    }

    /// Fills in the next placeholder of the path.
    pub fn arg(mut self, value: impl Into<String>) -> Self {
        self.0.call_mut().args.push(value.into());
        self
    }

    /// Sets a parameter. Nothing is checked.
    pub fn param(self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        let mut request = self.0.set(name, value);
        let call = request.call_mut();
        if call.endpoint == &POST_V1 && call.params.file().is_some() {
            call.endpoint = &UPLOAD;
        }
        Self(request)
    }

    /// Sets parameters, in addition to those that are set already.
    pub fn params(self, params: Params) -> Self {
        params
            .into_iter()
            .fold(self, |request, (name, value)| request.param(name, value))
    }

    /// Sets options of this call, which override the client's. Those of an earlier `with_options` that these do not set
    /// stay.
    pub fn with_options(self, options: Options) -> Self {
        Self(self.0.with_options(options))
    }

    /// Adds a header to the options of this call.
    pub fn header(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        let call = self.0.call_mut();
        call.options = std::mem::take(&mut call.options).header(name, value);
        self
    }

    /// Sends the request to another of Stripe's hosts, such as `https://files.stripe.com`, with the API key. The base
    /// URL of a client overrides it.
    pub fn at(mut self, base: impl Into<String>) -> Self {
        self.0.call_mut().base = Some(base.into());
        self
    }

    /// The call: method, path and parameters.
    #[must_use]
    pub fn call(&self) -> &Call {
        self.0.call()
    }
}

impl<C: Connection> Raw<C> {
    /// Sends the request. Await it with the async client; the blocking one returns a `Result`. `T` is the type of the
    /// response, or [`Json`].
    pub fn send<T: Decode>(self) -> C::Sent<T> {
        self.0.send()
    }

    /// Sends a request whose response is a file.
    pub fn download(self) -> C::Sent<Download<C::Bytes>> {
        self.0.download()
    }
}

impl<C> sealed::Sealed for Raw<C> {}

/// So that `execute` accepts it and returns the whole response.
impl<C> Operation for Raw<C> {
    type Output = Json;

    fn call(&self) -> &Call {
        self.0.call()
    }

    fn into_call(self) -> Call {
        self.0.into_call()
    }
}

impl<C: Clone> Clone for Raw<C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<C, D> PartialEq<Raw<D>> for Raw<C> {
    fn eq(&self, other: &Raw<D>) -> bool {
        self.0 == other.0
    }
}

impl<C> fmt::Debug for Raw<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Raw").field(&self.0).finish()
    }
}

/// The endpoint of a method and path. Its own path replaces in logs one that may contain ids.
fn endpoint(method: Method, path: &str) -> &'static Endpoint {
    match (method, path.starts_with("/v2/")) {
        (Method::Get, false) => &GET_V1,
        (Method::Get, true) => &GET_V2,
        (Method::Post, false) => &POST_V1,
        (Method::Post, true) => &POST_V2,
        (Method::Delete, false) => &DELETE_V1,
        (Method::Delete, true) => &DELETE_V2,
        (Method::Put, false) => &PUT_V1,
        (Method::Put, true) => &PUT_V2,
        (Method::Patch, false) => &PATCH_V1,
        (Method::Patch, true) => &PATCH_V2,
    }
}

static GET_V1: Endpoint = Endpoint::new(Method::Get, "/v1/…", Encoding::Query);
static GET_V2: Endpoint = Endpoint::new(Method::Get, "/v2/…", Encoding::Query);
static POST_V1: Endpoint = Endpoint::new(Method::Post, "/v1/…", Encoding::Form);
static POST_V2: Endpoint = Endpoint::new(Method::Post, "/v2/…", Encoding::Json);
static DELETE_V1: Endpoint = Endpoint::new(Method::Delete, "/v1/…", Encoding::Query);
static DELETE_V2: Endpoint = Endpoint::new(Method::Delete, "/v2/…", Encoding::Query);
static PUT_V1: Endpoint = Endpoint::new(Method::Put, "/v1/…", Encoding::Form);
static PUT_V2: Endpoint = Endpoint::new(Method::Put, "/v2/…", Encoding::Json);
static PATCH_V1: Endpoint = Endpoint::new(Method::Patch, "/v1/…", Encoding::Form);
static PATCH_V2: Endpoint = Endpoint::new(Method::Patch, "/v2/…", Encoding::Json);
static UPLOAD: Endpoint = Endpoint::new(Method::Post, "/v1/…", Encoding::Multipart);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Upload;
    use crate::request::{Config, Location, RequestError};

    fn sent<C>(request: &Raw<C>) -> Result<String, RequestError> {
        let request = request.call().prepare(&Config::new("sk_test_1"))?;
        let body = request.body.as_bytes().unwrap_or(b"(a file)");
        let body = String::from_utf8_lossy(body);
        Ok(format!("{} {} {body}", request.method, request.uri))
    }

    #[test]
    fn parameters_go_where_method_and_version_say() {
        for (method, path, expected) in [
            (Method::Get, "/v1/x", "GET https://api.stripe.com/v1/x?a=1 "),
            (
                Method::Delete,
                "/v1/x",
                "DELETE https://api.stripe.com/v1/x?a=1 ",
            ),
            (
                Method::Post,
                "/v1/x",
                "POST https://api.stripe.com/v1/x a=1",
            ),
            (Method::Get, "/v2/x", "GET https://api.stripe.com/v2/x?a=1 "),
            (
                Method::Delete,
                "/v2/x",
                "DELETE https://api.stripe.com/v2/x?a=1 ",
            ),
            (
                Method::Post,
                "/v2/x",
                r#"POST https://api.stripe.com/v2/x {"a":1}"#,
            ),
            (Method::Put, "/v1/x", "PUT https://api.stripe.com/v1/x a=1"),
            (
                Method::Patch,
                "/v2/x",
                r#"PATCH https://api.stripe.com/v2/x {"a":1}"#,
            ),
        ] {
            let request = Raw::new(method, path).param("a", 1);
            assert_eq!(sent(&request).as_deref(), Ok(expected));
        }
        let empty = sent(&Raw::new(Method::Post, "/v2/x"));
        assert_eq!(empty.as_deref(), Ok("POST https://api.stripe.com/v2/x {}"));
    }

    #[test]
    fn some_parameters_are_in_the_query_although_there_is_a_body() {
        static BOTH: Endpoint = Endpoint::new(Method::Put, "/v3/x", Encoding::Json).query(&["b"]);
        let request = Request::new(&BOTH, []).set("a", "").set("b", "1 2");
        let sent = request.call().prepare(&Config::new("sk_test_1")).unwrap();
        assert_eq!(sent.uri, "https://api.stripe.com/v3/x?b=1+2");
        assert_eq!(sent.body.as_bytes(), Some(br#"{"a":""}"#.as_slice()));
        // In a query, as in a form, an empty text would clear.
        let empty = request
            .set("b", "")
            .call()
            .prepare(&Config::new("sk_test_1"));
        assert!(matches!(empty, Err(RequestError::EmptyText(name)) if name == "b"));
    }

    #[test]
    fn a_file_makes_an_upload_and_may_go_to_another_host() {
        let params = Params::new()
            .set("purpose", "dispute_evidence")
            .set("file", Upload::bytes("a.txt", "abc"));
        let request = Raw::new(Method::Post, "/v1/files")
            .at("https://files.stripe.com")
            .params(params);
        let request = request.call().prepare(&Config::new("sk_test_1")).unwrap();
        assert_eq!(request.uri, "https://files.stripe.com/v1/files");
        let content_type = request.headers.get("content-type").unwrap();
        assert!(content_type.as_bytes().starts_with(b"multipart/form-data"));
        let other = Raw::new(Method::Get, "/v1/x").at("files.stripe.com");
        assert_eq!(sent(&other), Err(RequestError::BaseUrl));
    }

    #[test]
    fn arguments_fill_places_and_nothing_else() {
        let path = "/v1/a/{a}/b/{b}";
        let request = Raw::new(Method::Get, path).arg("1/2").arg("x y");
        assert_eq!(request.call().path().as_deref(), Ok("/v1/a/1%2F2/b/x%20y"));
        let few = Raw::new(Method::Get, path).arg("1");
        assert!(
            matches!(few.call().path(), Err(RequestError::PathArgument { name, .. }) if name == "b")
        );
        let many = Raw::new(Method::Get, "/v1/a").arg("1");
        assert!(matches!(many.call().path(), Err(RequestError::Path(_))));
    }

    #[test]
    fn paths_that_are_none_are_refused() {
        for bad in [
            "",
            "v1/x",
            "//evil.example/v1",
            "https://evil.example/v1",
            "/v1/../x",
            "/v1/./x",
            "/v1/%2E%2e/x",
            "/v1/x/",
            "/v1//x",
            "/v1/x?a=b",
            "/v1/x#a",
            "/v1/x y",
            "/v1\\x",
            "/v1/x}",
            "/v1/ü",
            "/v1/x\r\nX-Evil: 1",
        ] {
            let path = sent(&Raw::new(Method::Get, bad));
            assert!(
                matches!(path, Err(RequestError::Path(_))),
                "{bad}: {path:?}"
            );
        }
    }

    #[test]
    fn a_post_has_a_key_and_options_are_heeded() {
        let request = Raw::new(Method::Post, "/v1/x")
            .with_options(Options::new().account("acct_1"))
            .header("X-One", "1");
        let sent = request.call().prepare(&Config::new("sk_test_1")).unwrap();
        assert_eq!(sent.headers.get("idempotency-key").unwrap().len(), 36);
        assert_eq!(sent.headers.get("stripe-account").unwrap(), "acct_1");
        assert_eq!(sent.headers.get("x-one").unwrap(), "1");
    }

    #[test]
    fn a_url_of_the_servers_stays_on_its_host() {
        let at = |url: &str| {
            Some(Location {
                url: url.to_owned(),
                backward: false,
            })
        };
        let config = Config::new("sk_test_1");
        let mut call = Raw::new(Method::Get, "/v2/x").into_call();
        call.location = at("/v2/x?page=2");
        let sent = call.prepare(&config).unwrap();
        assert_eq!(sent.uri, "https://api.stripe.com/v2/x?page=2");
        for bad in [
            "//evil.example/v2/x",
            "https://evil.example/v2/x",
            "@evil.example",
            "/v2/../../x",
            "/v2/x/%2E%2e/y?page=2",
            "/.",
        ] {
            call.location = at(bad);
            assert_eq!(call.prepare(&config).unwrap_err(), RequestError::Url);
        }
    }

    #[test]
    fn debug_hides_texts() {
        let request = Raw::new(Method::Post, "/v1/x").param("a", "hush");
        assert!(!format!("{request:?}").contains("hush"));
        assert_eq!(request, request.clone().on(1));
    }
}
