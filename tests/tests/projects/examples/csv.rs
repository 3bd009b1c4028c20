//! `refunds-csv`: all pages, in the order of the API, and a filter.

use std::process::Command;

use mock::Settings;

use super::{client, stand_in};

#[test]
fn all_pages() {
    let server = stand_in(Settings::default());
    // More than a page.
    let stripe = client(&server);
    for order in 0..230 {
        let request = stripe.refunds().create().charge(format!("ch_{order}"));
        let request = request.metadata([("order_id", order.to_string())]);
        request.amount(order + 1).send().unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refunds.csv");
    let run = |since: &[&str]| {
        let output = Command::new(tests::binaries().join("refunds-csv"))
            .arg(&file)
            .args(since)
            .env("STRIPE_SECRET_KEY", "sk_test_1")
            .env("STRIPE_API_BASE", server.url())
            .output()
            .expect("the example runs");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && errors.is_empty(), "{errors}");
        let text = std::fs::read_to_string(&file).unwrap();
        (String::from_utf8(output.stdout).unwrap(), text)
    };

    let (printed, text) = run(&[]);
    assert_eq!(printed, format!("230 refunds in {}\n", file.display()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 231);
    assert_eq!(
        lines[0],
        "id,created,amount,currency,status,charge,order_id"
    );
    // The latest first.
    for (line, order) in lines[1..].iter().zip((0..230).rev()) {
        let end = format!(",{},usd,succeeded,ch_{order},{order}", order + 1);
        assert!(line.starts_with("re_") && line.ends_with(&end), "{line}");
    }
    let lists = server.with(|stand_in| {
        let entries = stand_in.journal().iter();
        entries
            .filter(|entry| entry.operation.as_deref() == Some("refunds.list"))
            .count()
    });
    assert_eq!(lists, 3);

    let (printed, text) = run(&["9999999999"]);
    assert!(printed.starts_with("0 refunds in "), "{printed}");
    assert_eq!(text.lines().count(), 1);
}

/// What others wrote into the metadata begins no formula.
#[test]
fn no_formulas() {
    let server = stand_in(Settings::default());
    let stripe = client(&server);
    let orders = ["6735", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "a=1"];
    for order in orders {
        let request = stripe.refunds().create().charge("ch_1").amount(1);
        request.metadata([("order_id", order)]).send().unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refunds.csv");
    let output = Command::new(tests::binaries().join("refunds-csv"))
        .arg(&file)
        .env("STRIPE_SECRET_KEY", "sk_test_1")
        .env("STRIPE_API_BASE", server.url())
        .output()
        .expect("the example runs");
    assert!(output.status.success());
    let text = std::fs::read_to_string(&file).unwrap();
    let last = |line: &str| line.rsplit(',').next().unwrap().to_owned();
    let mut written: Vec<String> = text.lines().skip(1).map(last).collect();
    // The latest came first.
    written.reverse();
    let expected = ["6735", "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1+1", "a=1"];
    assert_eq!(written, expected);
}
