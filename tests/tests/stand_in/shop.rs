//! A small shop under trouble: whatever a client is told, its books and the server's are the same to the cent.

use mock::{Settings, StandIn};
use stripe_client::{Options, blocking};

use super::{blocking_client, plan, server};

/// What may go wrong, of each kind a client retries or may not.
const TROUBLE: &str = r#"{"rate": 0.3, "kinds": ["429", "429-retry", "429-no-retry", "lock_timeout", "500-before",
    "503-after", "lost-before", "lost-after", "slow-1", "cut"]}"#;

/// What one session knows of its refunds.
#[derive(Debug, Default)]
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

/// 1,000 sessions, each with a seed of its own.
#[test]
fn books_balance_to_the_cent() {
    let server = server(7, Settings::default());
    let stripe = blocking_client(&server);
    plan(&server, TROUBLE);
    let (mut refunds, mut faults) = (0, 0);
    for order in 0..1_000 {
        let mut chance = fastrand::Rng::with_seed(order);
        let books = refund_order(&stripe, &mut chance, order);
        let done = on_the_server(&server, &format!("ch_order{order}"));
        assert_eq!(books.refunded, done.refunded, "order {order}");
        assert_eq!(books.refunds, done.refunds, "order {order}");
        refunds += books.refunds;
    }
    server.with(|stand_in| {
        faults += stand_in
            .journal()
            .iter()
            .filter(|entry| entry.fault.is_some())
            .count();
    });
    assert!(
        refunds > 1_500 && faults > 500,
        "{refunds} refunds, {faults} faults"
    );
}
