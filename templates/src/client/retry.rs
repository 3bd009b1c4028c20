//! The decision to retry and the delay before it, without a clock and without a network.

use std::time::Duration;

use http::header::{DATE, HeaderMap, RETRY_AFTER};
use httpdate::parse_http_date;

use super::attempts::Policy;
use crate::request;
use crate::response::Error;
use crate::transport::TransportErrorKind;
use crate::values::Timestamp;

/// The longest delay of the exponential backoff.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// The longest delay that `Retry-After` can set, without the jitter that is added to it.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The parts of a failed attempt that decide about a retry.
#[derive(Clone, Copy, Debug)]
enum Failure<'a> {
    NoResponse(TransportErrorKind),
    Response {
        status: u16,
        /// The header `Stripe-Should-Retry`.
        should_retry: Option<&'a str>,
        /// The `code` of the error.
        code: Option<&'a str>,
    },
}

/// Whether to retry. The order of the tests is that of Stripe's own libraries: `Stripe-Should-Retry` precedes the
/// status.
fn is_retried(failure: Failure<'_>, retries_left: u32) -> bool {
    if retries_left == 0 {
        return false;
    }
    match failure {
        // A retry would fail in the same way.
        Failure::NoResponse(
            TransportErrorKind::Body | TransportErrorKind::TooLong | TransportErrorKind::Unusable,
        ) => false,
        #[cfg(feature = "testing")]
        Failure::NoResponse(TransportErrorKind::Unexpected) => false,
        Failure::NoResponse(_) => true,
        Failure::Response {
            should_retry: Some("true"),
            ..
        } => true,
        Failure::Response {
            should_retry: Some("false"),
            ..
        } => false,
        Failure::Response { status, code, .. } => match status {
            409 | 500.. => true,
            // Retrying a rate limit adds to the load; a locked object becomes free.
            429 => code == Some("lock_timeout"),
            _ => false,
        },
    }
}

/// The delay before retry number `retry`, the first being 1: exponential backoff with 50 % jitter (`jitter` is from 0
/// to 1), and at least `retry_after`, to which up to a quarter is added, so that not all clients come back at once.
fn delay(retry: u32, first: Duration, retry_after: Option<Duration>, jitter: f64) -> Duration {
    let doubled = 2_u32.saturating_pow(retry.saturating_sub(1));
    let longest = first.saturating_mul(doubled).min(MAX_BACKOFF);
    let own = longest.mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0));
    let asked = retry_after.unwrap_or_default().min(MAX_RETRY_AFTER);
    own.max(asked.mul_f64(1.0 + 0.25 * jitter.clamp(0.0, 1.0)))
}

/// The delay before the next attempt; `None` if there is no retry.
pub(crate) fn after(
    error: &Error,
    attempts: u32,
    policy: &Policy,
    now: Option<Timestamp>,
) -> Option<Duration> {
    let (failure, headers) = match error {
        Error::Transport(error) => (Failure::NoResponse(error.kind()), error.headers()),
        Error::Api(error) => {
            let should_retry = error.headers().get("stripe-should-retry");
            let failure = Failure::Response {
                status: error.status(),
                should_retry: should_retry.and_then(|value| value.to_str().ok()),
                code: error.code(),
            };
            (failure, Some(error.headers()))
        }
        Error::Decode(_) | Error::Request(_) => return None,
    };
    let retries_left = policy
        .max_retries
        .saturating_sub(attempts.saturating_sub(1));
    let asked = || retry_after(headers?, now);
    is_retried(failure, retries_left)
        .then(|| delay(attempts, policy.backoff, asked(), (policy.jitter)()))
}

/// A random number from 0 to 1; 1 if the system has none.
pub(crate) fn random() -> f64 {
    request::random().map_or(1.0, |[byte, ..]| f64::from(byte) / 255.0)
}

/// The header `Retry-After`: seconds, or a date, from which the response's own `Date` is subtracted, or else the time
/// here. A fraction of a second is rounded up, and a number of any length is a long time.
pub(super) fn retry_after(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let date = |text: &str| parse_http_date(text).ok().map(Timestamp::from);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !whole.is_empty() && is_number(whole) && is_number(fraction) {
        let seconds = whole.parse().unwrap_or(u64::MAX);
        let part = u64::from(fraction.bytes().any(|digit| digit != b'0'));
        return Some(Duration::from_secs(seconds.saturating_add(part)));
    }
    let then = date(text)?;
    let own = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = own.and_then(date).or(now)?;
    let seconds = then.as_seconds().saturating_sub(now.as_seconds());
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    const fn answer<'a>(
        status: u16,
        should_retry: Option<&'a str>,
        code: Option<&'a str>,
    ) -> Failure<'a> {
        Failure::Response {
            status,
            should_retry,
            code,
        }
    }

    #[test]
    fn decisions() {
        use TransportErrorKind::{Body, Connect, Other, Timeout, TooLong, Unusable};
        let (yes, no) = (Some("true"), Some("false"));
        let lock = Some("lock_timeout");
        for (failure, retried) in [
            (Failure::NoResponse(Connect), true),
            (Failure::NoResponse(Timeout), true),
            (Failure::NoResponse(Other), true),
            (Failure::NoResponse(Body), false),
            (Failure::NoResponse(TooLong), false),
            (Failure::NoResponse(Unusable), false),
            (answer(400, yes, None), true),
            (answer(402, yes, Some("card_declined")), true),
            (answer(429, yes, None), true),
            (answer(500, yes, None), true),
            (answer(409, no, None), false),
            (answer(429, no, lock), false),
            (answer(500, no, None), false),
            (answer(503, no, None), false),
            (answer(409, None, None), true),
            (answer(500, None, None), true),
            (answer(503, None, None), true),
            (answer(599, None, None), true),
            (answer(500, Some("maybe"), None), true),
            (answer(400, Some("maybe"), None), false),
            (answer(429, None, None), false),
            (answer(429, None, Some("rate_limit")), false),
            (answer(429, None, lock), true),
            (answer(400, None, lock), false),
            (answer(302, None, None), false),
            (answer(400, None, None), false),
            (answer(401, None, None), false),
            (answer(402, None, None), false),
            (answer(403, None, None), false),
            (answer(404, None, None), false),
            (answer(408, None, None), false),
        ] {
            assert_eq!(is_retried(failure, 1), retried, "{failure:?}");
            assert!(!is_retried(failure, 0), "{failure:?}");
        }
    }

    #[test]
    fn waits_double_up_to_a_limit_and_half_of_each_is_random() {
        let first = Duration::from_millis(500);
        let full = |retry| delay(retry, first, None, 1.0).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 99].map(full),
            [500, 1000, 2000, 4000, 5000, 5000]
        );
        let least = |retry| delay(retry, first, None, 0.0).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 99].map(least),
            [250, 500, 1000, 2000, 2500, 2500]
        );
        assert_eq!(delay(1, first, None, 0.5).as_millis(), 375);
    }

    #[test]
    fn a_server_may_ask_for_more_than_that_up_to_a_minute() {
        let first = Duration::from_millis(500);
        let with = |seconds, jitter| delay(1, first, Some(Duration::from_secs(seconds)), jitter);
        assert_eq!(with(60, 0.0), Duration::from_secs(60));
        let asked = |seconds| with(seconds, 1.0).as_secs_f64();
        assert_eq!(
            [0, 1, 60, 61, 3600].map(asked),
            [0.5, 1.25, 75.0, 75.0, 75.0]
        );
    }

    #[test]
    fn jitter_is_a_part_of_one() {
        for _ in 0..1000 {
            assert!((0.0..=1.0).contains(&random()));
        }
        assert!((0..100).any(|_| random() != random()));
    }

    fn delay_of(pairs: &[(HeaderName, &'static str)]) -> Option<u64> {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        let now = Some(Timestamp::from_seconds(784_111_777));
        retry_after(&headers.collect(), now).map(|time| time.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_a_time() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(delay_of(&[]), None);
        assert_eq!(delay_of(&[(RETRY_AFTER, "7")]), Some(7));
        assert_eq!(delay_of(&[(RETRY_AFTER, "7.5")]), Some(8));
        assert_eq!(delay_of(&[(RETRY_AFTER, "7.0")]), Some(7));
        let long = "99999999999999999999";
        assert_eq!(delay_of(&[(RETRY_AFTER, long)]), Some(u64::MAX));
        for bad in ["", "-1", ".5", "1.x", "soon", "Sun, 06 Nov"] {
            assert_eq!(delay_of(&[(RETRY_AFTER, bad), (DATE, date)]), None, "{bad}");
        }
        let later = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(delay_of(&[(RETRY_AFTER, later), (DATE, date)]), Some(30));
        assert_eq!(delay_of(&[(RETRY_AFTER, date), (DATE, later)]), Some(0));
        // Without a `Date` the own clock has to do.
        assert_eq!(delay_of(&[(RETRY_AFTER, later)]), Some(30));
    }
}
