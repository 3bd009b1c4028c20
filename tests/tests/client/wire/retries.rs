//! When a call is retried, with which request, and the result.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use stripe_client::client::TransportErrorKind::{Body, Connect, Other, Timeout, TooLong, Unusable};
use stripe_client::client::transport::{
    BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
};
use stripe_client::{Client, Error, Options, blocking};
use tests::server::{Answer, Server, unused_url};

use super::script::{End, Script, scripted};
use super::{REFUND, both, wait};

#[test]
fn a_write_is_sent_again_with_the_same_key() {
    scripted!(
        [End::Lost(Other), End::status(500), End::ok(REFUND)],
        |stripe| stripe.refunds().create().charge("ch_1"),
        |result, script| {
            assert_eq!(result.unwrap().id, "re_1");
            let keys = script.keys();
            assert_eq!(keys.len(), 3);
            assert!(
                keys[0].is_some() && keys.iter().all(|key| *key == keys[0]),
                "{keys:?}"
            );
            let bodies: Vec<_> = script
                .sent()
                .iter()
                .map(|sent| sent.body.as_bytes().unwrap().to_vec())
                .collect();
            assert!(
                bodies.iter().all(|body| body == b"charge=ch_1"),
                "{bodies:?}"
            );
        }
    );
}

#[test]
fn it_is_the_same_over_the_wire() {
    let answers = || {
        vec![
            Answer::Reply(503, vec![("Retry-After", "0".into())], "busy".into()),
            Answer::Reply(409, vec![], "{}".into()),
            Answer::ok(REFUND),
        ]
    };
    both!(
        answers(),
        |stripe| stripe.refunds().create().charge("ch_1"),
        |result, server| {
            assert_eq!(result.unwrap().id, "re_1");
            let sent = [server.next(), server.next(), server.next()];
            for other in &sent[1..] {
                assert_eq!(other.line, sent[0].line);
                assert_eq!(other.body, sent[0].body);
                assert_eq!(
                    other.header("idempotency-key"),
                    sent[0].header("idempotency-key")
                );
            }
            assert!(sent[0].header("idempotency-key").is_some());
        }
    );
}

#[test]
fn a_last_error_tells_its_attempts() {
    for end in [
        End::status(500),
        End::status(409),
        End::Lost(Connect),
        End::Lost(Timeout),
    ] {
        scripted!(
            vec![end.clone(); 3],
            |stripe| stripe.refunds().create(),
            |result, script| {
                let error = result.unwrap_err();
                assert_eq!(error.attempts(), 3, "{error}");
                assert_eq!(error.idempotency_key(), script.keys()[0].as_deref());
                assert_eq!(script.slept().len(), 2);
            }
        );
    }
}

#[test]
fn what_would_end_the_same_way_is_sent_once() {
    for end in [
        End::status(302),
        End::status(400),
        End::status(404),
        End::status(429),
        End::status(500).header("stripe-should-retry", "false"),
        End::status(409).header("stripe-should-retry", "false"),
        End::Lost(Body),
        End::Lost(TooLong),
    ] {
        scripted!(
            [end.clone()],
            |stripe| stripe.refunds().create(),
            |result, script| {
                assert_eq!(result.unwrap_err().attempts(), 1);
                assert!(script.slept().is_empty());
            }
        );
    }
}

#[test]
fn what_the_server_asks_for_is_sent_again() {
    let locked = r#"{"error":{"code":"lock_timeout"}}"#.to_owned();
    for end in [
        End::status(400).header("stripe-should-retry", "true"),
        End::status(429).header("stripe-should-retry", "true"),
        End::Answer(429, vec![], locked),
    ] {
        scripted!(
            [end.clone(), End::ok(REFUND)],
            |stripe| stripe.refunds().create(),
            |result, script| {
                result.unwrap();
                assert_eq!(script.sent().len(), 2);
            }
        );
    }
}

#[test]
fn waits_grow_have_jitter_and_heed_retry_after() {
    let mut firsts = Vec::new();
    for _ in 0..20 {
        let script = Script::new(vec![End::status(500); 3]);
        let _ = script.blocking_client().refunds().list().send();
        let slept = script.slept();
        let millis = |time: Duration| time.as_millis();
        assert!((250..=500).contains(&millis(slept[0])), "{slept:?}");
        assert!((500..=1000).contains(&millis(slept[1])), "{slept:?}");
        firsts.push(slept[0]);
    }
    firsts.dedup();
    assert!(firsts.len() > 1, "the first wait has jitter too");

    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (after, seconds) in [
        ("7", 7),
        ("60", 60),
        ("3600", 60),
        ("Sun, 06 Nov 1994 08:49:49 GMT", 12),
    ] {
        let busy = End::status(503)
            .header("date", date)
            .header("retry-after", after);
        scripted!(
            [busy.clone(), End::ok(REFUND)],
            |stripe| stripe.refunds().create(),
            |result, script| {
                result.unwrap();
                let [slept] = script.slept()[..] else {
                    panic!("{:?}", script.slept());
                };
                let asked = Duration::from_secs(seconds);
                assert!((asked..=asked.mul_f64(1.25)).contains(&slept), "{slept:?}");
            }
        );
    }
}

#[test]
fn a_call_says_how_often_and_so_does_its_client() {
    let ends = || vec![End::status(500); 6];
    for (retries, attempts) in [(0, 1), (1, 2), (5, 6)] {
        let options = Options::new().max_retries(retries);
        scripted!(
            ends(),
            |stripe| stripe.refunds().create().with_options(options.clone()),
            |result, script| {
                assert_eq!(result.unwrap_err().attempts(), attempts);
                assert_eq!(script.sent().len(), attempts as usize);
            }
        );
        let script = Script::new(ends());
        let stripe = Client::builder("sk_test_1")
            .max_retries(retries)
            .transport(script.clone());
        let stripe = stripe.build().unwrap();
        let error = wait(async { stripe.refunds().create().send().await }).unwrap_err();
        assert_eq!(error.attempts(), attempts);
    }
}

#[test]
fn the_time_for_the_whole_call_cuts_attempts_and_waits() {
    let options = Options::new().total_timeout(Duration::from_secs(30));
    let long = End::status(503).header("retry-after", "40");
    scripted!(
        [End::status(500), long.clone()],
        |stripe| stripe.refunds().create().with_options(options.clone()),
        |result, script| {
            let error = result.unwrap_err();
            assert_eq!((error.status(), error.attempts()), (Some(503), 2));
            let longest = Duration::from_secs(30);
            assert!(script.sent().iter().all(|sent| sent.timeout <= longest));
            assert_eq!(script.slept().len(), 1, "no wait that would pass the end");
        }
    );
    scripted!(
        [End::ok(REFUND)],
        |stripe| stripe.refunds().create(),
        |result, script| {
            result.unwrap();
            assert_eq!(script.sent()[0].timeout, Duration::from_secs(80));
        }
    );
}

#[test]
fn the_time_for_the_whole_call_holds_over_the_wire() {
    let options = || Options::new().total_timeout(Duration::from_millis(200));
    both!(
        vec![Answer::Silence(Duration::from_secs(5))],
        |stripe| stripe.refunds().create().with_options(options()),
        |result, server| {
            let Err(Error::Transport(error)) = result else {
                panic!("{result:?}")
            };
            assert_eq!((error.kind(), error.attempts()), (Timeout, 1));
            assert!(error.may_be_done());
            assert_eq!(
                error.idempotency_key(),
                server.next().header("idempotency-key")
            );
        }
    );
}

#[test]
fn the_key_is_known_before_a_call_and_after_it_was_dropped() {
    for ends in [
        vec![End::Never],
        vec![End::Lost(Other), End::status(500), End::Never],
    ] {
        let attempts = ends.len();
        let script = Script::new(ends);
        let stripe = script.client();
        let mut pending = stripe.refunds().create().send();
        let key = pending.idempotency_key().map(str::to_owned);
        assert!(key.is_some());
        assert!(
            script.sent().is_empty(),
            "nothing is sent before it is polled"
        );
        wait(poll_fn(|context| {
            assert!(std::pin::Pin::new(&mut pending).poll(context).is_pending());
            Poll::Ready(())
        }));
        drop(pending);
        assert_eq!(script.keys(), vec![key; attempts]);
    }
    let stripe = Script::default().client();
    let own = Options::new().idempotency_key(" mine ");
    let pending = stripe.refunds().create().with_options(own).send();
    assert_eq!(pending.idempotency_key(), Some("mine"));
    assert_eq!(stripe.refunds().list().send().idempotency_key(), None);
}

#[test]
fn a_refusal_before_sending_has_no_attempts() {
    let script = Script::default();
    let pending = script.client().refunds().retrieve("..").send();
    assert_eq!(pending.idempotency_key(), None);
    let error = wait(pending).unwrap_err();
    assert_eq!((error.attempts(), error.idempotency_key()), (0, None));
}

#[test]
fn a_connection_that_is_refused_means_that_nothing_is_done() {
    let unused = unused_url();
    let stripe = blocking::Client::builder("sk_test_1")
        .base_url(&unused)
        .backoff(Duration::ZERO);
    let blocking = stripe
        .build()
        .unwrap()
        .refunds()
        .create()
        .send()
        .unwrap_err();
    let stripe = Client::builder("sk_test_1")
        .base_url(&unused)
        .backoff(Duration::ZERO);
    let stripe = stripe.build().unwrap();
    let asynchronous = wait(async { stripe.refunds().create().send().await }).unwrap_err();
    for error in [blocking, asynchronous] {
        let Error::Transport(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!((error.kind(), error.attempts()), (Connect, 3));
        assert!(!error.may_be_done());
        assert!(error.idempotency_key().is_some());
    }
}

#[test]
fn an_answer_that_breaks_off_tells_its_head() {
    let cut = "HTTP/1.1 200 OK\r\nRequest-Id: req_cut\r\nContent-Length: 99\r\n\r\n{";
    let cut = || Server::start(vec![Answer::Raw(cut.into())]).url;
    let stripe = blocking::Client::builder("sk_test_1")
        .base_url(cut())
        .max_retries(0)
        .build()
        .unwrap();
    let blocking = stripe.refunds().list().send().unwrap_err();
    let stripe = Client::builder("sk_test_1")
        .base_url(cut())
        .max_retries(0)
        .build()
        .unwrap();
    let asynchronous = wait(async { stripe.refunds().list().send().await }).unwrap_err();
    for error in [blocking, asynchronous] {
        let Error::Transport(transport) = &error else {
            panic!("{error:?}")
        };
        assert!(!transport.may_be_done(), "a GET changes nothing");
        assert_eq!(
            (error.status(), error.request_id()),
            (Some(200), Some("req_cut"))
        );
    }
}

#[test]
fn outside_a_runtime_the_built_in_transport_says_so() {
    let server = Server::start(vec![]);
    let stripe = Client::builder("sk_test_1")
        .base_url(&server.url)
        .max_retries(3);
    let stripe = stripe.build().unwrap();
    let mut pending = stripe.refunds().list().send();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Err(error)) = std::pin::Pin::new(&mut pending).poll(&mut context) else {
        panic!("it went on");
    };
    // A retry would not have a runtime either, so there is none.
    assert_eq!(error.attempts(), 1);
    assert!(!error.may_be_done());
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), Unusable);
}

/// Adding such a timeout to the current time overflows.
#[test]
fn the_longest_of_timeouts_is_none() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| stripe.refunds().retrieve("re_1").with_options(
            Options::new()
                .timeout(Duration::MAX)
                .total_timeout(Duration::MAX)
        ),
        |result, _server| {
            assert_eq!(result.unwrap().id, "re_1");
        }
    );
}

/// A minimal transport, as a caller would write it.
struct Plain(Script);

impl Transport for Plain {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Transport::send(&self.0, request)
    }
}

/// Blocks without a runtime: the waker unparks the thread.
struct Unpark(std::thread::Thread);

impl std::task::Wake for Unpark {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.unpark();
    }
}

#[test]
fn waits_need_no_runtime_and_can_be_given_up() {
    let ends = || [End::status(500), End::Lost(Other), End::ok(REFUND)];
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let stripe = |script: &Script, backoff| {
        let builder = Client::builder("sk_test_1").transport(Plain(script.clone()));
        builder.backoff(backoff).build().unwrap()
    };

    let script = Script::new(ends());
    let stripe_now = stripe(&script, Duration::from_millis(2));
    let mut pending = std::pin::pin!(stripe_now.refunds().create().send());
    let refund = loop {
        match pending.as_mut().poll(&mut context) {
            Poll::Ready(refund) => break refund.unwrap(),
            Poll::Pending => std::thread::park(),
        }
    };
    assert_eq!((refund.id.as_str(), script.sent().len()), ("re_1", 3));

    let script = Script::new(ends());
    let stripe_later = stripe(&script, Duration::from_secs(5));
    let mut pending = Box::pin(stripe_later.refunds().create().send());
    assert!(pending.as_mut().poll(&mut context).is_pending());
    drop(pending);
    assert_eq!(script.sent().len(), 1);
}
