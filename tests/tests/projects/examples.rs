//! The client's examples, async and blocking, run against a server on loopback.

use std::process::Command;

use tests::server::{Answer, Server};

const REFUND: &str =
    r#"{"id":"re_1","object":"refund","amount":100,"created":1700000000,"currency":"eur"}"#;

/// An example of the client, as a program.
fn command(example: &str) -> Command {
    Command::new(tests::binaries().join("examples").join(example))
}

fn run(example: &str) {
    let list =
        format!(r#"{{"object":"list","data":[{REFUND}],"has_more":false,"url":"/v1/refunds"}}"#);
    let server = Server::start(vec![
        Answer::ok(REFUND),
        Answer::ok(list),
        Answer::ok(REFUND),
    ]);
    let output = command(example)
        .arg("ch_1")
        .env("STRIPE_SECRET_KEY", "sk_test_1")
        .env("STRIPE_API_BASE", &server.url)
        .output()
        .expect("the example runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "created re_1 over 100 eur\nlisted re_1\ncleared the metadata of re_1\n"
    );
    let create = server.next();
    assert_eq!(create.line, "POST /v1/refunds");
    assert_eq!(
        create.body,
        "charge=ch_1&metadata[order_id]=6735&reason=requested_by_customer"
    );
    assert_eq!(server.next().line, "GET /v1/refunds?charge=ch_1&limit=100");
    let update = server.next();
    assert_eq!(
        (update.line.as_str(), update.body.as_str()),
        ("POST /v1/refunds/re_1", "metadata=")
    );
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
