//! The fragment, its cuts and the whole document, from disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    let here = || Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::var_os("PROJECT_ROOT").map_or_else(here, PathBuf::from)
}

fn yaml(name: &str) -> Value {
    let path = root().join("spec").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    // By way of YAML's own value, which refuses a key that stands twice in a mapping.
    let value: serde_yaml::Value =
        serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::to_value(value).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub(super) fn fragment() -> Value {
    yaml("refunds.yaml")
}

pub(super) fn cuts() -> Vec<String> {
    let document = yaml("cuts.yaml");
    let cuts = document["cuts"].as_array().expect("a list of cuts");
    let cut = |cut: &Value| {
        let reason = cut["reason"].as_str().unwrap_or_default();
        assert!(!reason.trim().is_empty(), "a cut without a reason: {cut}");
        cut["at"].as_str().expect("a pointer").to_owned()
    };
    cuts.iter().map(cut).collect()
}

/// The whole document of the fragment's version; `None`, and a word about it, where there is none.
pub(super) fn whole(fragment: &Value) -> Option<Value> {
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
        // Not by a macro, whose output the test harness would keep to itself.
        let _ = std::io::stderr().write_all(skipped.as_bytes());
        return None;
    }
    let path = shared.join("specs").join(format!("stripe-{version}.json"));
    let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Some(serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}
