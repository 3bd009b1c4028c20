//! How ranges are sent.

use super::{Params, Value};
use crate::values::Range;

/// `created[gte]=1&created[lt]=2` in a form, or `created=1`.
impl<B: Into<Self>> From<Range<B>> for Value {
    fn from(range: Range<B>) -> Self {
        match range.into_parts() {
            Ok(value) => value.into(),
            Err(bounds) => {
                let bounds = bounds.into_iter();
                let given = bounds.filter_map(|(name, bound)| Some((name, bound?)));
                Self::Object(given.collect::<Params>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::params::form;
    use crate::values::{DateTime, Timestamp};

    /// As a setter of a request does it.
    fn sent(range: impl Into<Range>) -> String {
        form(&Params::new().set("created", range.into()))
    }

    #[test]
    fn the_ranges_of_rust() {
        assert_eq!(sent(1..2), "created[gte]=1&created[lt]=2");
        assert_eq!(sent(1..=2), "created[gte]=1&created[lte]=2");
        assert_eq!(sent(1..), "created[gte]=1");
        assert_eq!(sent(..2), "created[lt]=2");
        assert_eq!(sent(..=2), "created[lte]=2");
        assert_eq!(sent(-3), "created=-3");
    }

    /// Literals have no type of their own: the only integer that fits is `i64`.
    #[test]
    fn literals_beyond_32_bits_are_inferred() {
        assert_eq!(
            sent(1_700_000_000..18_000_000_000),
            "created[gte]=1700000000&created[lt]=18000000000"
        );
        assert_eq!(sent(18_000_000_000), "created=18000000000");
        assert_eq!(
            sent(Range::after(18_000_000_000)),
            "created[gt]=18000000000"
        );
    }

    #[test]
    fn strict_lower_bounds() {
        let time = Timestamp::from_seconds;
        assert_eq!(sent(Range::after(1)), "created[gt]=1");
        assert_eq!(
            sent(Range::after(time(1)).before(time(2))),
            "created[gt]=1&created[lt]=2"
        );
        assert_eq!(
            sent(Range::after(1).until(2)),
            "created[gt]=1&created[lte]=2"
        );
        assert_eq!(
            sent(Range::after(1).since(2).before(3).until(4)),
            "created[gt]=1&created[gte]=2&created[lt]=3&created[lte]=4"
        );
        assert_eq!(
            sent(Range::from(1..3).until(4)),
            "created[gte]=1&created[lt]=3&created[lte]=4"
        );
    }

    #[test]
    fn bounds_are_all_that_is_a_time() {
        let second = Timestamp::from_seconds(1);
        let system = UNIX_EPOCH + Duration::from_secs(1);
        assert_eq!(sent(second..), "created[gte]=1");
        assert_eq!(sent(system..=system), "created[gte]=1&created[lte]=1");
        assert_eq!(sent(second), "created=1");
        assert_eq!(sent(system), "created=1");
        let date: DateTime = "2026-05-27T00:00:00Z".parse().unwrap();
        let dates: Range<DateTime> = (date.clone()..).into();
        assert_eq!(
            form(&Params::new().set("created", dates)),
            "created[gte]=2026-05-27T00%3A00%3A00Z"
        );
        assert_eq!(Value::from(Range::from(date.clone())), Value::from(date));
    }

    #[test]
    fn a_single_value_by_its_bounds() {
        let sent = |range: Range| form(&Params::new().set("at", range.by_bounds()));
        assert_eq!(sent(5.into()), "at[gte]=5&at[lte]=5");
        assert_eq!(sent((5..).into()), "at[gte]=5");
    }
}
