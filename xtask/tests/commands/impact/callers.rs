//! Five crates of callers, from one version of Stripe's whole API to the next and back.
//!
//! Each finding of the snapshots was checked by hand against the two documents.

use std::fs;

use serde_json::Value;
use tests::{shared, shared_path};

use super::place::{Place, lines};
use crate::ran::xtask;

/// Crates of our own, for each version; the programs of the shared folder and our examples are the others.
type Own = [(&'static str, &'static str); 3];

const APRIL: Own = [
    ("payments", include_str!("callers/payments.rs")),
    ("strings", include_str!("callers/strings.rs")),
    ("terminal", include_str!("callers/terminal.rs")),
];

const MAY: Own = [
    ("payments", include_str!("callers/may/payments.rs")),
    ("strings", include_str!("callers/strings.rs")),
    ("terminal", include_str!("callers/may/terminal.rs")),
];

/// A workspace of five members, which name the client in several ways.
fn workspace(place: &Place, own: Own) -> Option<()> {
    let programs = shared_path("programs")?;
    place.write(
        "caller/Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n\n[workspace.dependencies]\n\
         stripe-client = { git = \"https://example.com/client\", branch = \"whole\", \
         default-features = false, features = [\"async\", \"blocking\", \"testing\", \"webhook\"] }\n",
    );
    let lock = tests::root().join("Cargo.lock");
    fs::copy(lock, place.at("caller/Cargo.lock")).expect("a copy");
    let member = |name: &str, dependency: &str, rest: &str| {
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n{rest}"
        );
        place.write(&format!("caller/{name}/Cargo.toml"), &manifest);
    };
    const ALIKE: &str = "stripe-client.workspace = true";
    for (name, text) in own {
        let dependency = match name {
            "terminal" => "stripe-client = { workspace = true, features = [\"webhook\"] }",
            _ => ALIKE,
        };
        member(name, dependency, "");
        place.write(&format!("caller/{name}/src/lib.rs"), text);
    }
    member("programs", ALIKE, "");
    let mut modules = String::new();
    let mut names: Vec<String> = fs::read_dir(programs)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".rs"))
        .collect();
    names.sort();
    for name in names {
        modules += &format!("pub mod {};\n", name.trim_end_matches(".rs"));
        let text = shared(&format!("programs/{name}")).expect("a file");
        place.write(&format!("caller/programs/src/{name}"), &text);
    }
    place.write("caller/programs/src/lib.rs", &modules);
    member("examples", ALIKE, "");
    place.write("caller/examples/src/lib.rs", "");
    for (path, text) in tests::templates() {
        if path.starts_with("examples/") {
            place.write(&format!("caller/examples/{path}"), &text);
        }
    }
    Some(())
}

/// What is found, without the code of the callers: some of it is not ours.
fn found(json: &str) -> String {
    let json: Value = serde_json::from_str(json).expect("JSON");
    crate::schemas::assert_valid("impact", &json);
    let mut text = String::new();
    for finding in json["findings"].as_array().expect("a list") {
        let of = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        text += &format!("{} {}: {}\n", of("level"), of("kind"), of("sentence"));
        let one = serde_json::json!({"findings": [finding]});
        for line in lines(&one) {
            let of = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let what = if line["is_likely"] == true {
                "likely".to_owned()
            } else {
                of("item")
            };
            let error = of("error");
            let error = error.split(':').next().unwrap_or_default();
            text += format!("  {}:{} {what} {error}", of("file"), line["line"]).trim_end();
            text.push('\n');
        }
    }
    text + &format!(
        "unexplained: {}\n",
        json["unexplained"].as_array().expect("a list").len()
    )
}

/// Number of changes that touch the crates, that touch all requests, and that touch nothing here.
fn counted(json: &str) -> usize {
    let json: Value = serde_json::from_str(json).expect("JSON");
    let findings = json["findings"].as_array().expect("a list").iter();
    let findings = findings.filter(|one| one["kind"] != "code").count();
    let everywhere = json["everywhere"].as_array().expect("a list").len();
    let elsewhere = json["elsewhere"].as_object().expect("numbers").values();
    let elsewhere: u64 = elsewhere.filter_map(Value::as_u64).sum();
    findings + everywhere + usize::try_from(elsewhere).expect("a number")
}

/// Number of changes in a report of `diff`.
fn changes(json: &str) -> usize {
    let json: Value = serde_json::from_str(json).expect("JSON");
    let sections = json["sections"].as_array().expect("a list").iter();
    let items = sections.filter_map(|section| section["items"].as_array());
    items.map(Vec::len).sum()
}

#[test]
#[ignore = "slow: checks the client of the whole API four times"]
fn five_crates_there_and_back() {
    let place = Place::new();
    let at = |version: &str| {
        let path = shared_path(&format!("specs/stripe-{version}.dahlia.json"))?;
        Some(path.to_string_lossy().into_owned())
    };
    let Some((april, may)) = at("2026-04-22").zip(at("2026-05-27")) else {
        return;
    };
    for name in [
        "events.tsv",
        "exceptions.tsv",
        "fixups.tsv",
        "examples.tsv",
        "names.tsv",
    ] {
        place.write(
            &format!("project/spec/{name}"),
            &tests::read(&format!("spec/{name}")),
        );
    }
    for (name, own, from, to) in [("there", APRIL, &april, &may), ("back", MAY, &may, &april)] {
        workspace(&place, own).expect("the folder is there");
        let before = place.files();
        let ran = place.run(&[from, to, "--format", "json"]).expect(0);
        insta::assert_snapshot!(name, found(&ran.out));
        let diff = xtask(
            &place.at("project"),
            &["diff", from, to, "--format", "json"],
        );
        assert_eq!(counted(&ran.out), changes(&diff.expect(0).out), "{name}");
        assert_eq!(place.files(), before, "the crates are as they were");
    }
}
