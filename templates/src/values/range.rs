//! Ranges of times or numbers, by which lists are filtered.

use std::ops;
use std::time::SystemTime;

use super::{DateTime, Timestamp};

/// Times or amounts between bounds, or a single one.
///
/// Parameters of this type take Rust's own ranges and single values. `i64`, [`Timestamp`] and everything that converts
/// to a `Timestamp` is a bound:
///
/// | Written | Sent |
/// |---|---|
/// | `a..b` | `gte=a`, `lt=b` |
/// | `a..=b` | `gte=a`, `lte=b` |
/// | `a..` | `gte=a` |
/// | `..b` | `lt=b` |
/// | `..=b` | `lte=b` |
/// | `a` | `a` |
/// | `Range::after(a)` | `gt=a` |
///
/// ```
/// use stripe_client::values::{Range, Timestamp};
///
/// # fn created(_: impl Into<Range>) {}
/// created(1_700_000_000..1_800_000_000);
/// created(Timestamp::from_seconds(1_700_000_000)..);
/// created(Range::after(1_700_000_000).until(1_800_000_000));
/// ```
///
/// `..` is not a range: it has no bounds. Leave the parameter out instead.
///
/// A bound that is finer than a second is rounded down to one, as Stripe's own times are. So `..now` leaves out what the
/// current second has, and `now..` has it.
///
/// `B` is the type of the bounds. A number of cents is a `Range<Timestamp>` too, since both are whole numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Range<B = Timestamp> {
    exactly: Option<B>,
    after: Option<B>,
    since: Option<B>,
    before: Option<B>,
    until: Option<B>,
}

impl<B> Range<B> {
    /// What is greater than the bound: `gt`. The bound itself is not in the range, unlike in `bound..`.
    #[must_use]
    pub fn after(bound: impl Into<B>) -> Self {
        Self {
            after: Some(bound.into()),
            ..Self::unbounded()
        }
    }

    /// Adds a lower bound, which is in the range: `gte`.
    #[must_use]
    pub fn since(self, bound: impl Into<B>) -> Self {
        Self {
            since: Some(bound.into()),
            ..self
        }
    }

    /// Adds an upper bound, which is not in the range: `lt`.
    #[must_use]
    pub fn before(self, bound: impl Into<B>) -> Self {
        Self {
            before: Some(bound.into()),
            ..self
        }
    }

    /// Adds an upper bound, which is in the range: `lte`.
    #[must_use]
    pub fn until(self, bound: impl Into<B>) -> Self {
        Self {
            until: Some(bound.into()),
            ..self
        }
    }

    /// Not public: it would send nothing.
    const fn unbounded() -> Self {
        Self {
            exactly: None,
            after: None,
            since: None,
            before: None,
            until: None,
        }
    }

    /// The single value, or the bounds by their names on the wire.
    pub(crate) fn into_parts(self) -> Result<B, [(&'static str, Option<B>); 4]> {
        self.exactly.ok_or([
            ("gt", self.after),
            ("gte", self.since),
            ("lt", self.before),
            ("lte", self.until),
        ])
    }

    fn exactly(value: B) -> Self {
        Self {
            exactly: Some(value),
            ..Self::unbounded()
        }
    }

    /// The same range by bounds only, for parameters that take no single value.
    #[allow(dead_code, reason = "a document may have no such parameters")]
    pub(crate) fn by_bounds(self) -> Self
    where
        B: Clone,
    {
        match self.exactly.clone() {
            Some(value) => Self {
                exactly: None,
                ..self.since(value.clone()).until(value)
            },
            None => self,
        }
    }
}

impl<B, T: Into<B>> From<ops::Range<T>> for Range<B> {
    fn from(range: ops::Range<T>) -> Self {
        Self::unbounded().since(range.start).before(range.end)
    }
}

impl<B, T: Into<B>> From<ops::RangeInclusive<T>> for Range<B> {
    fn from(range: ops::RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::unbounded().since(start).until(end)
    }
}

impl<B, T: Into<B>> From<ops::RangeFrom<T>> for Range<B> {
    fn from(range: ops::RangeFrom<T>) -> Self {
        Self::unbounded().since(range.start)
    }
}

impl<B, T: Into<B>> From<ops::RangeTo<T>> for Range<B> {
    fn from(range: ops::RangeTo<T>) -> Self {
        Self::unbounded().before(range.end)
    }
}

impl<B, T: Into<B>> From<ops::RangeToInclusive<T>> for Range<B> {
    fn from(range: ops::RangeToInclusive<T>) -> Self {
        Self::unbounded().until(range.end)
    }
}

impl From<i64> for Range {
    fn from(value: i64) -> Self {
        Self::exactly(value.into())
    }
}

impl From<Timestamp> for Range {
    fn from(value: Timestamp) -> Self {
        Self::exactly(value)
    }
}

impl From<SystemTime> for Range {
    fn from(value: SystemTime) -> Self {
        Self::exactly(value.into())
    }
}

impl From<DateTime> for Range<DateTime> {
    fn from(value: DateTime) -> Self {
        Self::exactly(value)
    }
}
