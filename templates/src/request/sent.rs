//! What responses and errors say about the call that they belong to.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::secret::redact;
use crate::values::Timestamp;

/// How long Stripe remembers an idempotency key at least. After that the same key may be that of a new request.
pub(crate) const KEY_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// The idempotency key of a call.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) text: String,
    /// `None` if the caller gave the key without its age, or there is no clock.
    pub(crate) made_at: Option<Timestamp>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        redact(&self.text).fmt(f)
    }
}

/// What is known about a call beside its response.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) key: Option<Key>,
    pub(crate) attempts: u32,
    /// Whether it can change anything: false for a GET.
    pub(crate) writes: bool,
}

impl Sent {
    /// An attempt of a call that is not known yet.
    pub(crate) fn once() -> Self {
        Self {
            key: None,
            attempts: 1,
            writes: true,
        }
    }

    pub(crate) fn key(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.text.as_str())
    }

    pub(crate) fn key_made_at(&self) -> Option<Timestamp> {
        self.key.as_ref()?.made_at
    }

    /// When the key was made, for people: its date, if it is known.
    pub(crate) fn key_date(&self) -> String {
        let date = self.key_made_at().filter(|made| has_date(*made));
        match date.and_then(|made| SystemTime::try_from(made).ok()) {
            Some(made) => format!(" (key made {})", httpdate::fmt_http_date(made)),
            None => String::new(),
        }
    }
}

/// Whether HTTP can write the date: the years from 1970 to 9999.
fn has_date(time: Timestamp) -> bool {
    (0..253_402_300_800).contains(&time.as_seconds())
}
