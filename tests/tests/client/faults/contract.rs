//! The client's contract: how it must handle each event. Written independently of its code.

use stripe_client::client::TransportErrorKind;
use tests::faults::{Body, Delivery, Event, Point, Reply};

use super::caller::Outcome;

/// An event as the client observes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observed {
    /// A complete object.
    Success,
    /// A success without an object.
    Undecodable,
    /// A complete response with another status.
    Refused {
        status: u16,
        /// Whether it must be retried.
        again: bool,
        /// Whether it is the service's own.
        own: bool,
    },
    /// No complete response.
    Broken,
    /// No complete response before the timeout.
    TimedOut,
    /// A response above the size limit.
    TooLong,
}

pub fn observe(event: &Event) -> Observed {
    let (reply, delivery) = match event {
        Event::Hangup(_) => return Observed::Broken,
        Event::Overnight(event) => return observe(event),
        Event::Answer {
            reply, delivery, ..
        } => (reply, delivery),
    };
    match delivery {
        Delivery::Stalled(_) | Delivery::Endless(_) => return Observed::TimedOut,
        Delivery::Huge(_) => return Observed::TooLong,
        Delivery::Cut(point) => {
            assert!(!is_empty(reply) || *point != Point::Between, "whole");
            return Observed::Broken;
        }
        Delivery::Unterminated | Delivery::TooLong | Delivery::Garbage => {
            return Observed::Broken;
        }
        Delivery::Whole
        | Delivery::Close
        | Delivery::Chunked
        | Delivery::Unmeasured
        | Delivery::Announced
        | Delivery::Bytewise
        | Delivery::TooShort => {}
    }
    let cropped = *delivery == Delivery::TooShort;
    match reply {
        Reply::Success if cropped => Observed::Undecodable,
        Reply::Success => Observed::Success,
        Reply::Other {
            status: 200..=299, ..
        } => Observed::Undecodable,
        Reply::Other {
            status,
            headers,
            body,
        } => {
            let code = match body {
                Body::Error(code) if !cropped => code,
                _ => "",
            };
            let header = headers
                .iter()
                .find(|(name, _)| name == "Stripe-Should-Retry")
                .map(|(_, value)| value.as_str());
            let again = match (header, status) {
                (Some("true"), _) => true,
                (Some("false"), _) => false,
                (_, 409 | 500..) => true,
                (_, 429) => code == "lock_timeout",
                _ => false,
            };
            Observed::Refused {
                status: *status,
                again,
                own: headers.iter().any(|(name, _)| name == "Request-Id")
                    || matches!(body, Body::Error(_)) && !cropped,
            }
        }
    }
}

fn is_empty(reply: &Reply) -> bool {
    matches!(
        reply,
        Reply::Other {
            body: Body::Empty,
            ..
        }
    )
}

impl Observed {
    /// Whether the call is retried after this, if retries are left.
    pub fn again(self) -> bool {
        match self {
            Self::Success | Self::Undecodable | Self::TooLong => false,
            Self::Refused { again, .. } => again,
            Self::Broken | Self::TimedOut => true,
        }
    }

    /// Whether `outcome` is the result of this.
    pub fn is(self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Self::Success, Outcome::Success(..)) | (Self::Undecodable, Outcome::Undecodable) => {
                true
            }
            (Self::Refused { status, .. }, Outcome::Refused(other, _)) => status == *other,
            (Self::TimedOut, Outcome::Broken(kind)) => *kind == TransportErrorKind::Timeout,
            (Self::TooLong, Outcome::Broken(kind)) => *kind == TransportErrorKind::TooLong,
            (Self::Broken, Outcome::Broken(kind)) => !matches!(
                kind,
                TransportErrorKind::Timeout | TransportErrorKind::TooLong
            ),
            _ => false,
        }
    }
}

/// Whether a call is retried after this, if retries are left. A day later the key may be forgotten.
fn again(event: &Event) -> bool {
    !matches!(event, Event::Overnight(_)) && observe(event).again()
}

/// Whether a POST may have been applied, given all of its attempts: one of them had no conclusive response. If the last
/// attempt is refused on its merits, no earlier one was applied: Stripe would have replayed that response.
pub fn may_be_done(seen: &[Event]) -> bool {
    let unclear = |observed: Observed| match observed {
        Observed::Refused { status, own, .. } => !own || matches!(status, 409 | 500..),
        _ => true,
    };
    let observed: Vec<_> = seen.iter().map(observe).collect();
    match observed.last() {
        Some(Observed::Refused {
            status: 400 | 402 | 404,
            own: true,
            ..
        }) => false,
        _ => observed.into_iter().any(unclear),
    }
}

/// Whether a client kept the contract, given the events of the requests that reached the server. A request that did not
/// reach it was sent on a connection that the server closed after the previous response; the client sees a broken one.
pub fn agrees(seen: &[Event], attempts: u32, max_retries: u32, outcome: &Outcome) -> bool {
    let lost = attempts as usize - seen.len();
    let last_lost = lost > 0 && Observed::Broken.is(outcome);
    let Some((last, before)) = seen.split_last() else {
        return last_lost && attempts == max_retries + 1;
    };
    let all = before.iter().all(again);
    let spent = attempts == max_retries + 1;
    let ended_by_last = observe(last).is(outcome) && (spent || !again(last));
    let ended_by_loss = last_lost && again(last) && spent;
    all && (ended_by_last || ended_by_loss)
}

/// How many of the events a call uses, and its result.
pub fn call(events: &[Event], max_retries: u32) -> (u32, Observed) {
    let mut attempts = 0;
    loop {
        let event = events.get(attempts as usize);
        let seen = event.map_or(Observed::Success, observe);
        attempts += 1;
        if attempts > max_retries || !event.is_some_and(again) {
            return (attempts, seen);
        }
    }
}
