//! The operations of a client that requests need.

use super::page::Paginator;
use crate::json::Decode;
use crate::request::{Call, sealed};
use crate::response::Download;

/// A client that can send requests: [`Stripe`](super::Stripe), async or blocking.
///
/// This trait is sealed. Requests are written once for both clients; its types are what `send` and `stream` of a
/// request return.
pub trait Connection: Clone + sealed::Sealed {
    /// What `send` returns: [`Pending`](super::Pending), a future, or a `Result`.
    type Sent<T>;

    /// What `stream` returns: [`Pages`](super::Pages) or [`blocking::Pages`](crate::blocking::Pages).
    type Pages<T>;

    /// The body of a file: [`ByteStream`](super::transport::ByteStream) or
    /// [`ByteReader`](super::transport::ByteReader).
    type Bytes;

    #[doc(hidden)]
    fn run<T: Decode>(self, call: Call) -> Self::Sent<T>;

    #[doc(hidden)]
    fn download(self, call: Call) -> Self::Sent<Download<Self::Bytes>>;

    #[doc(hidden)]
    fn pages<T>(self, paginator: Paginator<T>) -> Self::Pages<T>;
}

impl<C: sealed::Sealed> sealed::Sealed for &C {}

/// So that a request can borrow a client.
impl<C: Connection> Connection for &C {
    type Sent<T> = C::Sent<T>;
    type Pages<T> = C::Pages<T>;
    type Bytes = C::Bytes;

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
