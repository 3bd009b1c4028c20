//! A small shop under trouble: whatever a client is told, its books and the server's are the same to the cent.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mock::{Endpoint, Settings, StandIn};
use stripe_client::objects::Refund;
use stripe_client::{Options, blocking};

use super::webhooks::{SECRET, Shared, listen};
use super::{blocking_client, plan, server};

/// What may go wrong, of each kind a client retries or may not.
const TROUBLE: &str = r#"{"rate": 0.3, "kinds": ["429", "429-retry", "429-no-retry", "lock_timeout", "500-before",
    "503-after", "lost-before", "lost-after", "slow-1", "cut"]}"#;

/// What one session knows of its refunds.
#[derive(Debug, Default, PartialEq)]
struct Books {
    refunded: i64,
    refunds: usize,
}

/// Refunds an order in a few parts, each under a key that the order gives it. What may have been done is asked for again
/// with that key until the answer is known, as a shop does that keeps its keys.
fn refund_order(stripe: &blocking::Client, chance: &mut fastrand::Rng, order: u64) -> Books {
    let mut books = Books::default();
    let charge = format!("ch_order{order}");
    for part in 0..chance.u8(1..4) {
        let amount = chance.i64(1..500);
        let key = format!("order-{order}-{part}");
        let (mut tries, mut perhaps) = (0, false);
        loop {
            tries += 1;
            assert!(tries < 100, "no answer after {tries} tries");
            let options = Options::new().idempotency_key(key.as_str());
            let create = stripe.refunds().create().charge(&charge).amount(amount);
            match create.with_options(options).send() {
                Ok(refund) => {
                    assert_eq!(refund.amount, amount);
                    books.refunded += amount;
                    books.refunds += 1;
                    break;
                }
                // An error speaks of its own call. What no call may have done is given up at times.
                Err(error) => {
                    perhaps |= error.may_be_done();
                    if !perhaps && chance.u8(..4) == 0 {
                        break;
                    }
                }
            }
        }
    }
    books
}

/// The refunds of a charge, by the server: their sum and how many there are.
fn on_the_server(server: &mock::Server, charge: &str) -> Books {
    let request = mock::Request {
        method: "GET".to_owned(),
        target: format!("/v1/refunds?limit=100&charge={charge}"),
        headers: vec![
            ("authorization".to_owned(), "Bearer sk_test_1".to_owned()),
            // Not met by chance.
            ("mock-fault".to_owned(), "slow-0".to_owned()),
        ],
        body: Vec::new(),
    };
    let outcome = server.with(|stand_in: &mut StandIn| stand_in.handle(&request, 0));
    let page: serde_json::Value = serde_json::from_slice(&outcome.response.body).unwrap();
    let refunds = page["data"].as_array().unwrap();
    Books {
        refunded: refunds
            .iter()
            .map(|refund| refund["amount"].as_i64().unwrap())
            .sum(),
        refunds: refunds.len(),
    }
}

/// What an endpoint knows that heard of some refunds twice and of none in its turn: each refund once, by its id.
fn by_events(taken: &Shared) -> (Books, usize) {
    let taken = taken.lock().unwrap();
    let created = taken
        .events
        .iter()
        .filter(|(_, event_type, _)| event_type == "refund.created");
    let mut refunds = BTreeMap::new();
    let mut heard = 0;
    for (_, _, object) in created {
        let refund: Refund = object.decode().unwrap();
        refunds.insert(refund.id, refund.amount);
        heard += 1;
    }
    let books = Books {
        refunded: refunds.values().sum(),
        refunds: refunds.len(),
    };
    (books, heard)
}

/// 1,000 sessions, each with a seed of its own.
fn sessions(taken: &Shared, endpoint: Endpoint) {
    let settings = Settings {
        endpoint: Some(endpoint),
        ..Settings::default()
    };
    let server = server(7, settings);
    let stripe = blocking_client(&server);
    plan(&server, TROUBLE);
    let mut all = Books::default();
    for order in 0..1_000 {
        let mut chance = fastrand::Rng::with_seed(order);
        let books = refund_order(&stripe, &mut chance, order);
        let done = on_the_server(&server, &format!("ch_order{order}"));
        assert_eq!(books, done, "order {order}");
        all.refunded += books.refunded;
        all.refunds += books.refunds;
    }
    let faults = server.with(|stand_in| {
        let journal = stand_in.journal().iter();
        journal.filter(|entry| entry.fault.is_some()).count()
    });
    assert!(
        all.refunds > 1_500 && faults > 500,
        "{all:?}, {faults} faults"
    );
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let (books, heard) = by_events(taken);
        if books.refunds == all.refunds {
            assert_eq!(books, all);
            assert!(heard > all.refunds, "some events come twice: {heard}");
            return;
        }
        assert!(Instant::now() < until, "{books:?} of {all:?} arrived");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn books_balance_to_the_cent() {
    let taken = Shared::default();
    let url = listen(Arc::clone(&taken)).await;
    let endpoint = Endpoint::new(&url, SECRET).unwrap().in_disorder(7);
    let work = move || sessions(&taken, endpoint);
    tokio::task::spawn_blocking(work).await.unwrap();
}
