//! What the compiler says where a caller's first guess does not compile: it says what to write instead.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

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
    let told = errors(&package.write(), "check", MISTAKES);
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// An error of the compiler, without code.
pub struct CompileError {
    /// The function that it is in.
    function: String,
    message: String,
    label: String,
    notes: Vec<String>,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  {}\n  {}", self.function, self.message, self.label)?;
        for note in &self.notes {
            write!(f, "\n  note: {note}")?;
        }
        Ok(())
    }
}

/// The errors of a package whose library is this text, built by `cargo check` or `cargo build`.
pub fn errors(folder: &Path, build: &str, text: &str) -> Vec<CompileError> {
    let output = emitted::command(folder)
        .args([build, "--quiet", "--message-format", "json"])
        .output()
        .unwrap_or_else(|error| panic!("cargo: {error}"));
    assert!(!output.status.success(), "the mistakes compile");
    let output = String::from_utf8_lossy(&output.stdout);
    let mut errors = Vec::new();
    for line in output.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}"));
        let message = &line["message"];
        if message["level"] == "error"
            && message["spans"]
                .as_array()
                .is_some_and(|all| !all.is_empty())
        {
            errors.push(error(message, text));
        }
    }
    errors
}

fn error(message: &Value, text: &str) -> CompileError {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let spans = message["spans"].as_array().into_iter().flatten();
    let span = spans.clone().find(|span| span["is_primary"] == true);
    let span = span.unwrap_or_else(|| panic!("{message}"));
    let line = span["line_start"]
        .as_u64()
        .and_then(|line| usize::try_from(line).ok());
    let before = text.lines().take(line.unwrap_or_default());
    let function = before.filter_map(|line| line.split_once("fn ")).last();
    let function = function.and_then(|(_, line)| line.split('(').next());
    let notes = message["children"].as_array().into_iter().flatten();
    // Others with a place show code of the client.
    let notes = notes.filter(|note| {
        let advises = string(&note["message"]).contains("consider using");
        note["level"] == "note" && (advises || note["spans"] == serde_json::json!([]))
    });
    CompileError {
        function: function.unwrap_or_default().to_owned(),
        message: string(&message["message"]),
        label: string(&span["label"]),
        notes: notes.map(|note| string(&note["message"])).collect(),
    }
}
