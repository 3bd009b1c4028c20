//! Whether a call is sent again, and after how long: decisions, without a clock and without a network.

use std::time::Duration;

use http::header::{DATE, HeaderMap, RETRY_AFTER};
use httpdate::parse_http_date;

use crate::request;
use crate::response::Error;
use crate::transport::TransportErrorKind;

/// The longest wait that this crate comes to by itself.
const LONGEST: Duration = Duration::from_secs(5);

/// The longest wait that a server can ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// What came of an attempt that is no success, as far as it matters here.
#[derive(Clone, Copy, Debug)]
enum Outcome<'a> {
    NoAnswer(TransportErrorKind),
    Answer {
        status: u16,
        /// The header `Stripe-Should-Retry`.
        should_retry: Option<&'a str>,
        /// The `code` of the error.
        code: Option<&'a str>,
    },
}

/// Whether it is worth another attempt. The order of the tests is that of Stripe's own libraries: what
/// the server says goes before the status.
fn is_retried(outcome: Outcome<'_>, retries_left: u32) -> bool {
    if retries_left == 0 {
        return false;
    }
    match outcome {
        // These would end the same way again.
        Outcome::NoAnswer(
            TransportErrorKind::Body | TransportErrorKind::TooLong | TransportErrorKind::Unusable,
        ) => false,
        Outcome::NoAnswer(_) => true,
        Outcome::Answer {
            should_retry: Some("true"),
            ..
        } => true,
        Outcome::Answer {
            should_retry: Some("false"),
            ..
        } => false,
        Outcome::Answer { status, code, .. } => match status {
            409 | 500.. => true,
            // Too many requests become more by being repeated; an object that is locked is another matter.
            429 => code == Some("lock_timeout"),
            _ => false,
        },
    }
}

/// How long to wait before retry number `retry`, the first being 1: twice as long each time, of which
/// `jitter` (0 to 1) decides one half, but never less than the server asks for.
fn delay(retry: u32, first: Duration, asked: Option<Duration>, jitter: f64) -> Duration {
    let doubled = 2_u32.saturating_pow(retry.saturating_sub(1));
    let longest = first.saturating_mul(doubled).min(LONGEST);
    let own = longest.mul_f64(0.5 + 0.5 * jitter.clamp(0.0, 1.0));
    asked.map_or(own, |asked| asked.min(LONGEST_ASKED).max(own))
}

/// How long to wait before the next attempt; `None` when there is none.
pub(crate) fn after(
    error: &Error,
    attempts: u32,
    max_retries: u32,
    first: Duration,
    jitter: fn() -> f64,
) -> Option<Duration> {
    let (outcome, headers) = match error {
        Error::Transport(error) => (Outcome::NoAnswer(error.kind()), error.headers()),
        Error::Api(error) => {
            let should_retry = error.headers().get("stripe-should-retry");
            let outcome = Outcome::Answer {
                status: error.status(),
                should_retry: should_retry.and_then(|value| value.to_str().ok()),
                code: error.code(),
            };
            (outcome, Some(error.headers()))
        }
        Error::Decode(_) | Error::Request(_) => return None,
    };
    let retries_left = max_retries.saturating_sub(attempts.saturating_sub(1));
    is_retried(outcome, retries_left)
        .then(|| delay(attempts, first, headers.and_then(retry_after), jitter()))
}

/// A random number from 0 to 1. Without randomness the wait is a full one.
pub(crate) fn random() -> f64 {
    request::random().map_or(1.0, |[byte, ..]| f64::from(byte) / 255.0)
}

/// The header `Retry-After`: seconds, or a time of which the reply's own `Date` is subtracted.
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
    ) -> Outcome<'a> {
        Outcome::Answer {
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
        for (outcome, retried) in [
            (Outcome::NoAnswer(Connect), true),
            (Outcome::NoAnswer(Timeout), true),
            (Outcome::NoAnswer(Other), true),
            (Outcome::NoAnswer(Body), false),
            (Outcome::NoAnswer(TooLong), false),
            (Outcome::NoAnswer(Unusable), false),
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
            assert_eq!(is_retried(outcome, 1), retried, "{outcome:?}");
            assert!(!is_retried(outcome, 0), "{outcome:?}");
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

    fn asked(pairs: &[(HeaderName, &'static str)]) -> Option<u64> {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        retry_after(&headers.collect()).map(|time| time.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_a_time() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(asked(&[]), None);
        assert_eq!(asked(&[(RETRY_AFTER, "7")]), Some(7));
        for bad in ["", "-1", "1.5", "soon", "Sun, 06 Nov"] {
            assert_eq!(asked(&[(RETRY_AFTER, bad), (DATE, date)]), None, "{bad}");
        }
        let later = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(asked(&[(RETRY_AFTER, later), (DATE, date)]), Some(30));
        assert_eq!(asked(&[(RETRY_AFTER, date), (DATE, later)]), Some(0));
        assert_eq!(asked(&[(RETRY_AFTER, later)]), None);
    }
}
