//! The examples, of the client and in `examples/`, run against the stand-in of the fragment.

mod csv;
mod errors;
mod webhooks;
mod worker;

use std::process::Command;
use std::sync::Arc;

use mock::{Options, Request, Server, Settings, StandIn};

/// An example of the client, as a program.
fn command(example: &str) -> Command {
    Command::new(tests::binaries().join("examples").join(example))
}

/// A stand-in of the fragment.
fn stand_in(settings: Settings) -> Server {
    let spec = tests::root().join("spec");
    let model = Arc::new(mock::load(&spec.join("refunds.yaml"), &spec).unwrap());
    Server::start(StandIn::new(model, Options::default()), settings).unwrap()
}

/// A client of the test's own.
fn client(server: &Server) -> stripe_client::blocking::Client {
    let client = stripe_client::blocking::Client::builder("sk_test_1");
    client.base_url(server.url()).build().unwrap()
}

/// A request to the core of the stand-in; returns its response, which is JSON.
fn ask(server: &Server, method: &str, target: &str, body: &str) -> serde_json::Value {
    let request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: vec![("authorization".to_owned(), "Bearer sk_test_1".to_owned())],
        body: body.as_bytes().to_vec(),
    };
    let outcome = server.with(|stand_in| stand_in.handle(&request, 0));
    serde_json::from_slice(&outcome.response.body).unwrap()
}

fn run(example: &str) {
    let server = stand_in(Settings::default());
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
    let refund = ask(&server, "GET", &format!("/v1/refunds/{id}"), "");
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

/// The page that lists the examples has all of them.
#[test]
fn the_list_is_complete() {
    let page = tests::read("examples/README.md");
    let mut count = 0;
    for folder in ["examples", "generated/examples"] {
        for entry in std::fs::read_dir(tests::root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if name != "README" {
                assert!(page.contains(&format!("[`{name}`](")), "{name}");
                count += 1;
            }
        }
    }
    assert!(count >= 7, "{count}");
}
