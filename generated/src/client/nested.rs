//! Lists in objects.

use std::borrow::Cow;
use std::fmt;

use super::connection::{Connection, Results};
use super::cursor::Cursor;
use super::page::{Envelope, Paginator};
use crate::json::{Decode, Encode};
use crate::params::{Expand, Value};
use crate::request::{
    Encoding, Endpoint, Location, Method, Options, Request, RequestError, is_local,
};
use crate::values::List;

/// The path is replaced by the list's own.
const ENDPOINT: Endpoint = Endpoint::new(Method::Get, "/v1/…", Encoding::Query);

/// A list in an object, such as the refunds of a charge. Iterate over it: first come the items of this page, then
/// those of further pages, which are fetched from the list's own URL.
///
/// The object does not contain the options and parameters of the call that returned it. Set those for the further
/// pages here.
///
/// ```
/// use stripe_client::blocking::Client;
/// use stripe_client::json::Json;
/// use stripe_client::values::List;
/// use stripe_client::{Error, Options};
///
/// fn all(stripe: &Client, lines: List<Json>) -> Result<Vec<Json>, Error> {
///     let options = Options::new().account("acct_123");
///     lines.on(stripe).limit(100).with_options(options).stream().try_collect()
/// }
/// ```
#[must_use = "nothing is fetched until it is read"]
pub struct NestedList<T, C> {
    list: List<T>,
    request: Request<C>,
}

impl<T> List<T> {
    /// Prepares a list in an object to be read with `client`.
    ///
    /// Do not use it for the response of a list request, which does not contain the parameters of the request: use
    /// `next_page` of the request.
    pub fn on<C>(self, client: C) -> NestedList<T, C> {
        let mut request = Request::new(&ENDPOINT, []);
        request.locate(Location {
            url: self.url.clone(),
            backward: false,
        });
        NestedList {
            list: self,
            request: request.on(client),
        }
    }
}

impl<T, C> NestedList<T, C> {
    /// The number of items of each further page.
    pub fn limit(self, limit: i64) -> Self {
        self.param("limit", limit)
    }

    /// Expands fields of the items of further pages. Each call adds to those before.
    pub fn expand(self, expand: impl Into<Expand<T, 3>>) -> Self {
        Self {
            request: self.request.expand(expand),
            ..self
        }
    }

    /// Sets a parameter of the calls for further pages. Nothing is checked.
    pub fn param(self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        Self {
            request: self.request.set(name, value),
            ..self
        }
    }

    /// Sets options of the calls for further pages, which override the client's. Those of an earlier `with_options` that
    /// these do not set stay.
    pub fn with_options(self, options: Options) -> Self {
        Self {
            request: self.request.with_options(options),
            ..self
        }
    }
}

impl<T: Decode + Encode, C> NestedList<T, C> {
    pub(crate) fn parts(self) -> (List<T>, C, Result<Cursor, RequestError>) {
        let (client, call) = self.request.into_parts();
        let rest = if self.list.has_more && !is_local(&self.list.url) {
            Err("url: expected a path on the same host, found another URL".to_owned())
        } else {
            Cursor::behind(call, &self.list.page_info()).map_err(|fault| fault.to_string())
        };
        (self.list, client, rest.map_err(RequestError::Page))
    }
}

impl<T: Decode + Encode, C: Results> NestedList<T, C> {
    /// Iterates over the items: first those of this page, then those of further pages.
    pub fn stream(self) -> C::Pages<T>
    where
        C: Connection,
    {
        let (list, client, rest) = self.parts();
        client.pages(Paginator::items_from(list.data, rest))
    }

    /// Iterates over the pages, starting with this one.
    pub fn pages(self) -> C::Pages<List<T>>
    where
        C: Connection,
    {
        let (list, client, rest) = self.parts();
        client.pages(Paginator::pages_from(list, rest))
    }
}

/// Hides the items.
impl<T, C> fmt::Debug for NestedList<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NestedList")
            .field("items", &self.list.data.len())
            .field("has_more", &self.list.has_more)
            .field("request", &self.request)
            .finish()
    }
}
