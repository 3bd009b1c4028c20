//! `refund-worker`: a package on a crate of two operations. Its own tests pass, and it refunds with the stand-in.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use mock::Settings;
use tests::{collect, emitted, read, root};

use super::{ask, stand_in};

/// A copy of the package, with the crate that the command in its first lines writes.
fn package() -> PathBuf {
    let source = root().join("examples/refund-worker");
    let mut files = BTreeMap::new();
    collect(&source, &source.join("src"), &mut files);
    let manifest = read("examples/refund-worker/Cargo.toml");
    files.insert("Cargo.toml".to_owned(), manifest);
    let folder = emitted::emit(&emitted::folder("refund-worker"), &files);

    let commands = read("examples/refund-worker/src/main.rs");
    let command = commands
        .lines()
        .find_map(|line| line.strip_prefix("//! cargo xtask "))
        .expect("the crate is generated first");
    let out = folder.join("stripe").display().to_string();
    let command = command.replace("examples/refund-worker/stripe", &out);
    let output = Command::new(tests::binaries().join("xtask"))
        .args(command.split(' '))
        .current_dir(root())
        .output()
        .expect("it runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}: {errors}");
    folder
}

#[test]
fn a_service_on_a_slice() {
    let folder = package();
    let tests = emitted::cargo(&folder, &["test", "--quiet"]);
    let tests = String::from_utf8_lossy(&tests.stdout);
    assert!(tests.contains("5 passed; 0 failed"), "{tests}");

    let server = stand_in(Settings::default());
    let mut worker = emitted::command(&folder)
        .args(["run", "--quiet"])
        .env("STRIPE_SECRET_KEY", "sk_test_1")
        .env("STRIPE_API_BASE", server.url())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    let mut orders = worker.stdin.take().expect("it is piped");
    // The first order twice; the third is more than was paid.
    let lines =
        "6735 ch_1 250\n6735 ch_1 250\nsomething\n6736 ch_pendingRefund_2 50\n6737 ch_3 20000\n";
    orders.write_all(lines.as_bytes()).expect("it reads");
    drop(orders);
    let output = worker.wait_with_output().expect("it ends");
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 5, "{printed}{errors}");
    assert!(lines[0].starts_with("6735: re_") && lines[0].ends_with(" is succeeded"));
    assert_eq!(lines[0], lines[1]);
    assert_eq!(lines[2], "not an order: something");
    assert!(lines[3].ends_with(" is pending"), "{printed}");
    assert!(lines[4].starts_with("6737: "), "{printed}");
    let advice = "failed or is not known: 1. Give them again within 24 hours";
    assert!(errors.contains(advice) && !output.status.success());
    let list = ask(&server, "GET", "/v1/refunds", "");
    assert_eq!(list["data"].as_array().map(Vec::len), Some(2), "{list}");
}
