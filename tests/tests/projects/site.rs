//! The pages of the reference in Chromium: `tests/site/check.mjs` is what is checked.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tests::server::{Answer, Received, Server};
use tests::site::Files;

#[test]
#[ignore = "slow: installs Playwright, and shows pages of the fragment in Chromium"]
fn a_browser_shows_the_fragment() {
    let Some(browser) = tests::browser::find("the reference") else {
        return;
    };
    let fragment = tests::lower("refunds", &tests::read("spec/refunds.yaml"));
    let files = tests::site::files(&fragment, None);
    let chapter = json!({
        "query": "idempotency keys",
        "first": {"name": "Retries", "kind": "chapter", "owner": "Idempotency keys"},
    });
    let queries = json!([refund_reason(), path(), value(), chapter]);
    let mut pages = vec!["refund.html", "index.html"];
    let guide = files.keys().filter(|path| path.starts_with("guide/"));
    pages.extend(guide.map(String::as_str));
    assert!(pages.contains(&"guide/errors.html"), "{pages:?}");
    check(&browser, &files, &pages, &queries);
}

#[test]
#[ignore = "slow: installs Playwright, and shows pages of the whole API in Chromium"]
fn a_browser_shows_the_whole_api() {
    let Some(browser) = tests::browser::find("the reference of the whole API") else {
        return;
    };
    let lowered = |version: &str| {
        let document = tests::shared(&format!("specs/stripe-{version}.dahlia.json"))?;
        Some(tests::lower(version, &document))
    };
    let (Some(base), Some(head)) = (lowered("2026-04-22"), lowered("2026-05-27")) else {
        return;
    };
    let files = tests::site::files(&head, Some(&base));
    let mut largest: Vec<(&String, usize)> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, bytes.len()))
        .collect();
    largest.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    println!(
        "largest pages: {:?}",
        largest.iter().take(5).collect::<Vec<_>>()
    );
    let mut pages = vec!["refund.html", "index.html"];
    pages.extend(largest.iter().map(|(path, _)| path.as_str()).take(3));
    pages.push("charge.html");
    let queries = json!([
        refund_reason(),
        path(),
        value(),
        {"query": "payment intent", "first": {"name": "PaymentIntent", "kind": "type", "owner": "PaymentIntent"}},
        {"query": "PriceData", "first": {"name": "PriceData", "kind": "type", "owner": "::create::PriceData"}},
        {"query": "price_data", "first": {"name": "price_data", "kind": "parameter", "owner": ".price_data"}},
        {"query": "create::PriceData.currency", "first": {"name": "currency", "kind": "parameter", "owner": "PriceData.currency"}},
        {"query": "PostRefunds", "first": {"name": "refunds().create()", "kind": "operation", "owner": "/v1/refunds"}},
        {"query": "charges().create()", "first": {"name": "charges().create()", "kind": "operation", "owner": "/v1/charges"}},
    ]);
    check(&browser, &files, &pages, &queries);
}

/// The query of the issue: the parameter of the service that is named, then those deeper, and the field soon after.
fn refund_reason() -> Value {
    json!({
        "query": "refund reason",
        "first": {"name": "reason", "kind": "parameter", "owner": "refunds.create"},
        "among": [{"name": "reason", "kind": "field", "owner": "Refund"}],
    })
}

fn path() -> Value {
    json!({
        "query": "/v1/refunds/{refund}/cancel",
        "first": {"name": "refunds().cancel()", "kind": "operation", "owner": "POST /v1/refunds/{refund}/cancel"},
    })
}

fn value() -> Value {
    json!({
        "query": "refund RequestedByCustomer",
        "first": {"name": "requested_by_customer", "kind": "value", "owner": "RequestedByCustomer"},
    })
}

/// Runs the checks of `tests/site/` on a site, served below a path and as files.
fn check(browser: &OsStr, files: &Files, pages: &[&str], queries: &Value) {
    let guard = tempfile::tempdir().unwrap();
    let folder = guard.path().join("site");
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let entries = guard.path().join("entries.json");
    fs::write(&entries, entries_of(files).to_string()).unwrap();
    let served = files.clone();
    let server = Server::with(move |request| answer(&served, request));
    let config = json!({
        "browser": browser.to_string_lossy(),
        "base": format!("{}{BELOW}", server.url),
        "folder": format!("file://{}/", folder.display()),
        "pages": {"main": pages.first(), "some": pages},
        "queries": queries,
        "entries": entries,
    });
    let file = guard.path().join("config.json");
    fs::write(&file, config.to_string()).unwrap();
    let mut node = Command::new("node");
    let output = node
        .arg("check.mjs")
        .arg(&file)
        .current_dir(tools())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    println!("{}", said.trim());
}

/// What search should have, as `index.mjs` compares it.
fn entries_of(files: &Files) -> Value {
    let entries = tests::site::index::read(files).unwrap();
    let entries = entries.into_iter().map(|entry| {
        let kind = String::from(entry.kind);
        let [rust, wire, path, method] = [entry.rust, entry.wire, entry.path, entry.method];
        json!([
            kind,
            rust,
            wire,
            path,
            method,
            entry.page,
            entry.anchor,
            entry.summary
        ])
    });
    entries.collect()
}

/// Where the site is served: it works below any path.
const BELOW: &str = "/some/where/";

fn answer(files: &Files, request: &Received) -> Answer {
    let path = request
        .line
        .strip_prefix("GET ")
        .and_then(|path| path.strip_prefix(BELOW));
    let Some((path, text)) = path.and_then(|path| files.get_key_value(path)) else {
        return Answer::Reply(404, Vec::new(), String::new());
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "application/json",
    };
    Answer::Reply(200, vec![("Content-Type", kind.to_owned())], text.clone())
}

/// The folder where Playwright and axe are installed, with the scripts that use them: once, since two installations into one
/// folder break each other.
fn tools() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(install)
}

fn install() -> PathBuf {
    let from = tests::root().join("tests").join("site");
    let to = tests::root().join("target").join("site");
    fs::create_dir_all(to.join("checks")).unwrap();
    let mut scripts = BTreeMap::new();
    tests::collect(&from, &from, &mut scripts);
    for (path, text) in &scripts {
        fs::write(to.join(path), text).unwrap();
    }
    // Written last, so that an installation that was interrupted is repeated.
    let stamp = to.join("installed");
    let wanted = scripts
        .get("package-lock.json")
        .cloned()
        .unwrap_or_default();
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        let quiet = ["ci", "--silent", "--no-audit", "--no-fund"];
        let output = Command::new("npm")
            .args(quiet)
            .current_dir(&to)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "npm ci: {errors}");
        fs::write(&stamp, wanted).unwrap();
    }
    to
}
