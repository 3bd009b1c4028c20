//! No secret of a request is printed: not by `Debug` or `Display` of a request or an error, not by the causes of an error,
//! not in a span or an event.
//!
//! The tests write a program for the crate that is emitted for a document. It builds every request with everything set,
//! sends it, and searches everything that can be printed.

mod definitions;
mod expression;
mod program;

use tests::read;

/// Runs the program for a document, and checks how many requests and texts it looked at.
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
