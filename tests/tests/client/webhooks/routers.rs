//! From a request to a handler.

use std::sync::{Arc, Mutex};

use stripe_client::events;
use stripe_client::json::Json;
use stripe_client::objects::Refund;
use stripe_client::webhook::{
    Delivery, Error, Event, EventType, Outcome, Reason, Related, Router, SignatureError, ThinEvent,
    ThinEventType, Unhandled, Verifier, blocking,
};

use super::{REFUND, SECRET, event, signed, thin_event, wait};

/// What the handlers did, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

struct AccountUpdated;

impl ThinEventType for AccountUpdated {
    const TYPE: &'static str = "v2.core.account.updated";
    type Related = Json;
}

struct BrandNew;

impl EventType for BrandNew {
    const TYPE: &'static str = "brand.new";
    type Object = Json;
}

async fn failed(_: Event, refund: Refund) -> Result<(), String> {
    Err(format!("{} failed", refund.id))
}

fn asynchronous(log: &Log) -> Router<String> {
    let (one, two, three, four) = (log.clone(), log.clone(), log.clone(), log.clone());
    Router::new(SECRET)
        .on::<events::RefundCreated>(move |event, refund| {
            let log = one.clone();
            async move {
                tokio::task::yield_now().await;
                log.add(format!("{} {}", event.type_, refund.amount));
                Ok(())
            }
        })
        .on::<events::RefundFailed>(failed)
        .on::<BrandNew>(async |_, _| Ok(()))
        .on_type("charge.flew", move |event| {
            two.add(event.type_);
            async { Ok(()) }
        })
        .on_thin::<AccountUpdated>(move |event, account| {
            three.add(format!("{} {}", event.type_, account.object().unwrap().id));
            async { Ok(()) }
        })
        .on_thin_type("v2.other", move |event| {
            four.add(event.type_);
            async { Ok(()) }
        })
}

fn synchronous(log: &Log) -> blocking::Router<String> {
    let (one, two, three, four) = (log.clone(), log.clone(), log.clone(), log.clone());
    blocking::Router::new(Verifier::new(SECRET))
        .on::<events::RefundCreated>(move |event, refund| {
            one.add(format!("{} {}", event.type_, refund.amount));
            Ok(())
        })
        .on::<events::RefundFailed>(|_, refund| Err(format!("{} failed", refund.id)))
        .on_type("charge.flew", move |event| {
            two.add(event.type_);
            Ok(())
        })
        .on_thin::<AccountUpdated>(move |event: ThinEvent, account: Related<Json>| {
            three.add(format!("{} {}", event.type_, account.object().unwrap().id));
            Ok(())
        })
        .on_thin_type("v2.other", move |event| {
            four.add(event.type_);
            Ok(())
        })
}

type Answer = Result<Outcome, Error<String>>;

/// The same deliveries to both routers.
fn both(check: impl Fn(&Log, &dyn Fn(&str) -> Answer)) {
    let log = Log::default();
    let router = asynchronous(&log);
    check(&log, &|body| wait(router.dispatch(body, &signed(body))));
    let router = synchronous(&log);
    check(&log, &|body| router.dispatch(body, &signed(body)));
}

fn unhandled(answer: Answer) -> Unhandled {
    match answer {
        Ok(Outcome::Unhandled(unhandled)) => unhandled,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_event_goes_to_the_handler_of_its_type() {
    both(|log, send| {
        for (body, done) in [
            (event("refund.created", REFUND), "refund.created 100"),
            (event("charge.flew", "{}"), "charge.flew"),
            (
                thin_event("v2.core.account.updated", "/x"),
                "v2.core.account.updated acct_2",
            ),
            (thin_event("v2.other", "/x"), "v2.other"),
        ] {
            assert!(matches!(send(&body), Ok(Outcome::Handled)));
            assert_eq!(log.take(), [done]);
        }
    });
}

#[test]
fn the_error_of_a_handler_is_the_callers() {
    both(|_, send| {
        let error = send(&event("refund.failed", REFUND)).unwrap_err();
        assert_eq!(error, Error::Handler("re_1 failed".to_owned()));
        assert_eq!(error.status(), 500);
        assert_eq!(error.to_string(), "a handler failed: re_1 failed");
    });
}

#[test]
fn what_has_no_handler_is_given_back() {
    both(|log, send| {
        for body in [
            event("refund.updated", REFUND),
            // A snapshot event and a thin event have different types, even with the same name.
            event("v2.other", "{}"),
            thin_event("refund.created", "/x"),
            r#"{"object":"new"}"#.to_owned(),
            "[]".to_owned(),
        ] {
            let unhandled = unhandled(send(&body));
            assert_eq!(unhandled.reason, Reason::NoHandler);
            assert!(!unhandled.is_wanted());
        }
        let other = unhandled(send(&event("refund.created", r#"{"object":"charge"}"#)));
        assert_eq!(other.reason, Reason::OtherObject);
        assert!(other.is_wanted());
        let unreadable = unhandled(send(&event("refund.created", r#"{"object":"refund"}"#)));
        assert!(
            matches!(&unreadable.reason, Reason::Unreadable(fault) if fault.path() == "amount")
        );
        assert!(unreadable.is_wanted());
        assert!(matches!(&unreadable.delivery, Delivery::Event(event) if event.id == "evt_1"));
        assert_eq!(
            unreadable.to_string(),
            "the object of refund.created cannot be decoded: amount: expected a value, found no such field"
        );
        assert!(log.take().is_empty());
    });
}

#[test]
fn otherwise_takes_the_rest_but_not_what_has_a_handler() {
    let log = Log::default();
    let rest = log.clone();
    let router = asynchronous(&log).otherwise(move |unhandled| {
        rest.add(unhandled.to_string());
        async { Ok(()) }
    });
    let send = |body: &str| wait(router.dispatch(body, &signed(body)));
    assert!(matches!(
        send(&event("refund.updated", REFUND)),
        Ok(Outcome::Handled)
    ));
    assert_eq!(log.take(), ["no handler for refund.updated"]);
    let not_read = ["{}", r#"{"object": "refund", "id": "re_1"}"#];
    for object in not_read {
        let outcome = send(&event("refund.created", object));
        let Ok(Outcome::Unhandled(unread)) = outcome else {
            panic!("{outcome:?}");
        };
        assert!(unread.is_wanted());
        assert_eq!(log.take(), [""; 0]);
    }

    let rest = log.clone();
    let router = synchronous(&log).otherwise(move |unhandled| {
        rest.add(unhandled.to_string());
        Ok(())
    });
    let body = "{}";
    assert!(matches!(
        router.dispatch(body, &signed(body)),
        Ok(Outcome::Handled)
    ));
    assert_eq!(log.take(), ["no handler for something without a type"]);
}

#[test]
fn no_handler_is_called_for_what_is_not_stripes() {
    let log = Log::default();
    let body = event("refund.created", REFUND);
    let mismatch = Error::Signature(SignatureError::Mismatch);
    let header = signed("another body");
    assert_eq!(
        wait(asynchronous(&log).dispatch(&body, &header)).unwrap_err(),
        mismatch
    );
    assert_eq!(
        synchronous(&log).dispatch(&body, &header).unwrap_err(),
        mismatch
    );
    let none = Error::Signature(SignatureError::NoHeader);
    assert_eq!(
        wait(asynchronous(&log).dispatch(&body, "")).unwrap_err(),
        none
    );
    assert!(log.take().is_empty());
}

#[test]
fn an_event_can_come_another_way() {
    let log = Log::default();
    let delivery: Delivery =
        stripe_client::json::from_json(&event("refund.created", REFUND)).unwrap();
    let router = asynchronous(&log);
    assert!(matches!(
        wait(router.dispatch_verified_elsewhere(delivery.clone())),
        Ok(Outcome::Handled)
    ));
    assert!(matches!(
        synchronous(&log).dispatch_verified_elsewhere(delivery),
        Ok(Outcome::Handled)
    ));
    assert_eq!(log.take().len(), 2);
}

#[test]
fn the_last_handler_of_a_type_counts() {
    let log = Log::default();
    let last = log.clone();
    let router = synchronous(&log).on::<events::RefundCreated>(move |_, _| {
        last.add("last");
        Ok(())
    });
    let body = event("refund.created", REFUND);
    assert!(matches!(
        router.dispatch(&body, &signed(&body)),
        Ok(Outcome::Handled)
    ));
    assert_eq!(log.take(), ["last"]);
}

#[test]
fn routers_can_be_shared_and_show_no_secret() {
    fn is_shared<T: Send + Sync + 'static>(_: &T) {}
    fn is_send<T: Send>(_: &T) {}
    let log = Log::default();
    let router = Arc::new(asynchronous(&log));
    is_shared(&router);
    is_shared(&synchronous(&log));
    let body = event("refund.created", REFUND);
    let header = signed(&body);
    is_send(&router.dispatch(body, &header));
    let shown = format!("{router:?}");
    assert!(
        shown.contains("refund.created") && !shown.contains(SECRET),
        "{shown}"
    );
}
