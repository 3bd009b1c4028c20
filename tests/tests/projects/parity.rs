//! Runs `cargo xtask parity`: calls of every kind with both clients, against a server on loopback. `.ci/run` compares
//! the vectors of Stripe's own SDKs, since that needs the client of the whole API.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tests::read;

fn parity(arguments: &[&str]) -> Output {
    let mut command = Command::new(tests::binaries().join("xtask"));
    command.arg("parity").args(arguments);
    let output = command.current_dir(tests::root()).output();
    output.expect("the command runs")
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// Every operation of the fragment.
#[test]
fn the_fragment() {
    let output = parity(&["--vectors", "tests/vectors/refunds.jsonl"]);
    let expected = "refunds.jsonl: async 12 of 12, blocking 12 of 12\n12 of 12 equal\n";
    let (out, err) = text(&output);
    assert_eq!(out, expected, "{err}");
    assert!(output.status.success());
    assert!(err.contains("making the calls"), "{err}");
}

/// Every kind of parameter.
#[test]
fn every_kind_of_parameter() {
    let spec = ["--spec", "tests/specs/calls.yaml"];
    let vectors = ["--vectors", "tests/vectors/calls.jsonl"];
    let (out, err) = text(&parity(&[spec, vectors].concat()));
    let expected = "calls.jsonl: async 13 of 13, blocking 13 of 13\n13 of 13 equal\n";
    assert_eq!(out, expected, "{err}");
}

/// Each part that differs is reported, and so is each call that cannot be expressed; the exit code is 1.
#[test]
fn differences() {
    let vector = |text: &str| text.replace('\'', "\"");
    let lines = [
        // Another value, then another host, path, query and body.
        vector(
            "{'method': 'POST', 'template': '/v1/coins/{coin}', 'path_params': {'coin': 'c'}, 'params': {'coin': 1}, \
             'api_base': 'https://api.example.com', 'path': '/v1/coins/c', 'body': 'coin=2'}",
        ),
        vector(
            "{'method': 'GET', 'template': '/v1/stamps/{stamp}/drawing', 'path_params': {'stamp': 's'}, \
             'params': {'scale': 2}, 'api_base': 'https://api.example.com', 'path': '/v1/stamps/s', 'query': ''}",
        ),
        // No such parameter, no such operation, and a value that the client refuses.
        vector(
            "{'method': 'POST', 'template': '/v1/coins', 'params': {'value': '1', 'colour': 'red'}, \
             'api_base': 'https://files.example.com', 'path': '/v1/coins', 'body': 'value=1&colour=red'}",
        ),
        vector("{'method': 'GET', 'template': '/v1/none', 'api_base': '', 'path': ''}"),
        vector(
            "{'method': 'DELETE', 'template': '/v1/coins/{coin}', 'path_params': {'coin': '..'}, \
             'api_base': 'https://api.example.com', 'path': '/v1/coins/..'}",
        ),
        vector(
            "{'method': 'POST', 'template': '/v2/mint/presses/{id}/stop', 'path_params': {'id': 'p'}, \
             'api_base': 'https://api.example.com', 'path': '/v2/mint/presses/p/stop', 'is_json': true, 'body': '{}'}",
        ),
    ];
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("differences.jsonl");
    fs::write(&path, lines.join("\n")).expect("it can be written");
    let path = path.to_string_lossy();
    let output = parity(&[
        "--spec",
        "tests/specs/constructs.yaml",
        "--vectors",
        &path,
        "--blocking",
    ]);
    let (out, err) = text(&output);
    assert_eq!(output.status.code(), Some(1), "{err}");
    insta::assert_snapshot!(out);
}

/// A line that is not a vector is reported with its number, before anything is built.
#[test]
fn vectors_that_are_none() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("none.jsonl");
    let line = read("tests/vectors/refunds.jsonl");
    let line = line.lines().next().unwrap_or_default();
    fs::write(&path, format!("{line}\n{{\"method\": 1}}\n")).expect("it can be written");
    let output = parity(&["--vectors", &path.to_string_lossy()]);
    let (out, err) = text(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(2), ""), "{err}");
    assert!(
        err.contains("none.jsonl:2: invalid type: integer `1`"),
        "{err}"
    );
    assert!(!err.contains("generating"), "{err}");
}
