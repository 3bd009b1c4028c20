//! The reference that `cargo xtask docs` writes: its files, and its pages in Chromium.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use reference::search::{Entry, Kind, index};
use serde_json::{Value, json};
use tests::server::{Answer, Received, Server};
use tests::site::{Files, faults};

/// What the scripts may be together; those of search are loaded when it opens.
const MOST_OF_SCRIPTS: usize = 24_000;

/// What the index of the whole API may be.
const MOST_OF_INDEX: usize = 1_500_000;

/// The site of a document, in a folder and in memory.
fn site(document: Option<&Path>) -> (tempfile::TempDir, Files) {
    let guard = tempfile::tempdir().unwrap();
    let mut command = Command::new(tests::binaries().join("xtask"));
    command
        .args(["docs", "--out"])
        .arg(guard.path().join("site"));
    if let Some(document) = document {
        command.arg("--spec").arg(document);
    }
    let output = command.current_dir(tests::root()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let mut texts = BTreeMap::new();
    let folder = guard.path().join("site");
    tests::collect(&folder, &folder, &mut texts);
    let files = texts
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()));
    (guard, files.collect())
}

/// Stripe's document.
fn whole() -> Option<PathBuf> {
    tests::shared_path("specs/stripe-2026-05-27.dahlia.json")
}

/// The bytes of files whose names begin and end like this.
fn size(files: &Files, start: &str, end: &str) -> usize {
    let chosen = files
        .iter()
        .filter(|(path, _)| path.starts_with(start) && path.ends_with(end));
    chosen.map(|(_, bytes)| bytes.len()).sum()
}

/// An entry whose page, path and anchor follow from its anchor and name.
fn entry(kind: Kind, owner: &str, wire: &str, rust: &str) -> Entry {
    let name = if wire == "a/b" { "a~2fb" } else { wire };
    Entry {
        kind,
        rust: rust.to_owned(),
        wire: wire.to_owned(),
        path: owner.to_owned(),
        method: None,
        page: format!("{}.html", owner.split('.').next().unwrap()),
        anchor: format!("{owner}.{name}"),
        summary: String::new(),
    }
}

/// The format leaves out what follows from the rest; what does not follow is written.
#[test]
fn the_index_has_what_was_put_in() {
    let operation = Entry {
        path: "/v1/coins/{coin}".to_owned(),
        method: Some("POST"),
        summary: "Melts a \"coin\" \u{2014} for good.".to_owned(),
        ..entry(Kind::Operation, "coins", "melt", "coins.melt")
    };
    let deep = format!("coins.melt{}", ".deep".repeat(40));
    let entries = [
        operation,
        entry(Kind::Parameter, "coins.melt", "type", "coins.melt.type_"),
        entry(Kind::Value, "coins.melt.type", "", "melt::Type::Empty"),
        entry(
            Kind::Value,
            "coins.melt.type",
            "slow_melt",
            "melt::Type::SlowMelt",
        ),
        entry(Kind::Value, "coins.melt.type", "a/b", "melt::Type::AB"),
        entry(
            Kind::Value,
            "coins.melt.kind",
            "slow_melt",
            "melt::Kind::Slow",
        ),
        entry(Kind::Value, "coins.melt.kind", "2", "melt::Kind::Other"),
        entry(Kind::Parameter, &deep, "a", &format!("{deep}.a")),
        entry(Kind::Parameter, &deep, "b", "melt::Deep.b"),
        entry(Kind::Field, "Coin", "na\u{ef}ve", "Coin.naive"),
        entry(Kind::Field, "Coin", "na\u{ee}f", "Coin.naif"),
        Entry {
            path: "objects::Coin".to_owned(),
            anchor: "Coin".to_owned(),
            page: "coin.html".to_owned(),
            ..entry(Kind::Type, "Coin", "coin", "objects::Coin")
        },
    ];
    let files = index(&entries).unwrap();
    let files = files
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()));
    let mut read = tests::site::index::read(&files.collect()).unwrap();
    let mut wanted: Vec<_> = entries
        .iter()
        .map(|entry| tests::site::index::Found {
            kind: match entry.kind {
                Kind::Operation => 'o',
                Kind::Parameter => 'p',
                Kind::Field => 'f',
                Kind::Value => 'v',
                Kind::Type => 't',
            },
            rust: entry.rust.clone(),
            wire: entry.wire.clone(),
            path: entry.path.clone(),
            method: entry.method.unwrap_or_default().to_owned(),
            page: entry.page.clone(),
            anchor: entry.anchor.clone(),
            summary: entry.summary.clone(),
        })
        .collect();
    read.sort_by(|a, b| (&a.anchor, &a.rust).cmp(&(&b.anchor, &b.rust)));
    wanted.sort_by(|a, b| (&a.anchor, &a.rust).cmp(&(&b.anchor, &b.rust)));
    assert_eq!(read, wanted);
}

/// Links, anchors and IDs, of pages and of what search finds.
#[test]
fn every_link_of_the_fragment_leads_somewhere() {
    let (_guard, files) = site(None);
    assert_eq!(faults(&files), [""; 0]);
    let found = tests::site::index::read(&files).unwrap();
    let names: Vec<&str> = found.iter().map(|entry| entry.anchor.as_str()).collect();
    for wanted in [
        "refunds.create",
        "refunds.create.reason",
        "Refund",
        "Refund.reason",
    ] {
        assert!(names.contains(&wanted), "{wanted} is not found");
    }
    let scripts =
        size(&files, "", ".js") - size(&files, "search/1", "") - size(&files, "search/2", "");
    assert!(scripts <= MOST_OF_SCRIPTS, "{scripts} bytes of scripts");
}

#[test]
#[ignore = "slow: the pages of the whole API"]
fn every_link_of_the_whole_api_leads_somewhere() {
    let Some(document) = whole() else { return };
    let (_guard, files) = site(Some(&document));
    let faults = faults(&files);
    let first: Vec<&String> = faults.iter().take(20).collect();
    assert!(faults.is_empty(), "{} faults: {first:#?}", faults.len());
    let index = size(&files, "search/1", "") + size(&files, "search/2", "");
    let found = tests::site::index::read(&files).unwrap();
    println!("{} entries in {index} bytes", found.len());
    assert!(index <= MOST_OF_INDEX, "{index} bytes of index");
    let operations = found.iter().filter(|entry| entry.kind == 'o').count();
    assert_eq!(operations, 619);
}

#[test]
#[ignore = "slow: installs Playwright, and shows pages of the fragment in Chromium"]
fn a_browser_shows_the_fragment() {
    let Some(browser) = tests::browser::find("the reference") else {
        return;
    };
    let (guard, files) = site(None);
    let queries = json!([refund_reason(), path(), value()]);
    check(
        &browser,
        guard.path(),
        &files,
        &["refund.html", "index.html"],
        &queries,
    );
}

#[test]
#[ignore = "slow: installs Playwright, and shows pages of the whole API in Chromium"]
fn a_browser_shows_the_whole_api() {
    let Some(browser) = tests::browser::find("the reference of the whole API") else {
        return;
    };
    let Some(document) = whole() else { return };
    let (guard, files) = site(Some(&document));
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
        {"query": "PostRefunds", "first": {"name": "refunds().create()", "kind": "operation", "owner": "/v1/refunds"}},
        {"query": "charges().create()", "first": {"name": "charges().create()", "kind": "operation", "owner": "/v1/charges"}},
    ]);
    check(&browser, guard.path(), &files, &pages, &queries);
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
fn check(browser: &OsStr, folder: &Path, files: &Files, pages: &[&str], queries: &Value) {
    let tools = tools();
    let served = files.clone();
    let server = Server::with(move |request| answer(&served, request));
    let entries = tests::site::index::read(files).unwrap();
    let entries: Vec<Value> = entries
        .into_iter()
        .map(|entry| {
            let kind = String::from(entry.kind);
            json!([
                kind,
                entry.rust,
                entry.wire,
                entry.path,
                entry.method,
                entry.page,
                entry.anchor,
                entry.summary
            ])
        })
        .collect();
    let list = folder.join("entries.json");
    fs::write(&list, json!(entries).to_string()).unwrap();
    let config = json!({
        "browser": browser.to_string_lossy(),
        "base": format!("{}{BELOW}", server.url),
        "folder": format!("file://{}/", folder.join("site").display()),
        "pages": {"main": pages.first(), "some": pages},
        "queries": queries,
        "entries": list,
    });
    let file = folder.join("config.json");
    fs::write(&file, config.to_string()).unwrap();
    let mut node = Command::new("node");
    let output = node
        .arg("check.mjs")
        .arg(&file)
        .current_dir(&tools)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    println!("{}", said.trim());
}

/// Where the site is served: it works below any path.
const BELOW: &str = "/some/where/";

fn answer(files: &Files, request: &Received) -> Answer {
    let path = request
        .line
        .strip_prefix("GET ")
        .and_then(|path| path.strip_prefix(BELOW));
    let Some((path, bytes)) = path.and_then(|path| files.get_key_value(path)) else {
        return Answer::Reply(404, Vec::new(), String::new());
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "application/json",
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    Answer::Reply(200, vec![("Content-Type", kind.to_owned())], text)
}

/// The folder where Playwright and axe are installed, with the scripts that use them.
fn tools() -> PathBuf {
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
