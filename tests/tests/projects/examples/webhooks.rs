//! `webhook-server`: the stand-in sends it events, some of them twice. `client::webhooks::endpoint` sends it everything else.

use std::collections::BTreeSet;

use mock::{Endpoint, Settings};
use tests::webhook_server::WebhookServer;

use super::{client, stand_in};

const SECRET: &str = "whsec_examples";

#[test]
fn events_in_disorder_are_counted_once() {
    let mut program = WebhookServer::start(SECRET);
    let server = stand_in(Settings {
        endpoint: Some(Endpoint::new(&program.url, SECRET).unwrap().in_disorder(8)),
        ..Settings::default()
    });
    let stripe = client(&server);
    for amount in 1..=9 {
        let request = stripe.refunds().create().charge(format!("ch_{amount}"));
        request.amount(amount).send().unwrap();
    }
    let (mut seen, mut total) = (BTreeSet::new(), String::new());
    let mut duplicates = 0;
    while seen.len() < 9 {
        let line = program.line();
        if line == "delivered before" {
            duplicates += 1;
        } else if let Some((_, sum)) = line.split_once(" usd, ") {
            assert!(
                seen.insert(line.split(':').next().unwrap().to_owned()),
                "{line}"
            );
            sum.clone_into(&mut total);
        } else {
            // A refund changes the charge too.
            assert_eq!(line, "no handler for charge.refunded");
        }
    }
    assert_eq!(total, "45 in all");
    println!("{duplicates} duplicates");
}
