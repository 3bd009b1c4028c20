//! Stand-ins to test, and requests to them.
#![allow(dead_code, reason = "no test uses all of it")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use mock::{Model, Outcome, Request, StandIn};
use serde_json::Value;

/// The time at which requests arrive.
pub(crate) const NOW: i64 = 1_800_000_000;

/// The whole document, in the folder with Stripe's own.
pub(crate) const WHOLE: &str = "specs/stripe-2026-05-27.dahlia.json";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder with Stripe's own documents.
fn shared_folder() -> PathBuf {
    std::env::var_os("STRIPE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// Says on stderr that a test is skipped, if there is no folder with Stripe's own documents.
fn is_skipped(path: &str) -> bool {
    let folder = shared_folder();
    if folder.is_dir() {
        return false;
    }
    let current = std::thread::current();
    let name = current.name().unwrap_or("a test");
    let skipped = format!(
        "skipped: {name} needs {path} of {}, which is not there (set STRIPE_SHARED)\n",
        folder.display()
    );
    // Not with `eprintln!`, whose output the test harness captures.
    let _ = std::io::stderr().write_all(skipped.as_bytes());
    true
}

/// A file of the folder with Stripe's own documents; `None`, with a note on stderr, if there is no such folder.
pub(crate) fn shared(path: &str) -> Option<String> {
    if is_skipped(path) {
        return None;
    }
    Some(std::fs::read_to_string(shared_folder().join(path)).unwrap())
}

fn model(document: &Path) -> Arc<Model> {
    Arc::new(mock::load(document, &root().join("spec")).unwrap())
}

/// The model of the committed fragment.
pub(crate) fn fragment() -> Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    let made = MODEL.get_or_init(|| model(&root().join("spec/refunds.yaml")));
    Arc::clone(made)
}

/// The model of the whole API, lowered once; `None`, with a note on stderr, where its document is not there.
pub(crate) fn whole() -> Option<Arc<Model>> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    if is_skipped(WHOLE) {
        return None;
    }
    let made = MODEL.get_or_init(|| model(&shared_folder().join(WHOLE)));
    Some(Arc::clone(made))
}

/// A request with a key and parameters in the body, or in the query of the target.
pub(crate) fn request(method: &str, target: &str, media_type: &str, body: &str) -> Request {
    let mut headers = vec![("authorization".to_owned(), "Bearer sk_test_123".to_owned())];
    if !body.is_empty() {
        headers.push(("content-type".to_owned(), media_type.to_owned()));
    }
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body: body.as_bytes().to_vec(),
    }
}

/// A request whose body is a form.
pub(crate) fn form(method: &str, target: &str, body: &str) -> Request {
    request(method, target, "application/x-www-form-urlencoded", body)
}

/// The same request with another header.
pub(crate) fn with(mut request: Request, name: &str, value: &str) -> Request {
    request.headers.push((name.to_owned(), value.to_owned()));
    request
}

/// What becomes of a request that arrives at [`NOW`], and its body as JSON.
pub(crate) fn send(mock: &mut StandIn, request: &Request) -> (Outcome, Value) {
    let outcome = mock.handle(request, NOW);
    let body = serde_json::from_slice(&outcome.response.body).unwrap_or(Value::Null);
    (outcome, body)
}
