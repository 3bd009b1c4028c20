//! Unix times.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::json::{Decode, Encode, Fault, Node, Writer};

/// A time in whole seconds since 1970-01-01 00:00 UTC.
///
/// It converts from and to [`SystemTime`], and with the features `time-0_3`, `chrono-0_4`, `jiff-0_2` and `jiff-1`
/// from and to the types of these crates. Conversions to a `Timestamp` and sums with a [`Duration`] round down to whole
/// seconds; out of the range of `i64` they are the first or the last second of it.
///
/// ```
/// use std::time::Duration;
/// use stripe_client::values::Timestamp;
///
/// let now = Timestamp::now();
/// let month = now - Duration::from_secs(30 * 86_400)..now;
/// assert_eq!(month.end.as_seconds() - month.start.as_seconds(), 2_592_000);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// The time is out of the range of the other type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time is out of the range of the other type")]
pub struct OutOfRange;

impl Timestamp {
    /// The time `seconds` after 1970-01-01 00:00 UTC, or before if negative.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub const fn as_seconds(self) -> i64 {
        self.0
    }
}

impl From<i64> for Timestamp {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl From<Timestamp> for i64 {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(0) + after,
            Err(error) => Self(0) - error.duration(),
        }
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, time: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(time.as_secs()))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, time: Duration) -> Self {
        let fraction = i64::from(time.subsec_nanos() > 0);
        let whole = self.0.saturating_sub_unsigned(time.as_secs());
        Self(whole.saturating_sub(fraction))
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        let distance = Duration::from_secs(time.0.unsigned_abs());
        if time.0 < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        }
        .ok_or(OutOfRange)
    }
}

#[cfg(feature = "time-0_3")]
impl From<time::OffsetDateTime> for Timestamp {
    fn from(time: time::OffsetDateTime) -> Self {
        Self(time.unix_timestamp())
    }
}

#[cfg(feature = "time-0_3")]
impl TryFrom<Timestamp> for time::OffsetDateTime {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_unix_timestamp(time.0).map_err(|_| OutOfRange)
    }
}

#[cfg(feature = "chrono-0_4")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self(time.timestamp())
    }
}

#[cfg(feature = "chrono-0_4")]
impl TryFrom<Timestamp> for chrono::DateTime<chrono::Utc> {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        Self::from_timestamp(time.0, 0).ok_or(OutOfRange)
    }
}

/// Conversions for one version of jiff.
#[cfg(any(feature = "jiff-0_2", feature = "jiff-1"))]
macro_rules! jiff {
    ($jiff:ident) => {
        impl From<$jiff::Timestamp> for Timestamp {
            fn from(time: $jiff::Timestamp) -> Self {
                // jiff rounds towards 1970 and gives the fraction the sign of the whole.
                Self(time.as_second() - i64::from(time.subsec_nanosecond() < 0))
            }
        }

        impl TryFrom<Timestamp> for $jiff::Timestamp {
            type Error = OutOfRange;

            fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
                Self::from_second(time.0).map_err(|_| OutOfRange)
            }
        }
    };
}

#[cfg(feature = "jiff-0_2")]
jiff!(jiff_0_2);
#[cfg(feature = "jiff-1")]
jiff!(jiff_1);

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Decode for Timestamp {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_i64() {
            Some(seconds) => Ok(Self(seconds)),
            None => Err(json.mismatch("a time in whole seconds")),
        }
    }

    #[cfg(feature = "testing")]
    fn placeholder(_: crate::json::Placeholder) -> Result<Self, Fault> {
        Ok(Self(1_700_000_000))
    }
}

impl Encode for Timestamp {
    fn encode(&self, out: &mut Writer) {
        out.integer(self.0);
    }
}

crate::json::serde_bridge!(Timestamp);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn system_times_round_towards_the_past() {
        let half = Duration::from_millis(500);
        for (time, seconds) in [
            (UNIX_EPOCH, 0),
            (UNIX_EPOCH + half, 0),
            (UNIX_EPOCH - half, -1),
            (UNIX_EPOCH - half * 2, -1),
            (UNIX_EPOCH - half * 3, -2),
        ] {
            assert_eq!(Timestamp::from(time).as_seconds(), seconds);
        }
        for seconds in [0, 1, -1, 1_700_000_000, -1_700_000_000] {
            let time = Timestamp::from_seconds(seconds);
            let system = SystemTime::try_from(time).unwrap();
            assert_eq!(Timestamp::from(system), time);
        }
    }

    #[test]
    fn durations_are_added_and_subtracted() {
        let time = Timestamp::from_seconds(10);
        let seconds = |time: Timestamp| time.as_seconds();
        assert_eq!(seconds(time + Duration::from_secs(5)), 15);
        assert_eq!(seconds(time - Duration::from_secs(15)), -5);
        assert_eq!(seconds(time + Duration::from_millis(1500)), 11);
        assert_eq!(seconds(time - Duration::from_millis(1500)), 8);
        assert_eq!(seconds(time + Duration::MAX), i64::MAX);
        assert_eq!(seconds(time - Duration::MAX), i64::MIN);
    }

    #[test]
    fn it_is_an_integer_on_the_wire() {
        let time: Timestamp = from_json("1700000000").unwrap();
        assert_eq!(time.as_seconds(), 1_700_000_000);
        assert_eq!(to_json(&time), "1700000000");
        for wrong in ["1.5", "1e3", "\"1\"", "null", "9223372036854775808"] {
            from_json::<Timestamp>(wrong).unwrap_err();
        }
    }

    #[cfg(all(
        feature = "time-0_3",
        feature = "chrono-0_4",
        feature = "jiff-0_2",
        feature = "jiff-1"
    ))]
    #[test]
    fn the_time_crates_agree() {
        for seconds in [0, 1_700_000_000, -1] {
            let time = Timestamp::from_seconds(seconds);
            let with_time = time::OffsetDateTime::try_from(time).unwrap();
            let with_chrono = chrono::DateTime::<chrono::Utc>::try_from(time).unwrap();
            let with_jiff_0 = jiff_0_2::Timestamp::try_from(time).unwrap();
            let with_jiff_1 = jiff_1::Timestamp::try_from(time).unwrap();
            assert_eq!(Timestamp::from(with_time), time);
            assert_eq!(Timestamp::from(with_chrono), time);
            assert_eq!(Timestamp::from(with_jiff_0), time);
            assert_eq!(Timestamp::from(with_jiff_1), time);
            let half = Timestamp::from_seconds(seconds);
            assert_eq!(
                Timestamp::from(with_time + Duration::from_millis(500)),
                half
            );
            assert_eq!(
                Timestamp::from(with_chrono + Duration::from_millis(500)),
                half
            );
            let half_second = Duration::from_millis(500);
            assert_eq!(Timestamp::from(with_jiff_0 + half_second), half);
            assert_eq!(Timestamp::from(with_jiff_1 + half_second), half);
        }
        let far = Timestamp::from_seconds(i64::MAX);
        assert_eq!(time::OffsetDateTime::try_from(far), Err(OutOfRange));
        assert_eq!(
            chrono::DateTime::<chrono::Utc>::try_from(far),
            Err(OutOfRange)
        );
        assert_eq!(jiff_0_2::Timestamp::try_from(far), Err(OutOfRange));
        assert_eq!(jiff_1::Timestamp::try_from(far), Err(OutOfRange));
    }
}
