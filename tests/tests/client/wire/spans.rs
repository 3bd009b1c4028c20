//! The spans and events of the feature `tracing`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use stripe_client::client::TransportErrorKind::Other;
use stripe_client::client::{Builder, Method, Raw};
use stripe_client::json::Json;
use stripe_client::{Client, Options, blocking};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::{End, Script};
use super::{REFUND, wait};

/// A span or an event.
#[derive(Clone, Debug, Default)]
struct Entry {
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
    /// The number of handles: a span without handles is closed.
    handles: usize,
}

impl Entry {
    fn new(metadata: &'static Metadata<'static>, parent: Option<&Id>) -> Self {
        Self {
            name: metadata.name(),
            parent: parent.map(Id::into_u64),
            ..Self::default()
        }
    }

    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("none", String::as_str)
    }
}

impl Visit for Entry {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

/// Records everything; the id of a span is its position, from 1.
#[derive(Clone, Default)]
struct Recorder {
    spans: Arc<Mutex<Vec<Entry>>>,
    events: Arc<Mutex<Vec<Entry>>>,
}

impl Recorder {
    fn change(&self, id: &Id, change: impl FnOnce(&mut Entry)) {
        let place = usize::try_from(id.into_u64()).unwrap() - 1;
        change(&mut self.spans.lock().unwrap()[place]);
    }

    fn named(&self, name: &str) -> Vec<Entry> {
        let spans = self.spans.lock().unwrap();
        spans
            .iter()
            .filter(|span| span.name == name)
            .cloned()
            .collect()
    }

    fn warnings(&self) -> Vec<String> {
        let events = self.events.lock().unwrap();
        let notices = events.iter().filter_map(|event| event.fields.get("notice"));
        notices.cloned().collect()
    }

    fn all(&self) -> String {
        format!(
            "{:?} {:?}",
            self.spans.lock().unwrap(),
            self.events.lock().unwrap()
        )
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "stripe"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut entry = Entry::new(span.metadata(), span.parent());
        entry.handles = 1;
        span.record(&mut entry);
        let mut spans = self.spans.lock().unwrap();
        spans.push(entry);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.change(span, |entry| values.record(entry));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut entry = Entry::new(event.metadata(), event.parent());
        event.record(&mut entry);
        self.events.lock().unwrap().push(entry);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}

    fn clone_span(&self, span: &Id) -> Id {
        self.change(span, |entry| entry.handles += 1);
        span.clone()
    }

    fn try_close(&self, span: Id) -> bool {
        self.change(&span, |entry| entry.handles -= 1);
        true
    }
}

fn recording<T>(work: impl FnOnce() -> T) -> (Recorder, T) {
    let recorder = Recorder::default();
    let result = tracing::subscriber::with_default(recorder.clone(), work);
    (recorder, result)
}

/// The same with both clients.
fn both(ends: &[End], check: impl Fn(&Recorder)) {
    let (recorder, _) = recording(|| {
        let stripe = Script::new(ends.to_vec()).blocking_client();
        stripe
            .refunds()
            .update("re_secretive")
            .metadata([("email", "jenny@example.com")])
            .send()
    });
    check(&recorder);
    let (recorder, _) = recording(|| {
        let stripe = Script::new(ends.to_vec()).client();
        wait(async {
            stripe
                .refunds()
                .update("re_secretive")
                .metadata([("email", "jenny@example.com")])
                .send()
                .await
        })
    });
    check(&recorder);
}

#[test]
fn a_call_is_a_span_and_so_is_each_attempt() {
    let ends = [End::Lost(Other), End::status(500), End::ok(REFUND)];
    both(&ends, |recorder| {
        let calls = recorder.named("stripe.call");
        let [call] = calls.as_slice() else {
            panic!("{calls:?}")
        };
        assert_eq!(
            (call.get("method"), call.get("path")),
            ("POST", "/v1/refunds/{refund}")
        );
        assert_eq!(call.get("host"), "api.stripe.com");
        assert_eq!(
            (call.get("status"), call.get("request_id")),
            ("200", "req_ok")
        );
        assert_eq!((call.get("attempts"), call.get("error")), ("3", "none"));
        let attempts = recorder.named("stripe.attempt");
        let shown: Vec<_> = attempts
            .iter()
            .map(|attempt| {
                (
                    attempt.get("attempt"),
                    attempt.get("status"),
                    attempt.get("error"),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("1", "none", "the connection failed"),
                ("2", "500", "none"),
                ("3", "200", "none")
            ]
        );
        for attempt in &attempts {
            assert_eq!(attempt.parent, Some(1), "each is within the call");
            assert_eq!(
                (attempt.get("method"), attempt.get("path")),
                ("POST", "/v1/refunds/{refund}")
            );
            assert_eq!(attempt.get("host"), "api.stripe.com");
        }
        assert!(
            recorder
                .spans
                .lock()
                .unwrap()
                .iter()
                .all(|span| span.handles == 0)
        );
        let shown = recorder.all();
        for secret in ["sk_test", "jenny", "re_secretive"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    });
}

#[test]
fn a_refusal_is_told_by_its_code() {
    let body =
        r#"{"error":{"code":"charge_already_refunded","message":"Charge ch_secretive has …"}}"#;
    let refusal = End::Answer(400, vec![("request-id", "req_1".into())], body.to_owned());
    both(&[refusal], |recorder| {
        let call = &recorder.named("stripe.call")[0];
        assert_eq!(
            (call.get("status"), call.get("error")),
            ("400", "charge_already_refunded")
        );
        assert_eq!(call.get("request_id"), "req_1");
        assert!(!recorder.all().contains("secretive"));
    });
}

#[test]
fn ids_are_shown_to_those_who_ask() {
    let (recorder, result) = recording(|| {
        let script = Script::new([End::ok(REFUND)]);
        let builder: Builder<blocking::Blocking> = blocking::Client::builder("sk_test_1");
        let stripe = builder.transport(script).trace_ids(true).build().unwrap();
        stripe.refunds().retrieve("re_1").send()
    });
    result.unwrap();
    let call = &recorder.named("stripe.call")[0];
    assert_eq!(
        (call.get("path"), call.get("url_path")),
        ("/v1/refunds/{refund}", "/v1/refunds/re_1")
    );
}

#[test]
fn a_path_that_was_put_together_may_hold_ids() {
    let id = "cus_secretive";
    for (request, path) in [
        (
            Raw::new(Method::Get, "/v1/customers/{customer}").arg(id),
            "/v1/customers/{customer}",
        ),
        (Raw::new(Method::Get, "/v1/balance"), "/v1/balance"),
        (
            Raw::new(Method::Get, format!("/v1/customers/{id}")),
            "/v1/…",
        ),
        (
            Raw::new(Method::Get, format!("/v2/customers/{id}")),
            "/v2/…",
        ),
    ] {
        let (recorder, result) = recording(|| {
            let stripe = Script::new([End::ok("{}")]).blocking_client();
            request.on(stripe).send::<Json>()
        });
        result.unwrap();
        assert_eq!(recorder.named("stripe.call")[0].get("path"), path);
        assert!(!recorder.all().contains("secretive"));
    }
}

#[test]
fn a_notice_is_a_warning_once_a_client() {
    let notice = |text: &str| End::ok(REFUND).header("stripe-notice", text);
    let ends = [
        notice("a"),
        notice("a"),
        notice("b"),
        End::status(400).header("stripe-notice", "c sk_test_hush"),
    ];
    let (recorder, ()) = recording(|| {
        let stripe = Script::new(ends.clone()).client();
        for _ in 0..4 {
            let _ = wait(async { stripe.refunds().retrieve("re_1").send().await });
        }
        let other = Script::new(ends).blocking_client();
        let _ = other.refunds().retrieve("re_1").send();
    });
    assert_eq!(recorder.warnings(), ["a", "b", "c sk_…", "a"]);
}

#[test]
fn a_call_that_is_dropped_closes_its_spans() {
    let (recorder, ()) = recording(|| {
        let stripe: Client = Script::new([End::Never]).client();
        let options = Options::new().idempotency_key("mine");
        let mut pending = Box::pin(stripe.refunds().create().with_options(options).send());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(pending.as_mut().poll(&mut context).is_pending());
        drop(pending);
    });
    let spans = recorder.spans.lock().unwrap();
    assert_eq!(spans.len(), 2);
    assert!(spans.iter().all(|span| span.handles == 0), "{spans:?}");
}
