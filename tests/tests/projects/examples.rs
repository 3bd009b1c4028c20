//! The client's examples, async and blocking, run against the stand-in of the fragment.

use std::process::Command;
use std::sync::Arc;

use mock::{Options, Request, Server, Settings, StandIn};

/// An example of the client, as a program.
fn command(example: &str) -> Command {
    Command::new(tests::binaries().join("examples").join(example))
}

fn run(example: &str) {
    let spec = tests::root().join("spec");
    let model = Arc::new(mock::load(&spec.join("refunds.yaml"), &spec).unwrap());
    let stand_in = StandIn::new(model, Options::default());
    let server = Server::start(stand_in, Settings::default()).unwrap();
    let output = command(example)
        .arg("ch_1")
        .env("STRIPE_SECRET_KEY", "sk_test_1")
        .env("STRIPE_API_BASE", server.url())
        .output()
        .expect("the example runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let done = server.with(|stand_in| {
        let journal = stand_in.journal().iter();
        let done = journal.map(|entry| (entry.operation.clone().unwrap(), entry.id.clone()));
        done.collect::<Vec<_>>()
    });
    let operations: Vec<&str> = done
        .iter()
        .map(|(operation, _)| operation.as_str())
        .collect();
    assert_eq!(
        operations,
        ["refunds.create", "refunds.list", "refunds.update"]
    );
    let id = done[0].1.clone().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("created {id} over 10000 usd\nlisted {id}\ncleared the metadata of {id}\n")
    );
    let request = Request {
        method: "GET".to_owned(),
        target: format!("/v1/refunds/{id}"),
        headers: vec![("authorization".to_owned(), "Bearer sk_test_1".to_owned())],
        body: Vec::new(),
    };
    let outcome = server.with(|stand_in| stand_in.handle(&request, 0));
    let refund: serde_json::Value = serde_json::from_slice(&outcome.response.body).unwrap();
    let kept = (&refund["charge"], &refund["reason"], &refund["metadata"]);
    let expected = serde_json::json!(["ch_1", "requested_by_customer", {}]);
    assert_eq!(kept, (&expected[0], &expected[1], &expected[2]));
}

#[test]
fn asynchronous() {
    run("refunds");
}

#[test]
fn blocking() {
    run("refunds_blocking");
}

#[test]
fn test_double() {
    let output = command("test_double").output().expect("the example runs");
    let sent = "POST /v1/refunds over 50, key true\n";
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("created re_1\n{sent}{sent}"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
