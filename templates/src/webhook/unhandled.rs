//! What a router has no handler for.

use std::fmt;

use super::delivery::Delivery;
use crate::json::Fault;

/// What a [router](super::Router) got from Stripe and called no handler for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unhandled {
    /// What was delivered.
    pub delivery: Delivery,
    /// Why there was no handler to call.
    pub reason: Reason,
}

/// Why there was no handler to call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// There is none for the type of event.
    NoHandler,
    /// There is one, and the event carries another kind of object than such events do.
    OtherObject,
    /// There is one, and the object cannot be read: it may be rendered by another API version than this crate has.
    Unreadable(Fault),
}

impl Unhandled {
    /// Whether there is a handler, which should have been called.
    ///
    /// A type of event that a program has no use for is best acknowledged. One that it wants and cannot read is best
    /// answered with an error: Stripe sends it again for up to three days, in which the program may be mended.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.reason != Reason::NoHandler
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let event = self.delivery.event_type();
        let event = event.as_deref().unwrap_or("something without a type");
        match &self.reason {
            Reason::NoHandler => write!(f, "no handler for {event}"),
            Reason::OtherObject => {
                write!(f, "{event} carries another kind of object than expected")
            }
            Reason::Unreadable(fault) => write!(f, "the object of {event} cannot be read: {fault}"),
        }
    }
}
