//! Macros of generated requests.

/// Implements the common methods and traits of a request (`struct X<C = ()>(Request<C>)`): its endpoint, `send`, `on`,
/// `with_options`, `param`, `maybe`, `Clone`, `Debug`, `PartialEq` and, unless its response is a file, `Operation`. They are
/// in the order of the documentation, which is that of the impls.
#[allow(unused_macros, reason = "a document may have no operations")]
macro_rules! request {
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident $(query $query:tt)? -> file) => {
        impl<C: $crate::client::Results> $name<C> {
            /// Sends the request. It returns when the headers have arrived; the bytes of the file are read from the
            /// [`Download`](crate::client::Download).
            ///
            /// - Async: a [future](crate::client::Pending) of `Result<Download, Error>`
            /// - Blocking: `Result<Download, Error>`
            pub fn send(self) -> C::Sent<$crate::client::Download<C::Bytes>>
            where
                C: $crate::client::Connection,
            {
                self.0.download()
            }
        }

        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding $(query $query)?);
    };
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident $(query $query:tt)? -> nothing) => {
        $crate::client::request!(send $name -> (), "()");
        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding $(query $query)?);
    };
    ($name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident $(query $query:tt)? -> $($reply:tt)+) => {
        $crate::client::request!(send $name -> $($reply)+, $crate::client::type_name!($($reply)+));
        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding $(query $query)?);
    };
    (send $name:ident -> $reply:ty, $reply_name:expr) => {
        impl<C: $crate::client::Results> $name<C> {
            /// Sends the request.
            ///
            #[doc = ::std::concat!("- Async: a [future](crate::client::Pending) of `Result<", $reply_name, ", Error>`")]
            #[doc = ::std::concat!("- Blocking: `Result<", $reply_name, ", Error>`")]
            pub fn send(self) -> C::Sent<$reply>
            where
                C: $crate::client::Connection,
            {
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
    (any $name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident $(query $query:tt)?) => {
        impl $name {
            pub(crate) const ENDPOINT: $crate::client::Endpoint = $crate::client::Endpoint::new(
                $crate::client::Method::$method,
                $path,
                $crate::client::Encoding::$encoding,
            )$(.at($base))?$(.query(&$query))?;
        }

        impl<C> $name<C> {
            /// The same request with a client, borrowed or owned, in place of the one that it has.
            pub fn on<D>(self, client: D) -> $name<D> {
                $name(self.0.on(client))
            }

            /// Sets options of this call, which override the client's. Those of an earlier `with_options` that these
            /// do not set stay.
            pub fn with_options(self, options: $crate::client::Options) -> Self {
                Self(self.0.with_options(options))
            }

            /// Sets a parameter that has no setter, or sets one to a value of another type. Nothing is checked.
            pub fn param(
                self,
                name: impl ::std::convert::Into<::std::borrow::Cow<'static, str>>,
                value: impl ::std::convert::Into<$crate::params::Value>,
            ) -> Self {
                Self(self.0.set(name, value))
            }

            /// Calls a setter if there is a value: `.maybe(name, Self::name)`, or with a closure.
            pub fn maybe<T>(
                self,
                value: ::std::option::Option<T>,
                set: impl ::std::ops::FnOnce(Self, T) -> Self,
            ) -> Self {
                $crate::params::maybe(self, value, set)
            }

            /// The call: method, path and parameters.
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
                self.0.fmt_as(::std::stringify!($name), f)
            }
        }
    };
}

/// [`request!`] for a list, with methods to iterate over it.
#[allow(unused_macros, reason = "a document may have no lists")]
macro_rules! list_request {
    (
        $name:ident = $method:ident $path:literal $(at $base:literal)? as $encoding:ident $(query $query:tt)? -> $list:ident of $($item:tt)+
    ) => {
        $crate::client::request!(
            send $name -> $crate::values::$list<$($item)+>,
            ::std::concat!(::std::stringify!($list), "<", $crate::client::type_name!($($item)+), ">")
        );
        $crate::client::list_request!($name, $list, $($item)+);
        $crate::client::request!(any $name = $method $path $(at $base)? as $encoding $(query $query)?);
    };
    ($name:ident, SearchResult, $item:ty) => {
        $crate::client::list_request!(forward $name, SearchResult, $item);
    };
    ($name:ident, $list:ident, $item:ty) => {
        $crate::client::list_request!(forward $name, $list, $item);

        impl<C: Clone> $name<C> {
            /// The request for the page before `page`, which must be a response of this request or of one after it;
            /// `None` if there is none. Its `stream` continues in that direction.
            ///
            /// In v1, `has_more` is about one direction only, so the previous page may be empty.
            ///
            /// # Errors
            ///
            /// `RequestError::Page` when `page` does not say where the other one is.
            pub fn previous_page(
                &self,
                page: &$crate::values::$list<$item>,
            ) -> Result<Option<Self>, $crate::client::RequestError> {
                Ok(self.0.previous_page(page)?.map(Self))
            }
        }
    };
    (forward $name:ident, $list:ident, $item:ty) => {
        impl<C: $crate::client::Results> $name<C> {
            /// Iterates over the items of all pages. Each page is fetched when it is needed. `limit` is the number of
            /// items per page, not in total.
            pub fn stream(self) -> C::Pages<$item>
            where
                C: $crate::client::Connection,
            {
                self.0.stream::<$crate::values::$list<$item>>()
            }

            /// Iterates over the pages. Each is fetched when it is needed.
            pub fn pages(self) -> C::Pages<$crate::values::$list<$item>>
            where
                C: $crate::client::Connection,
            {
                self.0.pages()
            }
        }

        impl<C: Clone> $name<C> {
            /// The request for the page after `page`, which must be a response of this request or of one after it;
            /// `None` if there is none. It has the same parameters and options, without the idempotency key.
            ///
            /// # Errors
            ///
            /// `RequestError::Page` when `page` has a next one but does not say where it is.
            pub fn next_page(
                &self,
                page: &$crate::values::$list<$item>,
            ) -> Result<Option<Self>, $crate::client::RequestError> {
                Ok(self.0.next_page(page)?.map(Self))
            }
        }
    };
}

/// The name of the type of a reply, as its documentation shows it.
#[allow(unused_macros, reason = "a document may have no operations")]
macro_rules! type_name {
    (objects::$name:ident) => {
        ::std::stringify!($name)
    };
    ($($name:tt)+) => {
        ::std::stringify!($($name)+)
    };
}

#[allow(unused_imports, reason = "a document may have no lists")]
pub(crate) use {list_request, request, type_name};
