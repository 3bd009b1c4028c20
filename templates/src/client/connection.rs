//! What a request needs of a client.

use super::page::Walk;
use crate::json::Decode;
use crate::request::{Call, sealed};
use crate::response::Download;

/// A client that requests can be sent with: [`Stripe`](super::Stripe), async or blocking.
///
/// This trait is sealed. Requests are written once for both clients, and it tells what `send` and
/// `stream` of a request give.
pub trait Connection: Clone + sealed::Sealed {
    /// What sending gives: [`Pending`](super::Pending), a future, or a `Result`.
    type Sent<T>;

    /// What streaming gives: [`Pages`](super::Pages) or [`blocking::Pages`](crate::blocking::Pages).
    type Pages<T>;

    /// How the bytes of a file come: [`ByteStream`](super::transport::ByteStream) or
    /// [`ByteReader`](super::transport::ByteReader).
    type Bytes;

    #[doc(hidden)]
    fn run<T: Decode>(self, call: Call) -> Self::Sent<T>;

    #[doc(hidden)]
    fn download(self, call: Call) -> Self::Sent<Download<Self::Bytes>>;

    #[doc(hidden)]
    fn pages<T>(self, walk: Walk<T>) -> Self::Pages<T>;
}

impl<C: sealed::Sealed> sealed::Sealed for &C {}

/// So that a request can be given a client that is only borrowed.
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

    fn pages<T>(self, walk: Walk<T>) -> Self::Pages<T> {
        self.clone().pages(walk)
    }
}
