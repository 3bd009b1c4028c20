//! What a request needs of a client.

use super::call::Call;
use super::cursor::Style;
use crate::json::Decode;

/// A client that requests can be sent with: [`Stripe`](super::Stripe), async or blocking.
///
/// This trait is sealed. Requests are written once for both clients, and it tells what `send` and
/// `stream` of a request give.
pub trait Connection: Clone + sealed::Sealed {
    /// What sending gives: [`Pending`](super::Pending), a future, or a `Result`.
    type Sent<T>;

    /// What streaming gives: [`Pages`](super::Pages) or [`blocking::Pages`](crate::blocking::Pages).
    type Pages<T: Decode>;

    #[doc(hidden)]
    fn run<T: Decode>(self, call: Call) -> Self::Sent<T>;

    #[doc(hidden)]
    fn pages<T: Decode>(self, call: Call, style: Style) -> Self::Pages<T>;
}

pub(crate) mod sealed {
    pub trait Sealed {}
}
