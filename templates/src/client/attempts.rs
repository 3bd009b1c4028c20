//! The attempts of a call: what is sent, whether and when it is sent again, and what the caller gets.
//!
//! Both modes drive this, and it does no I/O: they send what [`next`](Attempts::next) gives, tell
//! [`finish`](Attempts::finish) what came of it, and wait as long as that says.

use std::time::{Duration, Instant};

use http::Method;

use super::error::Error;
use super::headers::IDEMPOTENCY_KEY;
use super::reply::RawReply;
use super::retry;
use super::trace::Trace;
use super::transport::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// When a call is sent again.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) max_retries: u32,
    /// The longest wait before the first retry.
    pub(crate) backoff: Duration,
    /// For all attempts, and the waiting between them.
    pub(crate) total_timeout: Option<Duration>,
    /// Gives random numbers from 0 to 1.
    pub(crate) jitter: fn() -> f64,
}

/// A call that is on its way.
pub(crate) struct Attempts {
    /// Each attempt is a clone of it.
    request: HttpRequest,
    policy: Policy,
    idempotency_key: Option<String>,
    made: u32,
    /// When the time for the whole call is over; set by the first attempt.
    deadline: Option<Instant>,
    /// Whether Stripe may have got the whole request, of whichever attempt.
    may_be_done: bool,
    /// Why the next attempt is made.
    last: Option<Error>,
    pub(crate) trace: Trace,
}

/// What to do after an attempt.
#[derive(Debug)]
pub(crate) enum Next {
    /// Wait, then make the next attempt.
    Wait(Duration),
    /// The call has succeeded.
    Done(RawReply),
}

impl Attempts {
    pub(crate) fn new(request: HttpRequest, mut policy: Policy, trace: Trace) -> Self {
        let key = request.headers.get(IDEMPOTENCY_KEY);
        let idempotency_key = key.and_then(|key| key.to_str().ok()).map(str::to_owned);
        // Each POST has a key; that this one has is not taken on trust.
        let is_safe = request.method != Method::POST || idempotency_key.is_some();
        if !is_safe || !request.body.is_repeatable() {
            policy.max_retries = 0;
        }
        Self {
            request,
            policy,
            idempotency_key,
            made: 0,
            deadline: None,
            may_be_done: false,
            last: None,
            trace,
        }
    }

    pub(crate) fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }

    /// The request of the next attempt.
    ///
    /// An error when the time for the whole call is over: that of the attempt before, if there is one.
    pub(crate) fn next(&mut self, now: Instant) -> Result<HttpRequest, Error> {
        if self.made == 0 {
            let total = self.policy.total_timeout;
            self.deadline = total.and_then(|total| now.checked_add(total));
        }
        let mut request = self.request.clone();
        if let Some(deadline) = self.deadline {
            let left = deadline.saturating_duration_since(now);
            if left.is_zero() {
                let error = self.last.take().unwrap_or_else(|| self.too_late());
                self.trace.done(self.made, Err(&error));
                return Err(error);
            }
            request.timeout = request.timeout.min(left);
        }
        self.made = self.made.saturating_add(1);
        self.trace.attempt(self.made, &request);
        Ok(request)
    }

    /// Takes what came of the attempt. An error is the call's: there are no more attempts.
    pub(crate) fn finish(
        &mut self,
        result: Result<HttpResponse, TransportError>,
        now: Instant,
    ) -> Result<Next, Error> {
        self.trace.finished(&result);
        let error = match self.outcome(result) {
            Ok(reply) => {
                self.trace.done(self.made, Ok(&reply));
                return Ok(Next::Done(reply));
            }
            Err(error) => error,
        };
        let Policy {
            max_retries,
            backoff,
            jitter,
            ..
        } = self.policy;
        match retry::after(&error, self.made, max_retries, backoff, jitter) {
            Some(wait) if self.has_time(now, wait) => {
                self.trace.waits(wait);
                self.last = Some(error);
                Ok(Next::Wait(wait))
            }
            _ => {
                self.trace.done(self.made, Err(&error));
                Err(error)
            }
        }
    }

    /// Tells success from failure.
    fn outcome(&mut self, result: Result<HttpResponse, TransportError>) -> Result<RawReply, Error> {
        let response = match result {
            Ok(response) => response,
            Err(error) => return Err(self.failed(error)),
        };
        self.may_be_done = true;
        RawReply::check(response, self.idempotency_key.clone(), self.made).map_err(|mut error| {
            // Without a key nothing tells the first DELETE from the second.
            if self.made > 1
                && self.request.method == Method::DELETE
                && self.idempotency_key.is_none()
            {
                error.possibly_done = error.status() == 404;
            }
            Error::Api(error)
        })
    }

    fn failed(&mut self, mut error: TransportError) -> Error {
        let unsent = matches!(
            error.kind(),
            TransportErrorKind::Connect | TransportErrorKind::Body
        );
        self.may_be_done |= !unsent;
        error.may_be_done = self.may_be_done;
        error.idempotency_key = self.idempotency_key.clone();
        error.attempts = self.made;
        error.into()
    }

    fn has_time(&self, now: Instant, wait: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| deadline.saturating_duration_since(now) > wait)
    }

    #[cold]
    fn too_late(&self) -> Error {
        let mut error = TransportError::new(
            TransportErrorKind::Timeout,
            "the time for the whole call was over",
        );
        error.may_be_done = self.may_be_done;
        error.idempotency_key = self.idempotency_key.clone();
        error.attempts = self.made;
        error.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{Encoding, Endpoint, Request};
    use crate::params::Upload;
    use http::{HeaderMap, HeaderValue, StatusCode};

    const TIMEOUT: Duration = Duration::from_secs(80);

    fn request(method: Method, key: bool) -> HttpRequest {
        let mut headers = HeaderMap::new();
        if key {
            headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_static("key-1"));
        }
        HttpRequest {
            method,
            uri: "https://api.stripe.com/v1/x".parse().unwrap(),
            headers,
            body: "a=b".to_owned().into(),
            timeout: TIMEOUT,
        }
    }

    fn policy() -> Policy {
        Policy {
            max_retries: 2,
            backoff: Duration::from_millis(500),
            total_timeout: None,
            jitter: || 1.0,
        }
    }

    fn attempts(request: HttpRequest, policy: Policy) -> Attempts {
        static ENDPOINT: Endpoint =
            Endpoint::new(crate::client::Method::Get, "/v1/x", Encoding::Query);
        let call = Request::new(&ENDPOINT, []).into_call();
        let trace = Trace::new(&call, &request, &Default::default());
        Attempts::new(request, policy, trace)
    }

    fn post() -> Attempts {
        attempts(request(Method::POST, true), policy())
    }

    fn answer(status: u16) -> Result<HttpResponse, TransportError> {
        let status = StatusCode::from_u16(status).unwrap();
        Ok(HttpResponse::new(status, HeaderMap::new(), *b"{}"))
    }

    fn lost(kind: TransportErrorKind) -> Result<HttpResponse, TransportError> {
        Err(TransportError::new(kind, "lost"))
    }

    /// Makes attempts with these ends until the call has one, without time going by.
    fn run(
        attempts: &mut Attempts,
        ends: impl IntoIterator<Item = Result<HttpResponse, TransportError>>,
    ) -> (Vec<u64>, Result<RawReply, Error>) {
        let now = Instant::now();
        let mut waits = Vec::new();
        for end in ends {
            attempts.next(now).unwrap();
            match attempts.finish(end, now) {
                Ok(Next::Wait(wait)) => waits.push(wait.as_millis().try_into().unwrap()),
                Ok(Next::Done(reply)) => return (waits, Ok(reply)),
                Err(error) => return (waits, Err(error)),
            }
        }
        panic!("there are more attempts than ends");
    }

    #[test]
    fn a_success_is_the_end() {
        let (waits, reply) = run(&mut post(), [answer(200)]);
        let reply = reply.unwrap();
        assert!(waits.is_empty());
        assert_eq!(
            (reply.attempts, reply.idempotency_key.as_deref()),
            (1, Some("key-1"))
        );
    }

    #[test]
    fn what_may_pass_is_tried_again_and_waits_grow() {
        use TransportErrorKind::{Connect, Timeout};
        let (waits, reply) = run(&mut post(), [lost(Connect), answer(503), answer(200)]);
        assert_eq!((waits, reply.unwrap().attempts), (vec![500, 1000], 3));
        let (waits, error) = run(&mut post(), [answer(409), lost(Timeout), answer(500)]);
        let error = error.unwrap_err();
        assert_eq!(
            (waits, error.status(), error.attempts()),
            (vec![500, 1000], Some(500), 3)
        );
        assert_eq!(error.idempotency_key(), Some("key-1"));
    }

    #[test]
    fn what_will_not_pass_is_the_end() {
        for end in [
            answer(400),
            answer(429),
            answer(302),
            lost(TransportErrorKind::Body),
        ] {
            let (waits, error) = run(&mut post(), [end]);
            assert!(waits.is_empty());
            assert_eq!(error.unwrap_err().attempts(), 1);
        }
    }

    #[test]
    fn the_server_may_ask_for_a_longer_wait() {
        let now = Instant::now();
        let mut attempts = post();
        attempts.next(now).unwrap();
        let mut end = answer(503);
        if let Ok(answer) = &mut end {
            answer
                .headers
                .insert("retry-after", HeaderValue::from_static("7"));
        }
        let next = attempts.finish(end, now);
        assert!(
            matches!(next, Ok(Next::Wait(wait)) if wait.as_secs() == 7),
            "{next:?}"
        );
    }

    #[test]
    fn every_attempt_is_the_same_request() {
        let now = Instant::now();
        let mut attempts = post();
        let mut shown = Vec::new();
        for _ in 0..3 {
            let request = attempts.next(now).unwrap();
            assert_eq!(request.headers.get(IDEMPOTENCY_KEY).unwrap(), "key-1");
            shown.push((
                request.uri,
                request.headers,
                request.body.as_bytes().map(<[u8]>::to_vec),
            ));
            let _ = attempts.finish(lost(TransportErrorKind::Other), now);
        }
        assert!(shown.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_post_without_a_key_and_a_body_that_is_read_once_are_sent_once() {
        let keyless = request(Method::POST, false);
        let mut once = request(Method::POST, true);
        once.body
            .push_file("file", Upload::reader("a", None, &b"abc"[..]));
        for request in [keyless, once] {
            let mut attempts = attempts(request, policy());
            let (_, error) = run(&mut attempts, [lost(TransportErrorKind::Other)]);
            assert_eq!(error.unwrap_err().attempts(), 1);
        }
    }

    #[test]
    fn a_404_after_another_delete_of_v1_is_possibly_done() {
        let possibly_done = |method, key, ends: Vec<_>| {
            let mut attempts = attempts(request(method, key), policy());
            let error = run(&mut attempts, ends).1.unwrap_err();
            error.as_api().unwrap().possibly_done()
        };
        let again = || vec![lost(TransportErrorKind::Other), answer(404)];
        assert!(possibly_done(Method::DELETE, false, again()));
        assert!(!possibly_done(Method::DELETE, false, vec![answer(404)]));
        assert!(
            !possibly_done(Method::DELETE, true, again()),
            "a key tells them apart"
        );
        assert!(!possibly_done(Method::GET, false, again()));
        let refused = vec![lost(TransportErrorKind::Other), answer(403)];
        assert!(!possibly_done(Method::DELETE, false, refused));
    }

    #[test]
    fn an_error_tells_whether_anything_may_be_done() {
        use TransportErrorKind::{Connect, Other, Timeout};
        for (ends, may_be_done) in [
            ([Connect, Connect, Connect], false),
            ([Connect, Timeout, Connect], true),
            ([Connect, Connect, Other], true),
        ] {
            let (_, error) = run(&mut post(), ends.map(lost));
            let Error::Transport(error) = error.unwrap_err() else {
                panic!()
            };
            assert_eq!(error.may_be_done(), may_be_done, "{ends:?}");
            assert_eq!(
                error.to_string().contains("has not done"),
                !may_be_done,
                "{error}"
            );
        }
        let (_, error) = run(&mut post(), [answer(500), lost(Connect), lost(Connect)]);
        let Error::Transport(error) = error.unwrap_err() else {
            panic!()
        };
        assert!(error.may_be_done());
    }

    fn within(seconds: u64) -> Attempts {
        let total_timeout = Some(Duration::from_secs(seconds));
        attempts(
            request(Method::GET, false),
            Policy {
                total_timeout,
                ..policy()
            },
        )
    }

    #[test]
    fn attempts_get_what_is_left_of_the_time() {
        let start = Instant::now();
        let mut attempts = within(100);
        assert_eq!(attempts.next(start).unwrap().timeout, TIMEOUT);
        let later = start + Duration::from_secs(70);
        let next = attempts.finish(lost(TransportErrorKind::Timeout), later);
        assert!(matches!(next, Ok(Next::Wait(_))), "{next:?}");
        let later = later + Duration::from_millis(500);
        assert_eq!(
            attempts.next(later).unwrap().timeout,
            Duration::from_millis(29_500)
        );
        // The wait of a second would go past the end.
        let later = start + Duration::from_millis(99_500);
        let error = attempts.finish(answer(503), later).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(503), 2));
    }

    #[test]
    fn a_wait_that_was_too_long_ends_with_the_error_before_it() {
        let start = Instant::now();
        let mut attempts = within(10);
        attempts.next(start).unwrap();
        assert!(attempts.finish(answer(503), start).is_ok());
        let error = attempts.next(start + Duration::from_secs(10)).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    }

    #[test]
    fn no_time_at_all_is_no_attempt() {
        let error = within(0).next(Instant::now()).unwrap_err();
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            (error.kind(), error.attempts()),
            (TransportErrorKind::Timeout, 0)
        );
        assert!(!error.may_be_done());
        let mut forever = within(u64::MAX);
        assert_eq!(forever.next(Instant::now()).unwrap().timeout, TIMEOUT);
    }
}
