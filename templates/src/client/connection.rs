//! The operations of a client that requests need.

use std::convert::Infallible;
use std::future::Ready;

use super::page::Paginator;
use crate::json::Decode;
use crate::request::{Call, sealed};
use crate::response::{Download, Error};

/// What the methods of a request return, which depends on its client.
///
/// This trait is sealed. Requests are written once for both clients.
pub trait Results: sealed::Sealed {
    /// What `send` returns: [`Pending`](super::Pending), a future, or a `Result`.
    type Sent<T>;

    /// What `stream` returns: [`Pages`](super::Pages) or [`blocking::Pages`](crate::blocking::Pages).
    type Pages<T>;

    /// The body of a file: [`ByteStream`](super::transport::ByteStream) or
    /// [`ByteReader`](super::transport::ByteReader).
    type Bytes;
}

/// A client that can send requests: [`Stripe`](super::Stripe), async or blocking.
// Apart from `Results`, which `()` implements: where the type that a method returns does not exist, the compiler reports
// that there is no such method, without this message.
#[diagnostic::on_unimplemented(
    message = "this request has no client to send it with",
    label = "write `.on(&client)` before this",
    note = "a client is `Client` or `blocking::Client`; a request of one of its services has it already"
)]
pub trait Connection: Clone + Results {
    #[doc(hidden)]
    fn run<T: Decode>(self, call: Call) -> Self::Sent<T>;

    #[doc(hidden)]
    fn download(self, call: Call) -> Self::Sent<Download<Self::Bytes>>;

    #[doc(hidden)]
    fn pages<T>(self, paginator: Paginator<T>) -> Self::Pages<T>;
}

impl sealed::Sealed for () {}

/// A request without a client cannot be sent, so none of these is ever returned. `.send().await?` is one error for the
/// compiler and not a second one about `.await`.
impl Results for () {
    type Sent<T> = Ready<Result<T, Error>>;
    type Pages<T> = Infallible;
    type Bytes = Infallible;
}

impl<C: sealed::Sealed> sealed::Sealed for &C {}

/// So that a request can borrow a client.
impl<C: Results> Results for &C {
    type Sent<T> = C::Sent<T>;
    type Pages<T> = C::Pages<T>;
    type Bytes = C::Bytes;
}

impl<C: Connection> Connection for &C {
    fn run<T: Decode>(self, call: Call) -> Self::Sent<T> {
        self.clone().run(call)
    }

    fn download(self, call: Call) -> Self::Sent<Download<Self::Bytes>> {
        self.clone().download(call)
    }

    fn pages<T>(self, paginator: Paginator<T>) -> Self::Pages<T> {
        self.clone().pages(paginator)
    }
}
