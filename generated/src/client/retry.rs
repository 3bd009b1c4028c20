//! The decision to retry and the delay before it, without a clock and without a network.

use std::time::Duration;

use http::header::{DATE, HeaderMap, RETRY_AFTER};
use httpdate::parse_http_date;

use crate::request;
use crate::response::Error;
use crate::transport::TransportErrorKind;

/// The longest delay of the exponential backoff.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// The longest delay that `Retry-After` can set.
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
/// to 1), and at least `retry_after`.
fn delay(retry: u32, first: Duration, retry_after: Option<Duration>, jitter: f64) -> Duration {
    let doubled = 2_u32.saturating_pow(retry.saturating_sub(1));
    let longest = first.saturating_mul(doubled).min(MAX_BACKOFF);
    let own = longest.mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0));
    retry_after.map_or(own, |retry_after| retry_after.min(MAX_RETRY_AFTER).max(own))
}

/// The delay before the next attempt; `None` if there is no retry.
pub(crate) fn after(
    error: &Error,
    attempts: u32,
    max_retries: u32,
    first: Duration,
    jitter: fn() -> f64,
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
    let retries_left = max_retries.saturating_sub(attempts.saturating_sub(1));
    is_retried(failure, retries_left)
        .then(|| delay(attempts, first, headers.and_then(retry_after), jitter()))
}

/// A random number from 0 to 1; 1 if the system has none.
pub(crate) fn random() -> f64 {
    request::random().map_or(1.0, |[byte, ..]| f64::from(byte) / 255.0)
}

/// The header `Retry-After`: seconds, or a date, from which the response's own `Date` is subtracted.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = parse_http_date(text).ok()?;
    let now = parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    Some(then.duration_since(now).unwrap_or_default())
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
        let asked =
            |seconds| delay(1, first, Some(Duration::from_secs(seconds)), 1.0).as_secs_f64();
        assert_eq!(
            [0, 1, 60, 61, 3600].map(asked),
            [0.5, 1.0, 60.0, 60.0, 60.0]
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
        retry_after(&headers.collect()).map(|time| time.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_a_time() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(delay_of(&[]), None);
        assert_eq!(delay_of(&[(RETRY_AFTER, "7")]), Some(7));
        for bad in ["", "-1", "1.5", "soon", "Sun, 06 Nov"] {
            assert_eq!(delay_of(&[(RETRY_AFTER, bad), (DATE, date)]), None, "{bad}");
        }
        let later = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(delay_of(&[(RETRY_AFTER, later), (DATE, date)]), Some(30));
        assert_eq!(delay_of(&[(RETRY_AFTER, date), (DATE, later)]), Some(0));
        assert_eq!(delay_of(&[(RETRY_AFTER, later)]), None);
    }
}
