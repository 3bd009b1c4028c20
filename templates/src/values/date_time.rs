//! RFC 3339 times, which the v2 API uses.

use std::str::FromStr;

use crate::json::{Decode, Fault, Node, text};

/// A time as RFC 3339 text, kept exactly as it was sent, with its fraction and its offset. Two times are equal if
/// their texts are.
///
/// The features `time-0_3`, `chrono-0_4`, `jiff-0_2` and `jiff-1` convert it from and to the types of these crates.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

/// The text is not an RFC 3339 time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an RFC 3339 time, such as 2026-05-27T12:00:00Z")]
pub struct InvalidDateTime;

impl DateTime {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DateTime {
    type Err = InvalidDateTime;

    fn from_str(text: &str) -> Result<Self, InvalidDateTime> {
        if is_rfc3339(text) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidDateTime)
        }
    }
}

/// Whether `text` has the form of a time, with each number in its range. Each month has 31 days here: the crates that
/// convert it check the calendar.
fn is_rfc3339(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, offset) = time.split_at(end);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => fits(offset, ':', &[(2, 0, 23), (2, 0, 59)]),
        None => offset == "Z" || offset == "z",
    };
    fits(date, '-', &[(4, 0, 9999), (2, 1, 12), (2, 1, 31)])
        && fits(time, ':', &[(2, 0, 23), (2, 0, 59), (2, 0, 60)])
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && is_offset
}

/// Whether `text` consists of numbers of the given width and range.
fn fits(text: &str, separator: char, numbers: &[(usize, u16, u16)]) -> bool {
    let parts = text.split(separator);
    parts.clone().count() == numbers.len()
        && parts.zip(numbers).all(|(part, (width, least, most))| {
            part.len() == *width
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part
                    .parse()
                    .is_ok_and(|number| (*least..=*most).contains(&number))
        })
}

/// What a reply holds goes into a request.
impl From<&Self> for DateTime {
    fn from(time: &Self) -> Self {
        time.clone()
    }
}

impl Decode for DateTime {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        match json.as_str() {
            Some(text) => match text.parse() {
                Ok(time) => Ok(time),
                Err(InvalidDateTime) => Err(Fault::new("an RFC 3339 time", "another string")),
            },
            None => Err(json.mismatch("an RFC 3339 time")),
        }
    }
}

text!(DateTime);
crate::json::serde_bridge!(DateTime);

#[cfg(feature = "time-0_3")]
impl TryFrom<&DateTime> for time::OffsetDateTime {
    type Error = InvalidDateTime;

    fn try_from(time: &DateTime) -> Result<Self, InvalidDateTime> {
        Self::parse(&time.0, &time::format_description::well_known::Rfc3339)
            .map_err(|_| InvalidDateTime)
    }
}

/// Fails for years that do not have four digits.
#[cfg(feature = "time-0_3")]
impl TryFrom<time::OffsetDateTime> for DateTime {
    type Error = InvalidDateTime;

    fn try_from(time: time::OffsetDateTime) -> Result<Self, InvalidDateTime> {
        let text = time.format(&time::format_description::well_known::Rfc3339);
        text.map_err(|_| InvalidDateTime)?.parse()
    }
}

#[cfg(feature = "chrono-0_4")]
impl TryFrom<&DateTime> for chrono::DateTime<chrono::FixedOffset> {
    type Error = InvalidDateTime;

    fn try_from(time: &DateTime) -> Result<Self, InvalidDateTime> {
        Self::parse_from_rfc3339(&time.0).map_err(|_| InvalidDateTime)
    }
}

/// Fails for years that do not have four digits.
#[cfg(feature = "chrono-0_4")]
impl<Z: chrono::TimeZone> TryFrom<chrono::DateTime<Z>> for DateTime {
    type Error = InvalidDateTime;

    fn try_from(time: chrono::DateTime<Z>) -> Result<Self, InvalidDateTime> {
        time.to_utc()
            .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
            .parse()
    }
}

/// Conversions for one version of jiff.
#[cfg(any(feature = "jiff-0_2", feature = "jiff-1"))]
macro_rules! jiff {
    ($jiff:ident) => {
        impl TryFrom<&DateTime> for $jiff::Timestamp {
            type Error = InvalidDateTime;

            fn try_from(time: &DateTime) -> Result<Self, InvalidDateTime> {
                time.0.parse().map_err(|_| InvalidDateTime)
            }
        }

        /// Fails for years that do not have four digits.
        impl TryFrom<$jiff::Timestamp> for DateTime {
            type Error = InvalidDateTime;

            fn try_from(time: $jiff::Timestamp) -> Result<Self, InvalidDateTime> {
                time.to_string().parse()
            }
        }
    };
}

#[cfg(feature = "jiff-0_2")]
jiff!(jiff_0_2);
#[cfg(feature = "jiff-1")]
jiff!(jiff_1);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::{from_json, to_json};

    #[test]
    fn the_text_is_kept() {
        for text in [
            "2026-05-27T12:00:00Z",
            "2026-05-27T12:00:00.123456789Z",
            "2026-05-27t23:59:60+05:30",
            "0000-01-01 00:00:00-00:00",
        ] {
            let json = format!("\"{text}\"");
            let time: DateTime = from_json(&json).unwrap();
            assert_eq!(time, text);
            assert_eq!(to_json(&time), json);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "2026-05-27",
            "2026-05-27T12:00Z",
            "2026-05-27T12:00:00",
            "2026-05-27T12:00:00.Z",
            "2026-05-27T12:00:00ZZ",
            "2026-05-27T12:00:00+0530",
            "2026-13-27T12:00:00Z",
            "2026-05-27T24:00:00Z",
            "26-05-27T12:00:00Z",
            "+026-05-27T12:00:00Z",
            "2026-05-27T12:+1:00Z",
        ] {
            assert_eq!(text.parse::<DateTime>(), Err(InvalidDateTime), "{text}");
        }
        assert_eq!(
            from_json::<DateTime>("\"x\"").unwrap_err().found(),
            "another string"
        );
        assert_eq!(
            from_json::<DateTime>("1").unwrap_err().found(),
            "an integer"
        );
    }

    #[cfg(all(
        feature = "time-0_3",
        feature = "chrono-0_4",
        feature = "jiff-0_2",
        feature = "jiff-1"
    ))]
    #[test]
    fn the_time_crates_agree() {
        let time: DateTime = "2026-05-27T12:00:00.5Z".parse().unwrap();
        let with_time = time::OffsetDateTime::try_from(&time).unwrap();
        let with_chrono = chrono::DateTime::try_from(&time).unwrap();
        let with_jiff = jiff_0_2::Timestamp::try_from(&time).unwrap();
        let with_jiff_1 = jiff_1::Timestamp::try_from(&time).unwrap();
        assert_eq!(with_time.unix_timestamp_nanos(), with_jiff.as_nanosecond());
        assert_eq!(
            with_chrono.timestamp_nanos_opt().map(i128::from),
            Some(with_jiff.as_nanosecond())
        );
        assert_eq!(DateTime::try_from(with_time).unwrap(), time);
        assert_eq!(
            DateTime::try_from(with_chrono).unwrap(),
            "2026-05-27T12:00:00.500Z"
        );
        assert_eq!(with_jiff_1.as_nanosecond(), with_jiff.as_nanosecond());
        assert_eq!(DateTime::try_from(with_jiff).unwrap(), time);
        assert_eq!(DateTime::try_from(with_jiff_1).unwrap(), time);
    }
}
