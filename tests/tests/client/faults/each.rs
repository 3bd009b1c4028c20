//! Each fault by itself: once before a success, without retries, and for every attempt.

use std::thread;
use std::time::Duration;

use stripe_client::ErrorClass;
use stripe_client::client::TransportErrorKind as Kind;
use tests::faults::{Applied, Body, Delivery, Event, FaultServer, Point, Read, Record};

use super::caller::{Caller, Got, MODES, Mode, Outcome, PATIENT, timed};

/// A fault, and its expected effects.
struct Fault {
    event: Event,
    /// Checks the result.
    got: fn(&Got) -> bool,
    /// Whether the call is retried.
    again: bool,
    /// Whether the server reads the whole request.
    whole: bool,
    /// Whether an attempt must time out.
    slow: bool,
}

impl Fault {
    /// A fault without a response.
    fn broken(event: Event) -> Self {
        let whole = !matches!(event, Event::Hangup(_));
        Self {
            event,
            got: |got| matches!(got.outcome, Outcome::Broken(kind) if kind != Kind::Timeout),
            again: true,
            whole,
            slow: false,
        }
    }

    fn cut(delivery: Delivery) -> Self {
        Self::broken(Event::delivered(delivery))
    }

    /// A fault after the headers of the response.
    fn after_headers(delivery: Delivery) -> Self {
        Self {
            got: |got| {
                let broken = matches!(got.outcome, Outcome::Broken(kind) if kind != Kind::Timeout);
                broken && got.request_id.is_some() && got.body.is_none()
            },
            ..Self::cut(delivery)
        }
    }

    /// A fault that never ends.
    fn slow(delivery: Delivery) -> Self {
        Self {
            got: |got| got.outcome == Outcome::Broken(Kind::Timeout),
            slow: true,
            ..Self::cut(delivery)
        }
    }

    /// A response that is not retried.
    fn settled(event: Event, got: fn(&Got) -> bool) -> Self {
        Self {
            got,
            again: false,
            ..Self::broken(event)
        }
    }

    fn done(&self) -> bool {
        matches!(&self.event, Event::Answer { applied, .. } if *applied != Applied::Never)
    }

    /// Runs the fault against both clients.
    fn check(self) {
        thread::scope(|scope| {
            for mode in MODES {
                for (times, retries) in [(1, 2), (1, 0), (3, 2)] {
                    let fault = &self;
                    let check = move |timeout| fault.check_times(mode, times, retries, timeout);
                    scope.spawn(move || {
                        if fault.slow {
                            timed(check)
                        } else {
                            check(PATIENT)
                        }
                    });
                }
            }
        });
    }

    fn check_times(&self, mode: Mode, times: u32, retries: u32, timeout: Duration) {
        let case = format!(
            "{mode:?}, {times} times, {retries} retries: {:?}",
            self.event
        );
        let script = vec![self.event.clone(); times as usize];
        let server = FaultServer::start(script);
        let caller = Caller::new(mode, &server.url, retries, timeout);
        let got = caller.create(7);
        let saved = self.again && times <= retries;
        let attempts = if self.again {
            (times + 1).min(retries + 1)
        } else {
            1
        };
        assert_eq!(got.attempts, attempts, "{case}: {got:?}");
        if saved {
            assert_eq!(got.outcome, Outcome::Success("re_1".into(), 7), "{case}");
            assert!(got.request_id.is_some(), "{case}");
        } else {
            assert!((self.got)(&got), "{case}: {got:?}");
        }
        assert_eq!(server.seen(), attempts as usize, "{case}");
        // Whatever happened to that connection, the next call gets its own response. If the server closed the
        // connection after its response, that may cost the call an attempt.
        server.skip();
        let next = loop {
            let next = caller.create(8);
            if server.seen() > attempts as usize {
                break next;
            }
        };
        assert!(
            matches!(next.outcome, Outcome::Success(_, 8)),
            "{case}: {next:?}"
        );
        assert_eq!(server.seen(), attempts as usize + 1, "{case}");
        drop(caller);

        let record = server.finish();
        let (keys, next_key) = keys(&record);
        let whole = (attempts - 1) * u32::from(self.whole) + u32::from(saved || self.whole);
        assert_eq!(keys.len(), whole as usize, "{case}");
        for key in &keys {
            assert_eq!(got.key.as_ref(), Some(key), "{case}");
        }
        assert_eq!(next.key, Some(next_key.clone()), "{case}");
        assert_ne!(next.key, got.key, "{case}");
        assert!(got.may_be_done || !self.done(), "{case}: {got:?}");
        let done = record.effects.iter().map(|effect| effect.body.as_str());
        let once = (self.done() || saved).then_some("amount=7&charge=ch_1");
        let expected: Vec<_> = once.into_iter().chain(["amount=8&charge=ch_1"]).collect();
        // A late write may be applied after the next call.
        let mut done: Vec<_> = done.collect();
        done.sort_unstable();
        assert_eq!(done, expected, "{case}");
    }
}

/// Idempotency keys of the complete requests: those of the first call, and that of the second.
fn keys(record: &Record) -> (Vec<String>, String) {
    let mut keys: Vec<String> = record
        .keys()
        .into_iter()
        .map(|key| key.expect("every POST has a key").to_owned())
        .collect();
    let last = keys.pop().expect("the second call came");
    (keys, last)
}

macro_rules! faults {
    ($($name:ident: $fault:expr;)*) => {
        $(
            #[test]
            fn $name() {
                $fault.check();
            }
        )*
    };
}

faults! {
    closed_before_the_request: Fault::broken(Event::Hangup(Read::Nothing));
    closed_within_the_headers_of_the_request: Fault::broken(Event::Hangup(Read::Head));
    closed_within_the_body_of_the_request: Fault::broken(Event::Hangup(Read::Body));
    closed_before_the_reply_and_not_done: Fault::broken(
        Event::delivered(Delivery::Cut(Point::Nothing)).applied(Applied::Never)
    );
    closed_before_the_reply: Fault::cut(Delivery::Cut(Point::Nothing));
    closed_within_the_headers: Fault::cut(Delivery::Cut(Point::Head));
    closed_after_the_headers: Fault::after_headers(Delivery::Cut(Point::Between));
    closed_within_the_body: Fault::after_headers(Delivery::Cut(Point::Body));
    chunks_cut_short: Fault::after_headers(Delivery::Unterminated);
    longer_than_it_is: Fault::after_headers(Delivery::TooLong);
    garbage: Fault::cut(Delivery::Garbage);

    silent: Fault::slow(Delivery::Stalled(Point::Nothing));
    done_after_the_client_gave_up: Fault {
        event: Event::delivered(Delivery::Stalled(Point::Nothing)).applied(Applied::Late),
        ..Fault::slow(Delivery::Stalled(Point::Nothing))
    };
    silent_within_the_headers: Fault::slow(Delivery::Stalled(Point::Head));
    silent_after_the_headers: Fault::slow(Delivery::Stalled(Point::Between));
    silent_within_the_body: Fault::slow(Delivery::Stalled(Point::Body));
    a_header_without_end: Fault::slow(Delivery::Endless(Point::Head));
    a_body_without_end: Fault::slow(Delivery::Endless(Point::Body));

    // Not faults, although they look like it.
    closed_after_the_body: Fault::settled(Event::delivered(Delivery::Close), whole);
    chunks: Fault::settled(Event::delivered(Delivery::Chunked), whole);
    no_length: Fault::settled(Event::delivered(Delivery::Unmeasured), whole);
    announced: Fault::settled(Event::delivered(Delivery::Announced), whole);
    a_byte_at_a_time: Fault::settled(Event::delivered(Delivery::Bytewise), whole);

    shorter_than_it_is: Fault::settled(Event::delivered(Delivery::TooShort), |got| {
        let body = got.body.as_deref().unwrap_or_default();
        got.outcome == Outcome::Undecodable
            && body.starts_with("{\"id\":\"re_1\"") && !body.ends_with('}')
    });
    success_without_a_body: Fault::settled(
        Event::answer(Applied::First, 200, Body::Empty), |got| undecodable(got, "", "req_200")
    );
    no_content: Fault::settled(
        Event::answer(Applied::First, 204, Body::Empty), |got| undecodable(got, "", "req_204")
    );
    success_that_is_not_json: Fault::settled(
        Event::answer(Applied::First, 200, Body::Text("{\"id\":\"re_1\",")),
        |got| undecodable(got, "{\"id\":\"re_1\",", "req_200")
    );
    success_that_is_another_object: Fault::settled(
        Event::answer(Applied::Never, 200, Body::Text("{\"error\":{}}")),
        |got| undecodable(got, "{\"error\":{}}", "req_200")
    );

    conflict: Fault {
        again: true,
        ..Fault::settled(Event::status(409, "any"), |got| refused(got, 409, ErrorClass::Api))
    };
    too_many: Fault::settled(
        Event::status(429, "rate_limit"), |got| refused(got, 429, ErrorClass::RateLimit)
    );
    locked: Fault {
        again: true,
        ..Fault::settled(
            Event::status(429, "lock_timeout"), |got| refused(got, 429, ErrorClass::RateLimit)
        )
    };
    declined: Fault::settled(
        Event::status(402, "card_declined"), |got| refused(got, 402, ErrorClass::Card)
    );
    declined_and_told_to_retry: Fault {
        again: true,
        ..Fault::settled(
            Event::status(402, "any").with_header("Stripe-Should-Retry", "true"),
            |got| refused(got, 402, ErrorClass::Card)
        )
    };
    broken_down: Fault {
        again: true,
        ..Fault::settled(Event::status(500, "any"), |got| refused(got, 500, ErrorClass::Api))
    };
    broken_down_and_told_not_to_retry: Fault::settled(
        Event::status(500, "any").with_header("Stripe-Should-Retry", "false"),
        |got| refused(got, 500, ErrorClass::Api)
    );
    // Not a success, although it was applied and has the body of one.
    broken_down_with_the_object_for_a_body: Fault {
        again: true,
        ..Fault::settled(Event::answer(Applied::First, 500, Body::Object), |got| {
            refused(got, 500, ErrorClass::Api)
                && got.body.as_ref().is_some_and(|body| body.contains("\"object\":\"refund\""))
        })
    };
    a_page_of_a_proxy: Fault {
        again: true,
        ..Fault::settled(
            Event::answer(Applied::First, 502, Body::Text("<html>Bad Gateway</html>")),
            |got| refused(got, 502, ErrorClass::Api)
                && got.body.as_deref() == Some("<html>Bad Gateway</html>")
        )
    };
}

fn whole(got: &Got) -> bool {
    got.outcome == Outcome::Success("re_1".into(), 7)
}

fn undecodable(got: &Got, body: &str, request_id: &str) -> bool {
    got.outcome == Outcome::Undecodable
        && got.body.as_deref() == Some(body)
        && got.request_id.as_deref() == Some(request_id)
}

/// The error has the response as received.
fn refused(got: &Got, status: u16, class: ErrorClass) -> bool {
    got.outcome == Outcome::Refused(status, class)
        && got.request_id == Some(format!("req_{status}"))
        && got.body.is_some()
}
