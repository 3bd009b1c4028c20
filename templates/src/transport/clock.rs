//! The clock of a client and of a webhook verifier.

use std::sync::Arc;
use std::time::Duration;

use super::{MaybeSend, MaybeSync};
use crate::values::Timestamp;

/// A clock. The default is the system's; `wasm32-unknown-unknown` has none.
///
/// A client reads [`elapsed`](Self::elapsed) to enforce the total timeout of a call, and both readings to judge the age
/// of an idempotency key. A webhook verifier reads [`unix_time`](Self::unix_time) to judge the age of a signature. A test can give both a clock that it moves itself:
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use std::time::Duration;
///
/// use stripe_client::client::transport::Clock;
/// use stripe_client::values::Timestamp;
///
/// struct Seconds(AtomicU64);
///
/// impl Clock for Seconds {
///     fn elapsed(&self) -> Duration {
///         Duration::from_secs(self.0.load(Ordering::Relaxed))
///     }
///
///     fn unix_time(&self) -> Option<Timestamp> {
///         i64::try_from(self.elapsed().as_secs()).ok().map(Timestamp::from_seconds)
///     }
/// }
/// ```
pub trait Clock: MaybeSend + MaybeSync {
    /// The time since a fixed moment that the clock chooses. It never decreases.
    fn elapsed(&self) -> Duration;

    /// The date and time; `None` if it is unknown or not a Unix time.
    fn unix_time(&self) -> Option<Timestamp>;
}

/// Both readings of a clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moment {
    pub(crate) elapsed: Duration,
    pub(crate) unix_time: Option<Timestamp>,
}

impl Moment {
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self {
            elapsed: clock.elapsed(),
            unix_time: clock.unix_time(),
        }
    }

    /// The time since another moment, whichever reading has the longer one: a computer that sleeps may stop the first,
    /// and the second can be set.
    pub(crate) fn since(self, start: Self) -> Duration {
        let elapsed = self.elapsed.saturating_sub(start.elapsed);
        let seconds = self.unix_time.zip(start.unix_time).map(|(now, then)| {
            let seconds = now.as_seconds().saturating_sub(then.as_seconds());
            Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
        });
        elapsed.max(seconds.unwrap_or_default())
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn elapsed(&self) -> Duration {
        C::elapsed(self)
    }

    fn unix_time(&self) -> Option<Timestamp> {
        C::unix_time(self)
    }
}
