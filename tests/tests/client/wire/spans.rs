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

/// The fields that are recorded, in order.
fn shown(span: &Entry) -> String {
    let fields = span.fields.iter();
    let lines = fields.map(|(name, value)| format!("{name} = {value}\n"));
    lines.collect()
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
            shown(call),
            "\
http.request.method = POST
http.response.status_code = 200
otel.kind = internal
otel.name = POST /v1/refunds/{refund}
server.address = api.stripe.com
server.port = 443
stripe.attempts = 3
stripe.request_id = req_ok
url.template = /v1/refunds/{refund}
"
        );
        let attempts = recorder.named("stripe.attempt");
        let outcomes = [
            "error.type = Other\nhttp.request.method = POST\n",
            "error.type = 500\nhttp.request.method = POST\nhttp.request.resend_count = 1\nhttp.response.status_code = 500\n",
            "http.request.method = POST\nhttp.request.resend_count = 2\nhttp.response.status_code = 200\n",
        ];
        let status = [
            "otel.status_code = ERROR\n",
            "otel.status_code = ERROR\n",
            "",
        ];
        let request_id = ["", "", "stripe.request_id = req_ok\n"];
        assert_eq!(attempts.len(), 3);
        for (at, attempt) in attempts.iter().enumerate() {
            assert_eq!(attempt.parent, Some(1), "each is within the call");
            let expected = [
                outcomes[at],
                "otel.kind = client\notel.name = POST /v1/refunds/{refund}\n",
                status[at],
                "server.address = api.stripe.com\nserver.port = 443\n",
                request_id[at],
                "url.full = https://api.stripe.com/v1/refunds/{refund}\nurl.template = /v1/refunds/{refund}\n",
            ];
            assert_eq!(shown(attempt), expected.concat());
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
fn a_refused_call_has_the_status_and_the_code_of_its_error() {
    let body =
        r#"{"error":{"code":"charge_already_refunded","message":"Charge ch_secretive has …"}}"#;
    let refusal = End::Answer(400, vec![("request-id", "req_1".into())], body.to_owned());
    both(&[refusal], |recorder| {
        let call = &recorder.named("stripe.call")[0];
        let fields = [
            "error.type",
            "stripe.error_code",
            "stripe.request_id",
            "otel.status_code",
        ];
        assert_eq!(
            fields.map(|field| call.get(field)),
            ["400", "charge_already_refunded", "req_1", "ERROR"]
        );
        assert!(!recorder.all().contains("secretive"));
    });
}

#[test]
fn a_redirect_fails_the_call_but_not_the_attempt() {
    both(&[End::status(302)], |recorder| {
        let attempt = &recorder.named("stripe.attempt")[0];
        assert_eq!(
            (
                attempt.get("http.response.status_code"),
                attempt.get("otel.status_code")
            ),
            ("302", "none")
        );
        let call = &recorder.named("stripe.call")[0];
        assert_eq!(
            (call.get("error.type"), call.get("otel.status_code")),
            ("302", "ERROR")
        );
    });
}

/// The field `url.full` of a call to `base_url`.
fn url(base_url: &str, ids: bool) -> (String, String, String) {
    let (recorder, result) = recording(|| {
        let builder: Builder<blocking::Blocking> = blocking::Client::builder("sk_test_1");
        let builder = builder.transport(Script::new([End::ok(REFUND)]));
        let stripe = builder.base_url(base_url).trace_ids(ids).build().unwrap();
        stripe.refunds().retrieve("re_1").expand(["charge"]).send()
    });
    result.unwrap();
    let attempt = &recorder.named("stripe.attempt")[0];
    let fields = ["url.full", "server.address", "server.port"];
    fields.map(|field| attempt.get(field).to_owned()).into()
}

#[test]
fn ids_are_shown_to_those_who_ask() {
    let strings = |url: &str, host: &str, port: &str| (url.into(), host.into(), port.into());
    for (base_url, ids, expected) in [
        (
            "https://api.stripe.com",
            true,
            strings(
                "https://api.stripe.com/v1/refunds/re_1",
                "api.stripe.com",
                "443",
            ),
        ),
        (
            "http://localhost:12111/mock/",
            true,
            strings(
                "http://localhost:12111/mock/v1/refunds/re_1",
                "localhost",
                "12111",
            ),
        ),
        (
            "http://localhost/mock/",
            false,
            strings(
                "http://localhost/mock/v1/refunds/{refund}",
                "localhost",
                "80",
            ),
        ),
    ] {
        assert_eq!(url(base_url, ids), expected);
    }
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
        let call = &recorder.named("stripe.call")[0];
        assert_eq!(call.get("url.template"), path);
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
