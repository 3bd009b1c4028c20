//! The fragment, its cuts and the whole document, from disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use generator::slice::Plan;
use serde_json::Value;

fn root() -> PathBuf {
    let here = || Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::var_os("PROJECT_ROOT").map_or_else(here, PathBuf::from)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A file of `spec/`.
fn text(name: &str) -> String {
    read(&root().join("spec").join(name))
}

fn yaml(name: &str) -> Value {
    // Through `serde_yaml::Value`, which refuses duplicate keys.
    let value: serde_yaml::Value =
        serde_yaml::from_str(&text(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    serde_json::to_value(value).unwrap_or_else(|e| panic!("{name}: {e}"))
}

pub(super) fn fragment() -> Value {
    yaml("refunds.yaml")
}

/// The plan that selects the fragment from the whole document.
pub(super) fn plan() -> Plan {
    let text = text("slice.yaml");
    Plan::parse("spec/slice.yaml", &text).unwrap_or_else(|report| panic!("{report}"))
}

/// The whole document of the fragment's version.
pub(super) struct Whole {
    pub(super) value: Value,
    text: String,
    exceptions: String,
}

impl Whole {
    /// `None`, with a note on stderr, if it is missing.
    pub(super) fn of(fragment: &Value) -> Option<Self> {
        let version = fragment["info"]["version"].as_str().expect("a version");
        let shared = std::env::var_os("STRIPE_SHARED")
            .map_or_else(|| root().join("..").join("shared"), PathBuf::from);
        if !shared.is_dir() {
            let current = std::thread::current();
            let skipped = format!(
                "skipped: {} needs Stripe's whole document, and there is no directory {} (set STRIPE_SHARED)\n",
                current.name().unwrap_or("a test"),
                shared.display()
            );
            // Not with `eprintln!`, whose output the test harness captures.
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        }
        let path = shared.join("specs").join(format!("stripe-{version}.json"));
        let text = read(&path);
        Some(Self {
            value: serde_json::from_str(&text)
                .unwrap_or_else(|e| panic!("{}: {e}", path.display())),
            text,
            exceptions: self::text("exceptions.tsv"),
        })
    }

    pub(super) fn slice(&self, plan: &Plan) -> Value {
        let input = generator::Input {
            name: "whole.json",
            document: self.text.as_bytes(),
            data: &tests::data(&tests::Data {
                exceptions: &self.exceptions,
                ..tests::Data::default()
            }),
        };
        let slice = generator::slice(&input, plan).unwrap_or_else(|report| panic!("{report}"));
        slice.document
    }
}
