//! `cargo xtask diff --html` as a user runs it, and the page in a browser.

mod browser;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A document whose schema has this description and these properties.
fn document(version: &str, description: &str, properties: &str) -> String {
    let described = format!("      type: object\n      description: {description}\n");
    crate::document::document(version, properties).replacen("      type: object\n", &described, 1)
}

/// A description from a hostile document.
const HOSTILE: &str = "\
'<script>alert(1)</script>': {type: string}
'a`b': {type: string}
kind: {type: string, enum: ['</pre><img src=x onerror=alert(2)>', \"\\u202Eflip\", '&amp;', new]}
bark: {type: string, description: '<style>*{display:none}</style> and <script>alert(3)</script>'}
";

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("diff").args(arguments).current_dir(folder);
    command.output().expect("the command runs")
}

/// The page of two files, and the report of the same run as JSON.
fn page_of(folder: &Path, base: &str, head: &str) -> (String, Value) {
    let ran = diff(
        folder,
        &[base, head, "--html", "out/page.html", "--format", "json"],
    );
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("out/page.html ("), "{said}");
    let page = fs::read_to_string(folder.join("out/page.html")).expect("a page");
    let names = fs::read_dir(folder.join("out")).expect("a listing").count();
    assert_eq!(names, 1, "something was left beside the page");
    (
        page,
        serde_json::from_slice(&ran.stdout).expect("it is JSON"),
    )
}

/// The page of a small change with hostile texts.
fn hostile(folder: &Path) -> (String, Value) {
    let base = document(
        "2026-04-22.dahlia",
        "Plain.",
        "kind: {type: string, enum: [old]}\nbark: {type: integer}",
    );
    let head = document("2026-05-27.dahlia", "'<b>'", HOSTILE);
    fs::write(folder.join("a<u>&.yaml"), base).expect("a file");
    fs::write(folder.join("b.yaml"), head).expect("a file");
    page_of(folder, "a<u>&.yaml", "b.yaml")
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let guard = tempfile::tempdir().expect("a folder");
    let path = guard.path().to_path_buf();
    (guard, path)
}

/// Two of Stripe's documents; `None`, with a note on stderr, if they are missing.
fn stripes() -> Option<[String; 2]> {
    let shared = std::env::var_os("STRIPE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    if !shared.is_dir() {
        tests::say("skipped: the page of Stripe's documents needs them (set STRIPE_SHARED)");
        return None;
    }
    Some(["2026-04-22", "2026-05-27"].map(|version| {
        let path = shared.join(format!("specs/stripe-{version}.dahlia.json"));
        path.to_string_lossy().into_owned()
    }))
}

/// The tags of a page, in lower case.
fn tags(page: &str) -> Vec<&str> {
    let tags = page.split('<').skip(1);
    tags.map(|text| text.trim_start_matches('/'))
        .map(|text| {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric());
            &text[..end.unwrap_or(text.len())]
        })
        .collect()
}

/// The text of a page without tags, as a reader sees it.
fn text(page: &str) -> String {
    let parts = page.split('<').skip(1).map(|part| {
        let (tag, text) = part.split_once('>').unwrap_or_default();
        if tag.starts_with("style") { "" } else { text }
    });
    parts
        .collect::<String>()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn no_text_of_a_document_is_markup() {
    let (_guard, folder) = folder();
    let (page, report) = hostile(&folder);
    for tag in ["script", "img", "i", "u", "iframe", "link", "object"] {
        assert!(!tags(&page).contains(&tag), "<{tag}>");
    }
    // One of each, and they are ours.
    for tag in ["<style>", "<title>", "<h1 "] {
        assert_eq!(page.matches(tag).count(), 1, "{tag}");
    }
    // Nothing that a browser would fetch, and a policy that forbids fetching.
    for attribute in [" src=", "url(", "@import", "href=\"http", " on", "style=\""] {
        let mut found = page.match_indices(attribute);
        let in_tag = |(at, _): &(usize, &str)| page[..*at].rfind('<') > page[..*at].rfind('>');
        assert_eq!(found.find(in_tag), None, "{attribute}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains('\u{202e}'));
    // Everything is still reported.
    let text = text(&page);
    assert_eq!(report["verdict"], "major");
    for part in [
        "<script>alert(1)</script>",
        "</pre><img src=x onerror=alert(2)>",
        "\\u{202e}flip",
        "&amp;",
        "a<u>&.yaml",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn it_says_what_the_report_says() {
    let (_guard, folder) = folder();
    fs::write(
        folder.join("1.yaml"),
        document(
            "2026-04-22.dahlia",
            "One.",
            "a: {type: string}\nb: {type: string}\nc: {type: string, enum: [w, x]}",
        ),
    )
    .expect("a file");
    fs::write(
        folder.join("2.yaml"),
        document(
            "2026-05-27.dahlia",
            "Two.",
            "a: {type: integer}\nc: {type: string, enum: [w, x, y]}\nd: {type: string}",
        ),
    )
    .expect("a file");
    let (page, report) = page_of(&folder, "1.yaml", "2.yaml");
    let (again, _) = page_of(&folder, "1.yaml", "2.yaml");
    assert_eq!(page, again);
    let text = text(&page);
    let plain = |value: &Value| value.as_str().unwrap_or_default().replace('`', "");
    let mut told = 0;
    for section in report["sections"].as_array().expect("a list") {
        assert!(text.contains(&plain(&section["title"])));
        for item in section["items"].as_array().expect("a list") {
            let sentence = plain(&item["sentence"]);
            assert!(text.contains(&sentence), "{sentence} is not in\n{text}");
            for place in item["places"].as_array().expect("a list") {
                for pointer in [&place["base"], &place["head"]] {
                    assert!(text.contains(&plain(pointer)), "{pointer}");
                }
            }
            told += 1;
        }
    }
    assert_eq!(page.matches("<article ").count(), told);
    assert!(told >= 5, "{report}");
    for reason in report["reasons"].as_array().expect("a list") {
        assert!(text.contains(&plain(&reason["means"])), "{reason}");
        for example in reason["examples"].as_array().expect("a list") {
            let sentence = plain(&example["sentence"]);
            assert!(text.contains(&sentence), "{sentence}");
        }
    }
    let links: Vec<&str> = page.split(" href=\"#").skip(1).collect();
    let links = links.iter().filter_map(|rest| rest.split_once('"'));
    for (id, _) in links {
        assert!(page.contains(&format!(" id=\"{id}\"")), "no {id}");
    }
    // What breaks leads from the first screen to its change.
    assert!(page.contains("<li><a href=\"#breaking-1\">Remove support for <code>b</code>"));
    for side in ["base", "head"] {
        let source = &report["provenance"][side];
        assert!(text.contains(&plain(&source["sha256"])) && text.contains(&plain(&source["name"])));
    }
    // The verdict comes before its explanation, and the code is shown before and after.
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("no {part}"));
    assert!(at("Major release</h1>") < at("<nav ") && at("<nav ") < at("<main>"));
    assert!(page.contains("<del>    pub a: Option&lt;String&gt;,</del>"));
    assert!(page.contains("<ins>    pub a: Option&lt;i64&gt;,</ins>"));
    assert!(page.contains("<del>    pub b: Option&lt;String&gt;,</del>"));
    assert!(page.contains("<ins>    Y,</ins>"));
}

#[test]
fn nothing_is_changed_where_the_page_cannot_be_written() {
    let (_guard, folder) = folder();
    let base = document("2026-04-22.dahlia", "One.", "a: {type: string}");
    fs::write(folder.join("1.yaml"), &base).expect("a file");
    fs::write(folder.join("2.yaml"), base.replace("One.", "Two.")).expect("a file");
    fs::create_dir(folder.join("taken")).expect("a folder");
    fs::write(folder.join("3.yaml"), &base).expect("a file");
    for (out, says) in [
        ("1.yaml", "1.yaml"),
        ("./2.yaml", "2.yaml"),
        ("taken", "taken"),
        ("3.yaml", "exists and was not written by this command"),
    ] {
        let ran = diff(&folder, &["1.yaml", "2.yaml", "--html", out]);
        assert_eq!(ran.status.code(), Some(2), "{out}");
        assert!(String::from_utf8_lossy(&ran.stderr).contains(says));
    }
    assert_eq!(
        fs::read_to_string(folder.join("1.yaml")).expect("a file"),
        base
    );
    assert_eq!(fs::read_dir(&folder).expect("a listing").count(), 4);
}

#[test]
fn a_browser_shows_it() {
    let Some(browser) = browser::Browser::find() else {
        return;
    };
    let (_guard, folder) = folder();
    let (page, _) = hostile(&folder);
    browser.check(&page, "Major release");
}

#[test]
fn a_browser_shows_what_stripe_changed() {
    let (Some(browser), Some([base, head])) = (browser::Browser::find(), stripes()) else {
        return;
    };
    let (_guard, folder) = folder();
    let (page, _) = page_of(&folder, &base, &head);
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
    // Everything that is visible in definitions is shown.
    let mut shown = 0;
    for article in page.split("<article ").skip(1) {
        let kinds = [
            ">field ",
            ">value ",
            ">member ",
            ">retyped<",
            ">type at place<",
        ];
        if kinds.iter().any(|kind| article.contains(kind)) {
            let code = article.contains("<ins>") || article.contains("<del>");
            assert!(code, "no code in {article}");
            shown += 1;
        }
    }
    assert!(shown > 30, "{shown}");
    browser.check(&page, "Major release");
}
