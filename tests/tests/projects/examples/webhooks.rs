//! `webhook-server`: the stand-in sends it events, some of them twice. `client::webhooks::endpoint` sends it everything else.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use mock::{Endpoint, Settings};

use super::{client, stand_in};

const SECRET: &str = "whsec_examples";

/// Ends the program with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn events_in_disorder_are_counted_once() {
    let child = Command::new(tests::binaries().join("webhook-server"))
        .env("STRIPE_WEBHOOK_SECRET", SECRET)
        .env("ADDRESS", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example runs");
    let mut program = Program(child);
    let mut lines = BufReader::new(program.0.stdout.take().expect("it is piped")).lines();
    let mut line = || lines.next().expect("it prints").expect("it prints text");
    let listening = line();
    let url = listening.strip_prefix("listening at ").unwrap();
    let server = stand_in(Settings {
        endpoint: Some(Endpoint::new(url, SECRET).unwrap().in_disorder(8)),
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
        let line = line();
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
