//! Routers whose handlers share a state, and the hook before handlers.

use std::sync::{Arc, Mutex};

use stripe_client::events;
use stripe_client::json::{Json, from_json};
use stripe_client::webhook::{Delivery, Error, Outcome, Router, Seen, ThinEventType, blocking};

use super::{REFUND, SECRET, event, signed, thin_event, wait};

/// A program's state: what its handlers did, and the ids of the events that they handled.
#[derive(Default)]
struct Shop {
    done: Mutex<Vec<String>>,
    handled: Mutex<Vec<String>>,
}

impl Shop {
    async fn refunded(&self, id: &str) -> Result<(), String> {
        tokio::task::yield_now().await;
        self.did(id)
    }

    fn did(&self, what: &str) -> Result<(), String> {
        self.done.lock().unwrap().push(what.to_owned());
        Ok(())
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.done.lock().unwrap())
    }

    fn seen(&self, id: Option<String>) -> Result<Seen, String> {
        let id = id.ok_or("no id")?;
        self.did("asked")?;
        if self.handled.lock().unwrap().contains(&id) {
            Ok(Seen::Already)
        } else {
            Ok(Seen::New)
        }
    }

    fn remember(&self, id: &str) {
        self.handled.lock().unwrap().push(id.to_owned());
    }
}

struct AccountUpdated;

impl ThinEventType for AccountUpdated {
    const TYPE: &'static str = "v2.core.account.updated";
    type Related = Json;
}

/// As a program writes it.
fn router(shop: Arc<Shop>, secret: &str) -> Router<String, Arc<Shop>> {
    Router::with_state(secret, shop)
        .on::<events::RefundUpdated>(|shop, _event, refund| async move {
            shop.refunded(&refund.id).await
        })
        .on::<events::RefundCreated>(|shop, event, refund| async move {
            shop.refunded(&refund.id).await?;
            shop.remember(&event.id);
            Ok(())
        })
        .on::<events::RefundFailed>(
            |_, _, refund| async move { Err(format!("{} failed", refund.id)) },
        )
        .on_type("charge.flew", |shop, event| async move {
            shop.did(&event.type_)
        })
        .on_thin::<AccountUpdated>(|shop, event, account| async move {
            shop.did(&account.object().unwrap().id)?;
            shop.remember(&event.id);
            Ok(())
        })
        .on_thin_type(
            "v2.other",
            |shop, event| async move { shop.did(&event.type_) },
        )
}

fn blocking_router(shop: Arc<Shop>, secret: &str) -> blocking::Router<String, Arc<Shop>> {
    blocking::Router::with_state(secret, shop)
        .on::<events::RefundUpdated>(|shop, _event, refund| shop.did(&refund.id))
        .on::<events::RefundCreated>(|shop, event, refund| {
            shop.did(&refund.id)?;
            shop.remember(&event.id);
            Ok(())
        })
        .on::<events::RefundFailed>(|_, _, refund| Err(format!("{} failed", refund.id)))
        .on_type("charge.flew", |shop, event| shop.did(&event.type_))
        .on_thin::<AccountUpdated>(|shop, event, account| {
            shop.did(&account.object().unwrap().id)?;
            shop.remember(&event.id);
            Ok(())
        })
        .on_thin_type("v2.other", |shop, event| shop.did(&event.type_))
}

type Answer = Result<Outcome, Error<String>>;

/// The same deliveries to both routers, each with the hook.
fn both(check: impl Fn(&Shop, &dyn Fn(&str) -> Answer)) {
    let shop = Arc::new(Shop::default());
    let router = router(Arc::clone(&shop), SECRET)
        .before(|shop, delivery| async move { shop.seen(delivery.event_id()) });
    check(&shop, &|body| wait(router.dispatch(body, &signed(body))));
    let shop = Arc::new(Shop::default());
    let router = blocking_router(Arc::clone(&shop), SECRET)
        .before(|shop, delivery| shop.seen(delivery.event_id()));
    check(&shop, &|body| router.dispatch(body, &signed(body)));
}

#[test]
fn handlers_get_the_state() {
    both(|shop, send| {
        for (body, done) in [
            (event("refund.updated", REFUND), "re_1"),
            (event("charge.flew", "{}"), "charge.flew"),
            (thin_event("v2.other", "/x"), "v2.other"),
            (thin_event("v2.core.account.updated", "/x"), "acct_2"),
        ] {
            assert!(matches!(send(&body), Ok(Outcome::Handled)));
            assert_eq!(shop.take(), ["asked", done]);
        }
        let error = send(&event("refund.failed", REFUND)).unwrap_err();
        assert_eq!(error, Error::Handler("re_1 failed".to_owned()));
    });
}

#[test]
fn no_handler_runs_for_what_was_seen_already() {
    both(|shop, send| {
        for body in [
            event("refund.created", REFUND),
            thin_event("v2.core.account.updated", "/x"),
        ] {
            assert!(matches!(send(&body), Ok(Outcome::Handled)));
            assert_eq!(shop.take().len(), 2);
            assert!(matches!(send(&body), Ok(Outcome::Duplicate)));
            assert_eq!(shop.take(), ["asked"]);
        }
        shop.handled.lock().unwrap().clear();
        // What failed is not remembered, so that it is handled when it comes again.
        let body = event("refund.failed", REFUND);
        send(&body).unwrap_err();
        send(&body).unwrap_err();
    });
}

#[test]
fn the_hook_is_not_asked_about_what_has_no_handler() {
    both(|shop, send| {
        for body in [
            event("refund.flew", REFUND),
            thin_event("v2.none", "/x"),
            "{}".to_owned(),
        ] {
            assert!(matches!(send(&body), Ok(Outcome::Unhandled(_))));
        }
        assert_eq!(shop.take(), [""; 0]);
    });
}

#[test]
fn otherwise_is_a_handler_and_the_error_of_the_hook_is_the_callers() {
    let shop = Arc::new(Shop::default());
    let asynchronous = router(Arc::clone(&shop), SECRET)
        .before(|shop, delivery| async move { shop.seen(delivery.event_id()) })
        .otherwise(|shop, unhandled| async move { shop.did(&unhandled.to_string()) });
    let synchronous = blocking_router(Arc::clone(&shop), SECRET)
        .before(|shop, delivery| shop.seen(delivery.event_id()))
        .otherwise(|shop, unhandled| shop.did(&unhandled.to_string()));
    let send: [&dyn Fn(&str) -> Answer; 2] = [
        &|body| wait(asynchronous.dispatch(body, &signed(body))),
        &|body| synchronous.dispatch(body, &signed(body)),
    ];
    for send in send {
        assert!(matches!(
            send(&event("refund.flew", REFUND)),
            Ok(Outcome::Handled)
        ));
        assert_eq!(shop.take(), ["asked", "no handler for refund.flew"]);
        assert!(matches!(
            send(r#"{"id": "x", "type": "y"}"#),
            Ok(Outcome::Handled)
        ));
        assert_eq!(shop.take(), ["asked", "no handler for y"]);
        let error = send("{}").unwrap_err();
        assert_eq!(error, Error::Handler("no id".to_owned()));
        assert_eq!(error.status(), 500);
        assert_eq!(shop.take(), [""; 0]);
    }
}

#[test]
fn a_router_without_a_state_has_the_hook_too() {
    let body = event("refund.created", REFUND);
    let router: Router<String> = Router::new(SECRET)
        .before(|delivery| async move {
            assert_eq!(delivery.event_id().as_deref(), Some("evt_1"));
            Ok(Seen::Already)
        })
        .on::<events::RefundCreated>(async |_, _| Err("it runs".to_owned()));
    let answer = wait(router.dispatch(&body, &signed(&body)));
    assert!(matches!(answer, Ok(Outcome::Duplicate)));
    let router: blocking::Router<String> = blocking::Router::new(SECRET)
        .before(|_| Ok(Seen::Already))
        .on::<events::RefundCreated>(|_, _| Err("it runs".to_owned()));
    let answer = router.dispatch(&body, &signed(&body));
    assert!(matches!(answer, Ok(Outcome::Duplicate)));
}

#[test]
fn event_types_are_sorted_and_thin_ones_apart() {
    let shop = Arc::new(Shop::default());
    let types = [
        "charge.flew",
        "refund.created",
        "refund.failed",
        "refund.updated",
    ];
    let thin = ["v2.core.account.updated", "v2.other"];
    let asynchronous = router(Arc::clone(&shop), SECRET);
    assert_eq!(asynchronous.event_types(), types);
    assert_eq!(asynchronous.thin_event_types(), thin);
    let synchronous = blocking_router(shop, SECRET);
    assert_eq!(synchronous.event_types(), types);
    assert_eq!(synchronous.thin_event_types(), thin);
    assert_eq!(Router::<()>::new(SECRET).event_types(), [""; 0]);
}

#[test]
fn what_was_verified_elsewhere_needs_no_signature_and_is_asked_about() {
    let shop = Arc::new(Shop::default());
    // The endpoint's secret is of no use here, and not looked at.
    let asynchronous = router(Arc::clone(&shop), "")
        .before(|shop, delivery| async move { shop.seen(delivery.event_id()) });
    let synchronous = blocking_router(Arc::clone(&shop), "")
        .before(|shop, delivery| shop.seen(delivery.event_id()));
    for (body, done) in [
        (event("refund.created", REFUND), "re_1"),
        (thin_event("v2.core.account.updated", "/x"), "acct_2"),
    ] {
        let delivery: Delivery = from_json(&body).unwrap();
        let answer = wait(asynchronous.dispatch_verified_elsewhere(delivery.clone()));
        assert!(matches!(answer, Ok(Outcome::Handled)));
        assert_eq!(shop.take(), ["asked", done]);
        let answer = synchronous.dispatch_verified_elsewhere(delivery);
        assert!(matches!(answer, Ok(Outcome::Duplicate)));
        assert_eq!(shop.take(), ["asked"]);
        let answer = wait(asynchronous.dispatch(&body, &signed(&body)));
        assert!(matches!(answer, Err(Error::Signature(_))));
    }
}
