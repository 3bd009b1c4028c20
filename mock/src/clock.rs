//! The clock of the stand-in: that of the machine, moved or stopped.

use crate::time::LAST;

/// Seconds since the Unix epoch, from those of the machine. It ends with the year 9999.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    /// Seconds that it is ahead.
    ahead: i64,
    /// Where it stands, if it does.
    stands_at: Option<i64>,
}

impl Clock {
    /// A clock that stands.
    pub(crate) fn standing_at(at: i64) -> Self {
        Self {
            ahead: 0,
            stands_at: Some(at),
        }
    }

    /// The time, where the machine says `now`.
    pub(crate) fn time(&self, now: i64) -> i64 {
        let time = self
            .stands_at
            .unwrap_or_else(|| now.saturating_add(self.ahead));
        time.min(LAST)
    }

    /// Moves it on.
    pub(crate) fn advance(&mut self, seconds: i64) {
        match &mut self.stands_at {
            Some(at) => *at = at.saturating_add(seconds),
            None => self.ahead = self.ahead.saturating_add(seconds),
        }
    }
}
