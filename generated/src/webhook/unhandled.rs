//! Deliveries without a handler.

use std::fmt;

use super::delivery::Delivery;
use crate::json::Fault;

/// A delivery for which a [router](super::Router) called no handler.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unhandled {
    /// The delivery.
    pub delivery: Delivery,
    /// The reason why no handler was called.
    pub reason: Reason,
}

/// The reason why no handler was called.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// There is no handler for the event type.
    NoHandler,
    /// There is one, but the event carries another kind of object than such events do.
    OtherObject,
    /// There is one, but the object cannot be decoded, for example because it has another API version than this crate.
    Unreadable(Fault),
}

impl Unhandled {
    /// Whether there is a handler that should have been called.
    ///
    /// Acknowledge events that the program does not use with a 2xx status. Respond to one that it uses but cannot
    /// decode with an error: Stripe sends it again for up to three days, so that a fixed program can handle it.
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
            Reason::Unreadable(fault) => {
                write!(f, "the object of {event} cannot be decoded: {fault}")
            }
        }
    }
}
