//! What every request has.

/// Gives a request (`struct X<C = ()>(Request<C>)`) its endpoint, and what all of them have: `on`,
/// `with_options`, `param`, `send`, `Clone`, `Debug`, `PartialEq` and, unless it is answered with a file, `Operation`.
#[allow(unused_macros, reason = "a document may have no operations")]
macro_rules! request {
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident -> file) => {
        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding);

        impl<C: $crate::client::Connection> $name<C> {
            /// Sends the request: to be awaited with the async client, a `Result` with the blocking one.
            /// It gives the head of the reply; the bytes of the file are read from that.
            pub fn send(self) -> C::Sent<$crate::client::Download<C::Bytes>> {
                self.0.download()
            }
        }
    };
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident -> $reply:ty) => {
        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding);

        impl<C: $crate::client::Connection> $name<C> {
            /// Sends the request: to be awaited with the async client, a `Result` with the blocking one.
            pub fn send(self) -> C::Sent<$reply> {
                self.0.send()
            }
        }

        impl<C> $crate::request::sealed::Sealed for $name<C> {}

        impl<C> $crate::client::Operation for $name<C> {
            type Output = $reply;

            fn call(&self) -> &$crate::client::Call {
                self.0.call()
            }

            fn into_call(self) -> $crate::client::Call {
                self.0.into_call()
            }
        }
    };
    (any $name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident) => {
        impl $name {
            pub(crate) const ENDPOINT: $crate::client::Endpoint = $crate::client::Endpoint::new(
                $crate::client::Method::$method,
                $path,
                $crate::client::Encoding::$encoding,
            )$(.at($base))?;
        }

        impl<C> $name<C> {
            /// The same request, to be sent by `client`.
            pub fn on<D>(self, client: D) -> $name<D> {
                $name(self.0.on(client))
            }

            /// Sets options for this call, in place of the client's.
            pub fn with_options(self, options: $crate::client::Options) -> Self {
                Self(self.0.with_options(options))
            }

            /// Sets a parameter that this request has no setter for, or sets one to a value of
            /// another type. Nothing is checked.
            pub fn param(
                self,
                name: impl ::std::convert::Into<::std::borrow::Cow<'static, str>>,
                value: impl ::std::convert::Into<$crate::params::Value>,
            ) -> Self {
                Self(self.0.set(name, value))
            }

            /// The request as it is sent: method, path and parameters.
            #[must_use]
            pub fn call(&self) -> &$crate::client::Call {
                self.0.call()
            }
        }

        impl<C: ::std::clone::Clone> ::std::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                Self(::std::clone::Clone::clone(&self.0))
            }
        }

        impl<C, D> ::std::cmp::PartialEq<$name<D>> for $name<C> {
            fn eq(&self, other: &$name<D>) -> bool {
                self.0 == other.0
            }
        }

        impl<C> ::std::fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::std::stringify!($name))
                    .field(&self.0)
                    .finish()
            }
        }
    };
}

/// [`request!`] for a list: it can be walked item by item as well.
#[allow(unused_macros, reason = "a document may have no lists")]
macro_rules! list_request {
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident -> $list:ident of $item:ty) => {
        $crate::client::request!($name = $method $path $(at $base)? as $encoding -> $crate::values::$list<$item>);
        $crate::client::list_request!($name, $list, $item);
    };
    ($name:ident, SearchResult, $item:ty) => {
        $crate::client::list_request!(forward $name, SearchResult, $item);
    };
    ($name:ident, $list:ident, $item:ty) => {
        $crate::client::list_request!(forward $name, $list, $item);

        impl<C: Clone> $name<C> {
            /// The request for the page before `page`, which this request or one after it was answered with; `None`
            /// if there is none. Its `stream` walks on in that direction.
            ///
            /// In v1, `has_more` tells of one direction only, so that the page before may turn out to be empty.
            ///
            /// # Errors
            ///
            /// When `page` does not say where the other one is.
            pub fn previous_page(
                &self,
                page: &$crate::values::$list<$item>,
            ) -> Result<Option<Self>, $crate::client::RequestError> {
                Ok(self.0.previous_page(page)?.map(Self))
            }
        }
    };
    (forward $name:ident, $list:ident, $item:ty) => {
        impl<C: $crate::client::Connection> $name<C> {
            /// Walks the items of all pages, each page fetched when it is needed. `limit` is how many items a page
            /// has, not how many there are in all.
            pub fn stream(self) -> C::Pages<$item> {
                self.0.stream::<$crate::values::$list<$item>>()
            }

            /// Walks the pages as they come, each fetched when it is asked for.
            pub fn pages(self) -> C::Pages<$crate::values::$list<$item>> {
                self.0.pages()
            }
        }

        impl<C: Clone> $name<C> {
            /// The request for the page after `page`, which this request or one after it was answered with; `None`
            /// if there is none. Parameters and options are the same, but for an idempotency key.
            ///
            /// # Errors
            ///
            /// When `page` says that there is more, but not where.
            pub fn next_page(
                &self,
                page: &$crate::values::$list<$item>,
            ) -> Result<Option<Self>, $crate::client::RequestError> {
                Ok(self.0.next_page(page)?.map(Self))
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no lists")]
pub(crate) use {list_request, request};
