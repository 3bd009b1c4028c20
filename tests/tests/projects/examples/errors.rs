//! `refund_errors`: each class of error, of the stand-in where it makes it, else of a server that sends what it is given.

use std::process::Output;

use mock::Settings;
use tests::server::{Answer, Server};

use super::{ask, client, command, stand_in};

/// Runs the example, and returns its exit code and what it printed.
fn run(url: &str, key: &str, arguments: &[&str]) -> (i32, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command("refund_errors")
        .args(arguments)
        .env("STRIPE_SECRET_KEY", key)
        .env("STRIPE_API_BASE", url)
        .output()
        .expect("the example runs");
    let printed = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
    (status.code().unwrap(), printed)
}

#[track_caller]
fn check(ran: &(i32, String), code: i32, parts: &[&str]) {
    assert_eq!(ran.0, code, "{}", ran.1);
    for part in parts {
        assert!(ran.1.contains(part), "no {part:?} in {}", ran.1);
    }
}

const MAYBE: &str = "it may be refunded all the same";

#[test]
fn of_the_stand_in() {
    let server = stand_in(Settings::default());
    let run = |arguments: &[&str]| run(&server.url(), "sk_test_1", arguments);
    let plan = |faults: &str| {
        let body = format!(r#"{{"next": [{faults}]}}"#);
        ask(&server, "POST", "/_mock/faults", &body)
    };

    let done = run(&["ch_1", "250"]);
    check(&done, 0, &["refunded 250 usd by re_"]);
    // The same command again is the same refund.
    assert_eq!(run(&["ch_1", "250"]), done);
    check(
        &run(&["ch_1", "300"]),
        1,
        &["over another amount", "request req_"],
    );
    check(&run(&["ch_2", "0"]), 1, &["wrong amount: ", "attempts: 1"]);
    check(&run(&["ch_2", "abc"]), 1, &["abc is not an amount: "]);
    let whole = client(&server).refunds().create().charge("ch_3");
    whole.send().unwrap();
    check(&run(&["ch_3"]), 1, &["nothing is left to refund"]);

    plan(r#""429-no-retry""#);
    check(&run(&["ch_4"]), 75, &["too many requests", "attempts: 1"]);
    plan(r#""500-before", "500-before", "500-before""#);
    check(
        &run(&["ch_5"]),
        75,
        &["a fault at Stripe, status 500", "attempts: 3"],
    );
    plan(r#""500-after", "500-after", "500-after""#);
    check(&run(&["ch_6"]), 75, &["something between", MAYBE]);
    plan(r#""lost-after", "lost-after", "lost-after""#);
    let lost = run(&["ch_7"]);
    check(&lost, 75, &["no response: ", MAYBE]);
    // As the example says: the same command again finds out.
    check(&run(&["ch_7"]), 0, &["refunded 10000 usd"]);
    let refunds = ask(&server, "GET", "/v1/refunds?charge=ch_7", "");
    assert_eq!(
        refunds["data"].as_array().map(Vec::len),
        Some(1),
        "{refunds}"
    );

    check(
        &self::run(&server.url(), "pk_test_1", &["ch_1"]),
        1,
        &["the API key is not valid"],
    );
    check(
        &self::run("http://example.com", "sk_live_1", &["ch_1"]),
        1,
        &["not sent: "],
    );
}

/// What no fault of the stand-in is.
#[test]
fn of_any_other_class() {
    let of_stripe = |status: u16, body: &str| {
        let id = vec![("Request-Id", "req_1".to_owned())];
        let server = Server::start(vec![Answer::Reply(status, id, body.to_owned())]);
        run(&server.url, "sk_test_1", &["ch_1"])
    };
    let error =
        |kind: &str, more: &str| format!(r#"{{"error": {{"type": "{kind}_error"{more}}}}}"#);
    let declined = of_stripe(
        402,
        &error("card", r#", "decline_code": "insufficient_funds""#),
    );
    check(&declined, 1, &["declined: insufficient_funds"]);
    let missing = of_stripe(
        404,
        &error("invalid_request", r#", "code": "resource_missing""#),
    );
    check(&missing, 1, &["there is no such charge"]);
    let forbidden = of_stripe(
        403,
        &error("invalid_request", r#", "message": "rk_1 lacks it""#),
    );
    check(
        &forbidden,
        1,
        &["may not refund: rk_1 lacks it", "request req_1"],
    );
    let unreadable = of_stripe(
        200,
        r#"{"id": "re_1", "object": "refund", "amount": "1.00"}"#,
    );
    check(&unreadable, 1, &["refunded, but `amount`", MAYBE]);
    // A page of something in between, such as a hotel's network.
    let server = Server::start(vec![Answer::Reply(200, Vec::new(), "<html>".to_owned())]);
    let page = run(&server.url, "sk_test_1", &["ch_1"]);
    check(&page, 75, &["something between here and Stripe", MAYBE]);
    // The request that had the key may have failed.
    let other = of_stripe(400, &error("idempotency", ""));
    check(&other, 1, &["was requested before, over another amount"]);
}
