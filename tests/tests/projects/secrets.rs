//! What is put into a request as a secret is shown nowhere: not by `Debug` or `Display` of a request or an
//! error, not by the causes of an error, not in a span or an event.
//!
//! A program is written over the crate that is emitted for a document. It makes every request with everything
//! set, sends it, and looks at all that can be printed.

#[allow(
    dead_code,
    reason = "these tests need less of it than those of decoding"
)]
#[path = "decoding/expected.rs"]
mod expected;
#[path = "decoding/sample.rs"]
mod sample;

#[path = "secrets/definitions.rs"]
mod definitions;
#[path = "secrets/expression.rs"]
mod expression;
#[path = "secrets/logs.rs"]
mod logs;
#[path = "secrets/network.rs"]
mod network;
#[path = "secrets/program.rs"]
mod program;

use tests::read;

/// For each document what the program counted: requests, and texts that it looked at.
fn nothing_is_shown(name: &str, document: &str) {
    let lowered = program::lowered(name, document);
    let (requests, texts) = program::run(name, document, &lowered);
    let operations = lowered.api.operations.len();
    assert_eq!(requests, operations * program::ROUNDS, "{name}");
    assert!(texts > requests * 50, "{name}: {texts} texts");
}

#[test]
fn requests_of_the_fragment() {
    nothing_is_shown("refunds", &read("spec/refunds.yaml"));
}

#[test]
fn requests_of_constructs() {
    nothing_is_shown("constructs", &read("tests/specs/constructs.yaml"));
}

#[test]
fn requests_of_obstacles() {
    nothing_is_shown("obstacles", &read("tests/specs/obstacles.yaml"));
}
