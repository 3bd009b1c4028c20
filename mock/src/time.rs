//! Dates from seconds since the Unix epoch.

use std::time::{Duration, UNIX_EPOCH};

/// The last second of the year 9999, after which dates are not written.
pub(crate) const LAST: i64 = 253_402_300_799;

/// Such as `2026-05-27T12:00:00.000Z`.
pub(crate) fn date_time(seconds: i64) -> String {
    let since = Duration::from_secs(u64::try_from(seconds.min(LAST)).unwrap_or_default());
    let at = UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH);
    humantime::format_rfc3339_millis(at).to_string()
}
