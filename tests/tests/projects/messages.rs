//! What the compiler says where a caller's first guess does not compile: it says what to write instead.

use std::collections::BTreeMap;

use serde_json::Value;
use tests::emitted::{self, Features, Package};
use tests::read;

/// One mistake in each function.
const MISTAKES: &str = r#"
use stripe_client::objects::Kite;
use stripe_client::services::kites::*;

pub fn send_without_a_client() {
    let _ = UpdateKite::new("kite_1", 5).send();
}

pub fn stream_without_a_client() {
    let _ = ListKites::new().limit(5).stream();
}

pub fn download_without_a_client() {
    let _ = PlanKite::new("kite_1").send();
}

pub fn further_pages_without_a_client(list: stripe_client::values::List<Kite>) {
    let _ = list.on(()).stream();
}

pub fn no_object(request: CreateKite) {
    let _ = request.owner(true);
}
"#;

/// The message and label of each error, by the function that it is in.
#[test]
#[ignore = "slow: builds a client"]
fn mistakes_have_messages_that_say_what_to_write() {
    let package = Package {
        name: "mistakes",
        client: &emitted::client("calls", &read("tests/specs/calls.yaml")),
        features: Features::All,
        manifest: "",
        files: BTreeMap::from([("src/lib.rs".to_owned(), MISTAKES.to_owned())]),
    };
    let output = emitted::command(&package.write())
        .args(["check", "--quiet", "--message-format", "json"])
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    assert!(!output.status.success(), "the mistakes compile");
    let output = String::from_utf8_lossy(&output.stdout);
    let mut told: Vec<String> = Vec::new();
    for line in output.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}"));
        let message = &line["message"];
        if message["level"] != "error" || message["spans"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        let spans = message["spans"].as_array().into_iter().flatten();
        let span = spans
            .clone()
            .find(|span| span["is_primary"] == true)
            .unwrap_or_else(|| panic!("{message}"));
        let line = span["line_start"]
            .as_u64()
            .and_then(|line| usize::try_from(line).ok());
        let before = MISTAKES.lines().take(line.unwrap_or_default());
        let function = before
            .filter_map(|line| line.strip_prefix("pub fn "))
            .last();
        let function = function
            .and_then(|line| line.split('(').next())
            .unwrap_or_default();
        told.push(format!(
            "{function}\n  {}\n  {}",
            message["message"].as_str().unwrap_or_default(),
            span["label"].as_str().unwrap_or_default()
        ));
        let notes = message["children"].as_array().into_iter().flatten();
        let notes =
            notes.filter(|note| note["level"] == "note" && note["spans"] == serde_json::json!([]));
        told.extend(
            notes.map(|note| format!("  note: {}", note["message"].as_str().unwrap_or_default())),
        );
    }
    insta::assert_snapshot!(told.join("\n"));
}
