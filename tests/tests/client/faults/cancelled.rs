//! Calls that are dropped in flight, and repeated with the same idempotency key.

use std::time::Duration;

use stripe_client::{Client, Options};
use tests::faults::{Applied, Delivery, Event, FaultServer, Point};

/// Wherever a call is dropped, and whether or not it was applied by then: with the same key it is applied once.
#[tokio::test]
async fn a_call_that_is_dropped_can_be_made_again() {
    for point in [Point::Nothing, Point::Head, Point::Between, Point::Body] {
        for applied in [Applied::Never, Applied::First, Applied::Late] {
            let case = format!("{point:?} {applied:?}");
            let stalled = Event::delivered(Delivery::Stalled(point)).applied(applied);
            let server = FaultServer::start([stalled]);
            let client = Client::builder("sk_test_1").base_url(&server.url);
            let client = client.build().unwrap();
            let request = client.refunds().create().charge("ch_1").amount(7);

            let pending = request.clone().send();
            let key = pending.idempotency_key().map(str::to_owned);
            let key = key.expect("a POST has a key");
            tokio::select! {
                result = pending => panic!("{case}: {result:?}"),
                () = came(&server) => {}
            }

            let options = Options::new().idempotency_key(&*key);
            let refund = request.with_options(options).send().await.unwrap();
            assert_eq!((&*refund.id, refund.amount), ("re_1", 7), "{case}");
            drop(client);
            let record = server.finish();
            assert_eq!(record.keys(), [Some(&*key), Some(&*key)], "{case}");
            assert_eq!(record.effects.len(), 1, "{case}");
        }
    }
}

async fn came(server: &FaultServer) {
    while server.whole() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
